"""Whatever stands in a field, the page comes back with words beside the field and with all that was typed.

The fields are those of the pages themselves: every form that the lead of the clinic can send.
"""

import os
import random

from tests.fuzz.hostile import MARK
from tests.fuzz.page_forms import forms_of
from tests.fuzz.requests import Request

LONG_RUN = int(os.environ.get("FUZZ_REQUESTS", "0")) >= 20_000
SEED = 20260302
TYPED_INTO = {"text", "textarea", "number", "date", "email", "tel", "search"}
ELSEWHERE = "/accounts/", "/admin/"  # the framework's own forms: what they answer is held by test_every_route
NUL = "12\x00"
NONSENSE = f"{MARK} <b>\u202e'\" {{{{7*7}}}}"


def every_form(site, drawing):
    """[(address, form)] of every form that writes."""
    found = []
    for route in drawing.routes:
        for path in drawing.addresses_of(route)[:1]:
            if not path.startswith(ELSEWHERE):
                forms = forms_of(site.open_page("lead", path))
                found += [(path, form) for form in forms if form.method == "post" and "key" in form.fields]
    return found


def typed_into(form):
    return [name for name, one in form.fields.items() if one.kind in TYPED_INTO]


def posted(site, path, form, data):
    status, what, page = site.shown(Request("lead", "", "POST", form.action.partition("?")[0] or path, data=data))
    assert not what, (path, what)
    return status, page


def without_words(page, names) -> list[str]:
    """Those of the fields that a page marks as wrong nowhere: neither on the field nor by a link from the summary."""
    fields = {name: one for form in forms_of(page) for name, one in form.fields.items()}
    return [name for name in names if not _is_marked(page, fields.get(name))]


def _is_marked(page, one):
    if one is None or one.attributes.get("aria-invalid") != "true":
        return False
    described_by = one.attributes.get("aria-describedby", "").split()
    return any(f'id="{place}"' in page for place in described_by) or "is-invalid" in one.attributes.get("class", "")


def not_kept(page, typed) -> list[str]:
    """Those of the fields whose page does not hold what was typed."""
    fields = {name: one for form in forms_of(page) for name, one in form.fields.items()}
    return [name for name, text in typed.items() if name not in fields or fields[name].values[:1] != [text]]


def test_what_no_field_can_take_is_told_beside_it_and_kept_in_it(site, drawing_of, quiet, figure):
    forms = every_form(site, drawing_of(SEED))
    wrong = [
        fault for path, form in forms for fault in (*nonsense_in_all(site, path, form), *a_megabyte(site, path, form))
    ]
    for path, form in forms:
        others = [name for name in form.fields if name not in ("key", "version", "csrfmiddlewaretoken")]
        for data in (
            {name: values for name, values in form.filled().items() if name not in others},
            form.filled() | {name: [NONSENSE, NUL, ""] for name in others},
            form.filled() | {name: [NONSENSE] for name in others},
            {name: [NUL] for name in form.fields},
            {},
        ):
            posted(site, path, form, data)
    assert wrong == []
    assert len(forms) > 20
    figure("fields that were given what they cannot take", sum(len(typed_into(form)) for _, form in forms), seed=SEED)


def nonsense_in_all(site, path, form):
    """In all fields at once: a character that cannot be stored, and text that is no number, no date and no choice."""
    names = typed_into(form)
    for text in (NUL, NONSENSE) if names else ():
        status, page = posted(site, path, form, form.filled() | {name: [text] for name in names})
        if text == NUL and status != 200:
            yield path, status, "was not refused"
        if text == NUL:
            yield from ((path, name, "no words beside it") for name in without_words(page, names))
        if page:
            yield from ((path, name, "not kept") for name in not_kept(page, dict.fromkeys(names, text)))


def a_megabyte(site, path, form):
    """In one field of the form, drawn by lot; in the long run in every field."""
    names = typed_into(form)
    text = "9" * 1_000_000
    for name in names if LONG_RUN else random.Random(SEED).sample(names, min(1, len(names))):
        status, page = posted(site, path, form, form.filled() | {name: [text]})
        if status != 200 or without_words(page, [name]) or not_kept(page, {name: text}):
            yield path, name, status, "a megabyte"
