"""Precautions and equipment, each holding from a date on."""

import datetime

import pytest
from django.urls import reverse

from rehab.patients.actions import add_patient, set_circumstances
from rehab.patients.hooks import _after_circumstances
from rehab.patients.models import Circumstances
from rehab.patients.queries import circumstances_on
from rehab.rules import LIBRARY
from tests.pages import opened, send, text

REPLACED = LIBRARY.precautions["anterior_hip_replacement"]


@pytest.fixture
def page(maria):
    return reverse("patients:circumstances", args=[maria.pk])


@pytest.fixture
def january(maria):
    return Circumstances.objects.get(patient=maria)


def test_every_precaution_is_offered_with_what_the_therapist_is_warned_of(as_ana, page):
    shown = as_ana.get(page).content.decode()
    for precaution in LIBRARY.precautions.values():
        assert f'value="{precaution.id}"' in shown
    assert REPLACED.warning_therapist.replace("'", "&#x27;") in shown


def test_a_change_holds_from_its_date_and_the_former_until_then(as_ana, maria, page, january):
    send(as_ana, page, holds_from="2026-02-10", precautions=[REPLACED.id], equipment=["band", "cable"])
    assert circumstances_on(maria, datetime.date(2026, 2, 9)) == january
    now = circumstances_on(maria, datetime.date(2026, 2, 10))
    assert (now.precautions, now.equipment) == ([REPLACED.id], ["band", "cable"])
    assert circumstances_on(maria, datetime.date(2026, 1, 4)) is None


def test_a_new_entry_begins_with_what_holds_today(as_ana, page):
    typed = opened(as_ana, page)
    assert (typed["holds_from"], typed["equipment"]) == (datetime.date(2026, 3, 2), ["band"])


def test_nothing_ticked_is_recorded_as_none(as_ana, maria, page):
    typed = opened(as_ana, page)
    del typed["equipment"]
    as_ana.post(page, typed)
    assert circumstances_on(maria, datetime.date(2026, 3, 2)).equipment == []


def test_a_date_that_is_recorded_already_points_to_its_correction(as_ana, page, january):
    response = send(as_ana, page, holds_from="2026-01-05")
    assert f'<a href="{page}?correct={january.pk}">Correct that entry</a>' in text(response)
    assert Circumstances.objects.count() == 1


def test_a_correction_needs_a_reason_and_keeps_the_first_entry(as_ana, maria, page, january):
    correct = f"{page}?correct={january.pk}"
    typed = opened(as_ana, correct)
    del typed["equipment"]
    assert "Say why it is corrected" in text(as_ana.post(correct, typed))
    as_ana.post(correct, typed | {"reason": "She gave the band away"})
    now = circumstances_on(maria, datetime.date(2026, 3, 2))
    january.refresh_from_db()
    assert (now.equipment, now.holds_from, now.replaces) == ([], january.holds_from, january)
    assert (january.equipment, january.is_current) == (["band"], False)
    assert "She gave the band away" in text(as_ana.get(page))


def test_a_correction_may_move_the_date_but_not_onto_another_entry(as_ana, maria, page, january):
    send(as_ana, page, holds_from="2026-02-10")
    correct = f"{page}?correct={january.pk}"
    assert "recorded already" in text(send(as_ana, correct, holds_from="2026-02-10", reason="Typed wrongly"))
    send(as_ana, correct, holds_from="2026-01-06", reason="Typed wrongly")
    dates = Circumstances.objects.filter(is_current=True).values_list("holds_from", flat=True)
    assert sorted(dates) == [datetime.date(2026, 1, 6), datetime.date(2026, 2, 10)]


def test_two_corrections_at_once_meet_on_the_conflict_page(as_ana, maria, page, january):
    correct = f"{page}?correct={january.pk}"
    mine = opened(as_ana, correct) | {"note": "Mine", "reason": "Mine"}
    send(as_ana, correct, note="Theirs", reason="Theirs")
    response = as_ana.post(correct, mine)
    theirs = Circumstances.objects.get(is_current=True)
    assert response.status_code == 409
    assert ("Theirs" in text(response), "Mine" in text(response)) == (True, True)
    assert response.context["action"] == f"{page}?correct={theirs.pk}"
    form = response.context["form"]
    as_ana.post(response.context["action"], {f.html_name: f.value() for f in form if f.value() is not None})
    assert Circumstances.objects.get(is_current=True).note == "Mine"


@pytest.mark.parametrize(
    ("day", "said"), [("2026-03-03", "This is in the future."), ("1961-05-13", "This is before the patient was born.")]
)
def test_a_date_that_cannot_be_is_told(as_ana, page, day, said):
    assert send(as_ana, page, holds_from=day).context["form"].errors["holds_from"] == [said]


def test_a_precaution_that_does_not_exist_is_refused(as_ana, page):
    response = send(as_ana, page, holds_from="2026-02-10", precautions=["flying"])
    assert "precautions" in response.context["form"].errors
    assert Circumstances.objects.count() == 1


def test_a_correction_names_an_entry_of_this_patient(as_ana, page, january):
    assert as_ana.get(f"{page}?correct=abc").status_code == 404
    assert as_ana.get(f"{page}?correct={january.patient_id}").status_code == 404
    assert as_ana.get(f"{page}?correct={january.pk}").status_code == 200


def test_a_correction_does_not_reach_another_patient_of_the_same_clinic(as_ana, ana, page):
    rosa = add_patient(
        by=ana,
        given_name="Rosa",
        family_name="Keller",
        date_of_birth=datetime.date(1970, 1, 2),
        record_number="H-2",
    )
    hers = set_circumstances(
        by=ana, patient=rosa, holds_from=datetime.date(2026, 1, 5), precautions=[], equipment=["cable"]
    )
    assert as_ana.get(f"{page}?correct={hers.pk}").status_code == 404


def test_the_patient_page_warns_of_today_s_precautions(as_ana, maria, page):
    record = reverse("patients:patient", args=[maria.pk])
    assert REPLACED.label not in text(as_ana.get(record))
    send(as_ana, page, holds_from="2026-03-02", precautions=[REPLACED.id])
    shown = text(as_ana.get(record))
    assert REPLACED.warning_therapist.replace("'", "&#x27;") in shown
    assert f'<span class="caution"><span aria-hidden="true">⚠ </span>{REPLACED.label}' in shown


def test_apps_above_are_told_in_the_same_transaction(as_ana, ana, maria, page, monkeypatch):
    told = []

    def fail(*, by, patient):
        told.append((by, patient, patient.circumstances.filter(is_current=True).count()))
        raise RuntimeError("the app above cannot follow")

    monkeypatch.setattr("rehab.patients.hooks._after_circumstances", [*_after_circumstances, fail])
    with pytest.raises(RuntimeError):
        send(as_ana, page, holds_from="2026-02-10")
    assert told == [(ana, maria, 2)]
    assert Circumstances.objects.count() == 1
