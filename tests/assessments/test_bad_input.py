"""Whatever is sent, there is a clear answer and never a crash."""

import itertools

from rehab.assessments.forms import MOST_ROWS
from rehab.assessments.models import Assessment
from tests.assessments.sheet import address
from tests.pages import opened
from tests.standing import undone

BAD = {
    "nothing": "",
    "NUL": "1\x00",
    "far too long": "9" * 100_000,
    "not a number": "NaN",
    "infinite": "-Infinity",
    "endless": "1e999999",
    "digits of another script": "१२",
    "the other direction": "\u202e12",
    "no such choice": "nonsense",
    "no such exercise": "nonsense:1",
    "an exercise without a level": "seated_knee_raise",
    "markup": "<script>alert(1)</script>{{7*7}}",
    "a far date": "9999-12-31",
    "no date": "2026-02-30",
    "no id": "00000000-0000-0000-0000-000000000000",
}
ONE_OF_EACH_KIND = [
    "key",
    "version",
    "examined_on",
    "pain_nrs",
    "note",
    "red_flag_malignancy",
    "left_thomas_hip_extension_deg",
    "right_strength_mmt",
    "right_trials_0_tried",
    "right_trials_0_symptoms",
    "then",
]
ANSWERS = {200, 302, 409}


def test_in_every_field_at_once(sheet):
    for what, bad in BAD.items():
        for button in ("", "no_others"):
            with undone():
                sent = dict.fromkeys(sheet.typed, bad) | {"then": button}
                assert sheet.client.post(sheet.edit, sent).status_code in ANSWERS, what


def test_in_one_field_of_a_page_that_is_right_otherwise(sheet):
    """What is bad goes round the fields, four to each; the next field takes up where the last one ended."""
    kinds = itertools.cycle(BAD.items())
    for field in ONE_OF_EACH_KIND:
        for what, bad in itertools.islice(kinds, 4):
            assert sheet.client.post(sheet.so_far, sheet.typed | {field: bad}).status_code == 200, (field, what)
        without = {name: value for name, value in sheet.typed.items() if name != field}
        for sent in (without, sheet.typed | {field: ["1", "2"]}):
            with undone():
                assert sheet.client.post(sheet.edit, sent).status_code in ANSWERS, field


def test_nothing_at_all(sheet):
    assert sheet.client.post(sheet.edit).status_code == 200
    assert sheet.client.post(sheet.so_far).status_code == 200
    assert sheet.stored.version == 1


def test_bytes_that_are_no_text(sheet):
    sent = b"note=%ff%fe&left_thomas_hip_extension_deg=%ed%a0%80"
    form = "application/x-www-form-urlencoded"
    assert sheet.client.post(sheet.edit, sent, content_type=form).status_code == 200


def test_no_more_rows_than_there_is_to_try(sheet):
    form = sheet.type(left_trials_999_tried="seated_knee_raise:1", pain_nrs="x").press().context["form"]
    assert len(form.rows("left")) == MOST_ROWS


def test_on_the_pages_that_confirm(as_ana, draft):
    for name in ("sign", "discard", "amend"):
        for what, bad in BAD.items():
            sent = dict.fromkeys(["key", "version", "reason"], bad)
            assert as_ana.post(address(name, draft), sent).status_code in ANSWERS, (name, what)
    assert Assessment.objects.get().is_open_draft


def test_what_the_form_does_not_have_changes_nothing(sheet, lena):
    sheet.type(
        signed_by=str(lena.pk), signed_at="2026-03-01", is_current="", rater=str(lena.pk), replaces=str(sheet.pk)
    )
    sheet.type(screening_id="1", saved_by_form="x", created_by=str(lena.pk), note="Mine").press()
    stored = Assessment.objects.get()
    assert (stored.signed_by, stored.replaces, stored.is_current, stored.note) == (None, None, True, "Mine")
    assert stored.rater != lena


def test_a_page_of_long_ids_is_not_found(as_ana, db):
    for path in ("/assessments/not-an-id/edit/", "/assessments/%00/", "/assessments/1/sign/"):
        assert as_ana.get(path).status_code == 404


def test_everything_filled_in_survives_its_own_page(as_ana, examined):
    sent = opened(as_ana, address("edit", examined))
    assert as_ana.post(address("edit", examined), sent).status_code == 302
    assert Assessment.objects.get().version == examined.version
