"""The demo clinic: every state of the application in made-up people, and never among anybody else's records."""

import pytest
from django.core.management import CommandError, call_command

from clinic.accounts.models import Clinician
from rehab.assessments.findings_input import plan_answer
from rehab.assessments.models import Assessment
from rehab.patients.models import Patient
from rehab.programmes.decisions import standings
from rehab.programmes.models import Programme
from rehab.programmes.other_settings import compared
from rehab.thresholds.queries import changes

COMBINATIONS = {"stretch_and_strengthen", "stretch", "strengthen", "none", "undetermined", "refer", "not_assessed"}


def test_two_clinicians_share_a_dozen_patients_and_a_receptionist_treats_none(demo):
    clinicians = set(demo.clinicians.exclude(role="reception").values_list("pk", flat=True))
    assert (len(clinicians), demo.clinicians.count()) == (2, 3)
    assert demo.patients.count() >= 12
    assert {ep.clinician_id for patient in demo.patients.all() for ep in patient.episodes.all()} == clinicians


def test_every_combination_and_a_red_flag_is_there(demo):
    answers = [plan_answer(assessment) for assessment in Assessment.objects.filter(signed_at__isnull=False)]
    assert {side["combination"] for answer in answers for side in answer["sides"].values()} == COMBINATIONS
    assert any(answer["status"] == "refer" for answer in answers)


def test_programmes_stand_in_every_state(demo):
    programmes = list(Programme.objects.all())
    stood = standings(programmes, demo.today()).values()
    sides = [side for answer in stood for side in answer["sides"].values()]
    assert any(side["paused"] for side in sides)
    assert any(side["gate_pending"] for side in sides)
    assert any(side["completed"] for side in sides)
    assert any(answer["lapsed"] for answer in stood)
    assert {side["stage"] for side in sides} == {1, 2, 3}


def test_maria_is_in_week_ten_with_a_full_history(demo):
    programme = Programme.objects.get(episode__patient__given_name="Maria")
    answer = standings([programme], demo.today())[programme.pk]
    assert answer["week"] == 10
    assert len([count for count in answer["sessions_per_week"] if count]) == 10
    assert programme.episode.assessments.filter(signed_at__isnull=False).count() == 2
    assert programme.strength_retests.exists()
    assert programme.handouts.exists()


def test_the_lead_has_changed_a_setting_that_running_programmes_do_not_follow_yet(demo):
    version = demo.settings_versions.get()
    assert version.created_by.role == "lead"
    assert [change.name for change in changes({}, version.settings)] == ["lapse_days"]
    programmes = Programme.objects.filter(ended_on__isnull=True)
    assert programmes.filter(settings_version=None).count() == programmes.count() > 0
    assert any(
        not comparison.makes_no_difference
        for programme in programmes
        for comparison in compared(programme, [version], demo.today())
    )


def test_somebody_has_finished_and_somebody_has_only_a_draft(demo):
    assert Programme.objects.filter(end_reason="completed", episode__outcome="goal_reached").exists()
    assert Assessment.objects.filter(signed_at__isnull=True).exists()


def test_it_is_not_loaded_where_records_are_already(demo):
    patients = Patient.objects.count()
    with pytest.raises(CommandError, match="already holds a clinic"):
        call_command("load_demo")
    assert Patient.objects.count() == patients


def test_a_second_start_leaves_the_records_as_they_are(demo):
    patients = Patient.objects.count()
    call_command("load_demo", "--if-empty")
    assert Patient.objects.count() == patients


def test_it_is_not_loaded_outside_the_demo(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="HIPWISE_DEMO"):
        call_command("load_demo")
    assert not Clinician.objects.exists()
