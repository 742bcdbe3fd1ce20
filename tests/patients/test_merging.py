"""Two records of one person are made one: nothing is lost, and what contradicts itself is decided."""

import datetime

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from clinic.audit.recording import EditConflict
from rehab.patients.actions import (
    MergedAway,
    add_patient,
    edit_patient,
    measure_body,
    open_episode,
    restore_patient,
    set_circumstances,
)
from rehab.patients.forms import PatientForm
from rehab.patients.merging import BOTH, BROUGHT, CannotBeMerged, merge_patients
from rehab.patients.models import Merge, Patient
from rehab.patients.queries import circumstances_on, find_patients, lookalikes
from rehab.programmes import actions
from rehab.programmes.decisions import standing
from tests.drafts.page import OpenForm, offered
from tests.pages import send, text
from tests.programmes.conftest import START, TODAY, assessment, programme  # noqa: F401 - fixtures
from tests.programmes.findings import SHORT_AND_WEAK, examined
from tests.programmes.logs import clean

DAY = datetime.date(2026, 2, 10)


@pytest.fixture
def again(ana):
    """Maria Silva, entered a second time with another number."""
    return add_patient(
        by=ana,
        given_name="Maria",
        family_name="Silva",
        date_of_birth=datetime.date(1961, 5, 14),
        record_number="H-2002",
        telephone="01234 777777",
    )


def merged(by, kept, other, **decided):
    versions = {one.pk: one.version for one in (kept, other)}
    return merge_patients(by=by, kept=kept, merged=other, versions=versions, reason="Same birth certificate", **decided)


def address(one, other):
    return reverse("patients:merge", args=[one.pk, other.pk])


def page_of(client, patient):
    return client.get(reverse("patients:patient", args=[patient.pk]))


def test_the_two_records_stand_side_by_side(as_lena, maria, marias_episode, again):
    lines = {line.label: line for line in as_lena.get(address(maria, again)).context["lines"]}
    assert (lines["Telephone"].one, lines["Telephone"].other) == ("01234 555019", "01234 777777")
    assert lines["Telephone"].differs
    assert not lines["Family name"].differs
    assert lines["Episodes"].one == "Anterior hip pain on stairs (open)"
    assert lines["Circumstances today"].other == "not recorded"


def test_the_lead_chooses_which_record_stays(as_lena, maria, again):
    typed = {"stays": str(again.pk), "reason": "Same birth certificate", "same_person": "on"}
    response = send(as_lena, address(maria, again), **typed)
    assert response.url == reverse("patients:patient", args=[again.pk])
    maria.refresh_from_db()
    assert maria.merged_into == again


@pytest.mark.parametrize("missing", ["stays", "reason", "same_person"])
def test_nothing_is_merged_before_everything_is_answered(as_lena, maria, again, missing):
    typed = {"stays": str(maria.pk), "reason": "Same birth certificate", "same_person": "on"}
    page = send(as_lena, address(maria, again), **typed | {missing: ""})
    assert page.context["form"].errors[missing]
    assert Merge.objects.count() == 0


def test_everything_comes_over_and_both_histories_stay(as_lena, ana, lena, maria, again):
    episode = open_episode(by=ana, patient=again, complaint="Groin", sides="left", started_on=DAY)
    found = examined(episode, by=ana, on=DAY, left=SHORT_AND_WEAK)
    running = actions.start_programme(by=ana, assessment=found, started_on=DAY)
    actions.log_sessions(by=ana, programme=running, sessions=[clean(datetime.date(2026, 2, 12), side="left")])
    measure_body(by=ana, patient=again, measured_on=DAY, height_cm=170)
    details = {name: getattr(again, name) for name in PatientForm.Meta.fields}
    again = edit_patient(by=ana, patient=again, version=1, **details | {"telephone": "01234 888888"})
    made = merged(lena, maria, again)
    running.refresh_from_db()
    assert running.patient == maria
    assert maria.body_measurements.get().height_cm == 170
    assert made.brought["patients.Episode.patient"] == [str(episode.pk)]
    whats = [entry.what for entry in page_of(as_lena, maria).context["entries"]]
    for what in ("Assessment", "Session (patient's paper log)", "Measured: 170.0 cm", "Episode opened: Groin"):
        assert any(one.startswith(what) for one in whats), what
    assert "Record H-2002: details edited" in whats
    assert "Record H-2002 merged into this one (Same birth certificate)" in whats
    assert as_lena.get(reverse("programmes:programme", args=[running.pk])).context["patient"] == maria


