"""The clinic's own figures: right in number, of groups only, and of this clinic alone."""

import csv
import datetime
import io

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.patients.actions import add_patient, open_episode, set_circumstances
from rehab.programmes import actions
from rehab.progress.figures import figures, in_parts, middle
from rehab.progress.views.figures import COLUMNS, HEADS
from tests.conftest import signed_in
from tests.pages import text
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import examined
from tests.programmes.logs import clean

DAY = datetime.timedelta(days=1)
LATE = datetime.datetime(2026, 4, 27, 10, tzinfo=datetime.UTC)  # day 84
METHOD = {"pelvis_controlled": True, "method": "goniometer"}
BEFORE = {"thomas": {"hip_extension_deg": -12, **METHOD}, "strength": {"mmt": "4-"}}
BETTER = {"thomas": {"hip_extension_deg": -2, **METHOD}, "strength": {"mmt": "4-"}}


def told(figure):
    return {part.name: part.count for part in figure.parts}


def one(clinician, number, findings=BEFORE):
    """A patient of the clinician's in a programme that began on the first of the days."""
    patient = add_patient(
        by=clinician,
        given_name="Pat",
        family_name=f"Stone{number}",
        date_of_birth=datetime.date(1980, 1, 1),
        record_number=f"F-{number}",
    )
    set_circumstances(by=clinician, patient=patient, holds_from=START, precautions=[], equipment=["band"])
    episode = open_episode(by=clinician, patient=patient, complaint="Groin", sides="right", started_on=START)
    found = examined(episode, by=clinician, on=START, right=findings)
    return actions.start_programme(by=clinician, assessment=found, started_on=START)


@pytest.fixture
def six(ana):
    """Six programmes begun on one day."""
    return [one(ana, number) for number in range(6)]


def of(clinician, today=TODAY):
    return {(one.measure, one.group): one for one in figures(clinician, today, START, START)}


@pytest.mark.parametrize(
    ("counted", "shown"),
    [
        ({"a": 4}, None),
        ({"a": 5}, {"a": 5}),
        ({"a": 7, "b": 5}, {"a": 7, "b": 5}),
        ({"a": 7, "b": 4}, {"a": None, "b": None}),
        ({"a": 9, "b": 7, "c": 1}, {"a": 9, "b": None, "c": None}),
        ({"a": 9, "b": 2, "c": 1}, {"a": 9, "b": None, "c": None}),
    ],
)
def test_a_small_part_is_not_told_nor_can_it_be_reckoned_from_the_rest(counted, shown):
    figure = in_parts("change", "MMT", [name for name, count in counted.items() for _ in range(count)])
    assert (told(figure) or None) == shown
    assert figure.total == (sum(counted.values()) if shown else None)


def test_a_median_of_fewer_than_five_is_not_told():
    assert middle("stage", "stage 1", [10] * 4, "days").value is None
    assert middle("stage", "stage 1", [10, 20, 30, 40, 90], "days").value == 30


def test_programmes_complete_when_they_run_to_the_end_of_week_twelve(ana, six, clock):
    clock.move_to(LATE - DAY)
    assert of(ana, ana.today())["completion", "programmes"].total is None
    clock.move_to(LATE)
    assert told(of(ana, ana.today())["completion", "programmes"]) == {"completed": 6}


def test_one_that_stopped_early_did_not(ana, six, clock):
    for programme in six[:5]:
        actions.end_programme(by=ana, programme=programme, version=1, end_reason="stopped", ended_on=START + 20 * DAY)
    one(ana, 7)
    clock.move_to(LATE)
    figure = of(ana, ana.today())["completion", "programmes"]
    assert (figure.total, told(figure)) == (7, {"ended earlier": None, "completed": None})


def test_sessions_are_counted_in_bands_a_week(ana, six):
    for programme in six:
        actions.log_sessions(
            by=ana, programme=programme, sessions=[clean(START + day * DAY) for day in range(0, 20, 2)]
        )
    assert told(of(ana)["sessions", "programmes"]) == {"2 to 3 a week": 6}


def test_time_in_a_stage_is_the_median_of_the_sides_that_went_on(ana, six):
    levels = [level for level in (1, 2, 3) for _ in range(3)]
    for programme in six:
        actions.retest_strength(by=ana, programme=programme, tests={"right": {"mmt": "4"}}, tested_on=START)
        sessions = [clean(START + 2 * place * DAY, level=level) for place, level in enumerate(levels)]
        actions.log_sessions(by=ana, programme=programme, sessions=sessions)
    figure = of(ana)["stage", "stage 1"]
    assert (figure.total, figure.value, figure.unit) == (6, 16, "days")
    assert of(ana)["stage", "stage 2"].total is None


def test_a_real_change_is_what_the_rules_call_one(ana, six):
    for programme in six:
        examined(programme.episode, by=ana, on=TODAY, right=BETTER)
    found = of(ana)
    assert told(found["change", "Hip extension, Thomas test"]) == {"improved": 6}
    assert told(found["change", "Strength, manual grade"]) == {"within measurement error": 6}
    assert found["change", "Strength, measured"].total is None


def test_of_another_clinic_nothing_is_counted(ben, six):
    assert {figure.total for figure in of(ben).values()} == {None}


def test_only_the_period_that_was_asked_for_is_counted(as_ana, six):
    address = reverse("progress:figures")
    asked = as_ana.get(address, {"first": "2026-02-03", "last": "2026-03-01"})
    assert {figure.total for figure in asked.context["figures"]} == {None}
    assert 6 in {figure.total for figure in as_ana.get(address).context["figures"]}
    wrong = as_ana.get(address, {"first": "soon"})
    assert "Write a date like" in text(wrong)


def test_the_table_holds_the_same_and_nobody_s_name_and_is_audited(ana, six):
    client = signed_in(ana)
    response = client.get(reverse("progress:figures_csv"))
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert {row["total"] for row in rows if row["measure"] == "sessions"} == {"6"}
    assert "Stone" not in response.content.decode()
    assert AuditEvent.objects.filter(action="export", actor=ana).exists()


def test_the_dictionary_explains_every_column(as_ana):
    rows = list(csv.reader(io.StringIO(as_ana.get(reverse("progress:figures_dictionary")).content.decode())))
    assert [row[0] for row in rows[1:]] == list(HEADS) == list(COLUMNS)
    assert all(row[1] for row in rows)
