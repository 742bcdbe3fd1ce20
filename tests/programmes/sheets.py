"""The log page as a person fills it in."""

from django.urls import reverse

from tests.programmes.logs import STAGE_1

PUSH, HOLD = (f"right-{exercise}" for exercise in STAGE_1)


def address(programme):
    return reverse("programmes:log", args=[programme.pk])


def typed_row(place, date, *, symptoms="0", morning="", cells=(PUSH, HOLD), well="yes", **more):
    """What is typed into one row: the exercises of the `cells` done in full, the level left as it stands."""
    row = {f"{place}-performed_on": date, f"{place}-next_morning_right": morning}
    for cell in cells:
        row |= {f"{place}-{cell}-completed": "yes", f"{place}-{cell}-well": well, f"{place}-{cell}-symptoms": symptoms}
    return row | {f"{place}-{name}": value for name, value in more.items()}


def held(response) -> dict:
    """What the sheet on a page holds when it is sent as it stands."""
    sheet = response.context["sheet"]
    values = {
        "key": str(sheet.form["key"].value()),
        "source": sheet.form["source"].value(),
        "rows": str(len(sheet.rows)),
        "column": [column.id for column in sheet.columns],
    }
    values |= {field.html_name: field.value() for row in sheet.rows for field in row}
    return {name: value for name, value in values.items() if value is not None}


def send(client, programme, *rows, then="save", opened=None, **more):
    """Open the page, type the rows, and send it to be saved (or checked). Follows to the page that comes next."""
    opened = opened or client.get(address(programme))
    sheet = held(opened) | {"then": then}
    for row in rows:
        sheet |= row
    return client.post(address(programme), sheet | more, follow=True)


def save(client, programme, *rows, **more):
    """Send the rows, look over the levels that were filled in anew, and save: what a person does without scripts."""
    response = send(client, programme, *rows, **more)
    if response.context.get("sheet") and response.context["sheet"].has_new_levels:
        response = send(client, programme, opened=response)
    return response


def messages_of(response) -> list:
    """[(field, message)] as they stand beside the fields."""
    return [(field.html_name, str(error)) for field, error, _ in response.context["errors"]]