def test_the_other_record_stays_readable_and_leads_to_the_one_that_stays(as_ana, lena, maria, again):
    merged(lena, maria, again)
    page = page_of(as_ana, again)
    said = text(page)
    assert "01234 777777" in said
    assert "Merged into record" in said
    assert reverse("patients:patient", args=[maria.pk]) in said
    assert "Merged into record H-1001 (Same birth certificate)" in [entry.what for entry in page.context["entries"]]


@pytest.mark.parametrize("page", ["edit", "measure", "circumstances", "open_episode", "restore", "find_duplicate"])
def test_nothing_is_entered_in_the_other_record_any_more(as_lena, lena, maria, again, page):
    merged(lena, maria, again)
    response = as_lena.get(reverse(f"patients:{page}", args=[again.pk]), follow=True)
    assert response.redirect_chain[-1][0] == reverse("patients:patient", args=[maria.pk])
    assert "was merged into this one: make the entry here" in text(response)


def test_the_actions_refuse_it_too(ana, lena, maria, again):
    merged(lena, maria, again)
    again.refresh_from_db()
    with pytest.raises(MergedAway):
        measure_body(by=ana, patient=again, measured_on=DAY, height_cm=170)
    with pytest.raises(MergedAway):
        restore_patient(by=ana, patient=again, version=again.version)


def test_what_was_being_typed_in_the_other_record_is_offered_in_the_one_that_stays(as_ana, lena, maria, again):
    form = OpenForm(as_ana, reverse("patients:open_episode", args=[again.pk]))
    form.keep(goal="Dance")
    merged(lena, maria, again)
    form.keep(goal="Dance again")
    form.save()
    draft = offered(as_ana, reverse("patients:open_episode", args=[maria.pk]))[0]
    assert draft.values["goal"] == ["Dance again"]


def test_both_numbers_find_the_patient(ana, lena, maria, again):
    merged(lena, maria, again)
    assert list(find_patients(ana, "H-2002")) == [maria]
    assert list(find_patients(ana, "H-1001")) == [maria]


def test_the_other_record_is_no_look_alike_any_more(ana, lena, maria, again):
    who = {"given_name": "Maria", "family_name": "Silva", "date_of_birth": datetime.date(1961, 5, 14)}
    merged(lena, maria, again)
    assert lookalikes(ana.clinic, **who) == [maria]


def test_entries_of_one_day_are_shown_and_decided(as_lena, ana, maria, again):
    ours = measure_body(by=ana, patient=maria, measured_on=DAY, height_cm=170)
    theirs = measure_body(by=ana, patient=again, measured_on=DAY, height_cm=171)
    typed = {"stays": str(maria.pk), "reason": "Same", "same_person": "on"}
    undecided = send(as_lena, address(maria, again), **typed)
    assert "Record H-2002: 171.0 cm" in text(undecided)
    assert undecided.context["form"].errors["measurement_2026-02-10"]
    send(as_lena, address(maria, again), **typed, **{"measurement_2026-02-10": str(again.pk)})
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (ours.is_current, theirs.is_current) == (False, True)
    assert maria.body_measurements.get(is_current=True) == theirs
    assert "170.0 cm" in text(as_lena.get(reverse("patients:measure", args=[maria.pk])))


@pytest.mark.parametrize(
    ("chosen", "precautions", "equipment"),
    [("maria", [], ["band"]), ("again", ["osteoporosis"], []), (BOTH, ["osteoporosis"], ["band"])],
)
def test_what_holds_from_today_is_decided_where_the_two_differ(lena, ana, maria, again, chosen, precautions, equipment):
    set_circumstances(by=ana, patient=again, holds_from=DAY, precautions=["osteoporosis"], equipment=[])
    with pytest.raises(CannotBeMerged, match="holds from today"):
        merged(lena, maria, again)
    of = {"maria": str(maria.pk), "again": str(again.pk), BOTH: BOTH}
    merged(lena, maria, again, from_today=of[chosen])
    now = circumstances_on(maria, TODAY)
    assert (now.precautions, now.equipment) == (precautions, equipment)
    assert circumstances_on(maria, DAY).precautions == ["osteoporosis"]
    assert circumstances_on(maria, datetime.date(2026, 1, 6)).equipment == ["band"]


def test_it_is_asked_on_the_page(as_lena, ana, maria, again):
    set_circumstances(by=ana, patient=again, holds_from=DAY, precautions=["osteoporosis"], equipment=[])
    assert "Which circumstances hold from today on?" in text(as_lena.get(address(maria, again)))


def test_programmes_running_in_both_are_refused_with_what_to_do(as_lena, ana, programme, maria, again):  # noqa: F811
    episode = open_episode(by=ana, patient=again, complaint="Groin", sides="right", started_on=START)
    found = examined(episode, by=ana, on=START, right=SHORT_AND_WEAK)
    second = actions.start_programme(by=ana, assessment=found, started_on=START)
    typed = {"stays": str(maria.pk), "reason": "Same", "same_person": "on"}
    assert "A programme is running in both records" in text(send(as_lena, address(maria, again), **typed))
    assert Merge.objects.count() == 0
    actions.end_programme(by=ana, programme=second, version=1, end_reason="stopped")
    send(as_lena, address(maria, again), **typed)
    assert Merge.objects.count() == 1


def test_a_running_programme_goes_on_as_it_stood(lena, programme, maria, again):  # noqa: F811
    before = standing(programme, TODAY)
    merged(lena, again, maria)
    assert standing(programme, TODAY) == before


def test_it_is_audited_in_both_records(lena, maria, again):
    merged(lena, maria, again)
    events = AuditEvent.objects.filter(action="merge")
    assert {event.patient_id for event in events} == {maria.pk, again.pk}


def test_only_the_lead_merges(as_ana, ana, maria, again):
    assert as_ana.get(address(maria, again)).status_code == 403
    assert as_ana.post(address(maria, again), {"stays": str(maria.pk)}).status_code == 403
    assert as_ana.get(reverse("patients:find_duplicate", args=[maria.pk])).status_code == 403
    assert "Merge with another record" not in text(page_of(as_ana, maria))
    with pytest.raises(CannotBeMerged):
        merged(ana, maria, again)


def test_a_record_of_the_other_clinic_is_not_found(as_lena, lena, maria, lukasz):
    assert as_lena.get(address(maria, lukasz)).status_code == 404
    assert as_lena.get(address(lukasz, maria)).status_code == 404
    find = reverse("patients:find_duplicate", args=[maria.pk])
    assert "No patient of your clinic" in text(send(as_lena, find, record_number="B-7"))
    with pytest.raises(CannotBeMerged):
        merged(lena, maria, lukasz)


def test_the_other_record_is_found_by_likeness_or_number(as_lena, maria, again):
    find = reverse("patients:find_duplicate", args=[maria.pk])
    assert as_lena.get(find).context["alike"] == [again]
    assert send(as_lena, find, record_number="H-2002").url == address(maria, again)
    assert send(as_lena, find, record_number="H-1001").context["form"].errors


def test_a_record_is_not_merged_with_itself_or_twice(lena, ana, maria, again):
    with pytest.raises(CannotBeMerged):
        merged(lena, maria, maria)
    merged(lena, maria, again)
    again.refresh_from_db()
    with pytest.raises(CannotBeMerged):
        merged(lena, maria, again)


def test_an_archived_record_does_not_stay(lena, ana, maria, again):
    from rehab.patients.actions import archive_patient

    again = archive_patient(by=ana, patient=again, version=1, reason="Twice")
    with pytest.raises(CannotBeMerged, match="archive"):
        merged(lena, again, maria)
    merged(lena, maria, again)


def test_what_was_edited_after_the_comparison_is_compared_again(as_lena, ana, lena, maria, again):
    versions = {maria.pk: 1, again.pk: 1}
    details = {name: getattr(again, name) for name in PatientForm.Meta.fields}
    edit_patient(by=ana, patient=again, version=1, **details | {"telephone": "1"})
    with pytest.raises(EditConflict):
        merge_patients(by=lena, kept=maria, merged=again, versions=versions, reason="Same")
    typed = {"stays": str(maria.pk), "reason": "Same", "same_person": "on", "other_version": "1"}
    page = send(as_lena, address(maria, again), **typed)
    assert "changed meanwhile" in text(page)
    assert page.context["form"]["reason"].value() == "Same"
    assert page.context["form"]["other_version"].value() == "2"


def test_a_merge_that_fails_half_way_leaves_both_as_they_were(lena, maria, marias_episode, again, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("no")

    monkeypatch.setattr("rehab.patients.hooks.circumstances_changed", fail)
    with pytest.raises(RuntimeError):
        merged(lena, again, maria)
    marias_episode.refresh_from_db()
    maria.refresh_from_db()
    assert (marias_episode.patient, maria.merged_into) == (maria, None)
    assert Merge.objects.count() == 0


def test_every_row_that_names_a_patient_is_brought_over():
    """A new model that belongs to a patient has to be brought over too, or stay with its record on purpose."""
    of_the_record = {("Patient", "merged_into"), ("Merge", "kept"), ("Merge", "merged")}
    brought = {(model.__name__, name) for model, name in BROUGHT}
    known = {(relation.related_model.__name__, relation.field.name) for relation in Patient._meta.related_objects}
    assert known == brought | of_the_record | stays_with_its_record(known)


def stays_with_its_record(known):
    """An export was made of the record as it was, and stays there."""
    return known & {("Disclosure", "patient")}
