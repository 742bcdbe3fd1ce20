"""The clinic's own figures: right in number, of groups only, and of this clinic alone."""

import csv
import datetime
import io

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.patients.actions import add_patient, open_episode, set_circumstances
from rehab.programmes import actions
from rehab.programmes.decisions import replay_inputs
from rehab.progress.figures import figures, time_in_stages, year_to_begin_with
from rehab.progress.views.figures import COLUMNS, HEADS
from rehab.rules import replay
from tests.conftest import signed_in
from tests.pages import text
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import SHORT_ONLY, examined
from tests.programmes.logs import clean

DAY = datetime.timedelta(days=1)
LATE = datetime.datetime(2026, 4, 27, 10, tzinfo=datetime.UTC)  # day 84
METHOD = {"pelvis_controlled": True, "method": "goniometer"}
BEFORE = {"thomas": {"hip_extension_deg": -12, **METHOD}, "strength": {"mmt": "4-"}}


def told(figure):
    return {part.name: part.count for part in figure.parts}


def one(clinician, number, findings=BEFORE, begun=START):
    """A patient of the clinician's in a programme that began on that day."""
    patient = add_patient(
        by=clinician,
        given_name="Pat",
        family_name=f"Stone{number}",
        date_of_birth=datetime.date(1980, 1, 1),
        record_number=f"F-{number}",
    )
    set_circumstances(by=clinician, patient=patient, holds_from=START, precautions=[], equipment=["band"])
    episode = open_episode(by=clinician, patient=patient, complaint="Groin", sides="right", started_on=begun)
    found = examined(episode, by=clinician, on=begun, right=findings)
    return actions.start_programme(by=clinician, assessment=found, started_on=begun)


@pytest.fixture
def six(ana):
    """Six programmes begun on one day."""
    return [one(ana, number) for number in range(6)]


def of(clinician, today=TODAY, year=START.year):
    return {(one.measure, one.group): one for one in figures(clinician, today, year)}


def test_programmes_complete_when_they_run_to_the_end_of_week_twelve(ana, six, clock):
    clock.move_to(LATE - DAY)
    for programme in six:
        actions.log_sessions(by=ana, programme=programme, sessions=[clean(START + 80 * DAY)])
    assert of(ana, ana.today())["completion", "programmes"].total is None
    clock.move_to(LATE)
    assert told(of(ana, ana.today())["completion", "programmes"]) == {"completed": 6}


def test_one_that_nobody_trained_at_the_end_of_it_has_lapsed(ana, six, clock):
    """Idle for 14 days is not lapsed, for 15 it is: as the rules say it of that day."""
    end = START + 84 * DAY
    for programme, idle in zip(six, (14, 14, 14, 14, 14, 15), strict=True):
        actions.log_sessions(by=ana, programme=programme, sessions=[clean(START)])
        clock.move_to(LATE)
        actions.log_sessions(by=ana, programme=programme, sessions=[clean(end - idle * DAY)])
        (given,) = replay_inputs([programme], end).values()
        assert replay(given)["lapsed"] is (idle > 14)
    for number in range(4):
        one(ana, 10 + number)
    figure = of(ana, ana.today())["completion", "programmes"]
    assert (figure.total, told(figure)) == (10, {"completed": 5, "lapsed": 5})


def test_one_that_stopped_early_did_not(ana, six, clock):
    for programme in six[:5]:
        actions.end_programme(by=ana, programme=programme, version=1, end_reason="stopped", ended_on=START + 20 * DAY)
    one(ana, 7)
    clock.move_to(LATE)
    figure = of(ana, ana.today())["completion", "programmes"]
    assert (figure.total, told(figure)) == (7, {"ended earlier": None, "lapsed": None})


def test_sessions_are_counted_in_bands_a_full_week_and_reckoned_here_once_more(ana, six):
    """Four full weeks have passed. Five train three times a week, four once, and one has begun only yesterday."""
    trained = {}
    often = [week * 7 + day for week in range(4) for day in (0, 2, 4)]
    for number, programme in enumerate([*six, *(one(ana, 10 + number) for number in range(4))]):
        trained[programme.pk] = often if number < 5 else often[::3]
        sessions = [clean(START + day * DAY) for day in trained[programme.pk]]
        actions.log_sessions(by=ana, programme=programme, sessions=sessions)
    one(ana, 20, begun=TODAY - DAY)
    a_week = [len(days) / 4 for days in trained.values()]
    assert told(of(ana)["sessions", "programmes"]) == {
        "3 or more a week": sum(mean >= 3 for mean in a_week),
        "1 to 2 a week": sum(1 <= mean < 2 for mean in a_week),
    }


def test_who_only_stretches_has_no_sessions_to_be_counted_and_lapses_from_nothing(ana, clock):
    for number in range(5):
        one(ana, number, findings=SHORT_ONLY)
    clock.move_to(LATE)
    found = of(ana, ana.today())
    assert found["sessions", "programmes"].total is None
    assert told(found["completion", "programmes"]) == {"completed": 5}


def test_time_in_a_stage_is_the_median_of_the_sides_that_went_on(ana, six):
    levels = [level for level in (1, 2, 3) for _ in range(3)]
    for programme in six:
        actions.retest_strength(by=ana, programme=programme, tests={"right": {"mmt": "4"}}, tested_on=START)
        sessions = [clean(START + 2 * place * DAY, level=level) for place, level in enumerate(levels)]
        actions.log_sessions(by=ana, programme=programme, sessions=sessions)
    figure = of(ana)["stage", "stage 1"]
    assert (figure.total, figure.value, figure.unit) == (6, 16, "days")
    assert of(ana)["stage", "stage 2"].total is None


@pytest.mark.parametrize(
    ("events", "spent"),
    [
        ([("stage_advanced", 20, 2), ("stage_advanced", 50, 3), ("completed", 80, None)], [(1, 20), (2, 30), (3, 30)]),
        ([("stage_set", 10, 2), ("stage_advanced", 50, 3)], [(2, 40)]),
        ([("stage_set", 10, 3), ("completed", 20, None), ("completed", 60, None)], [(3, 10)]),
        (
            [("stage_set", 10, 3), ("completed", 20, None), ("stage_set", 30, 3), ("completed", 35, None)],
            [(3, 10), (3, 5)],
        ),
        ([("paused", 5, None), ("level_advanced", 6, None)], []),
    ],
    ids=["three stages", "set by a clinician", "completed twice", "set back after completion", "still there"],
)
def test_a_stage_counts_when_it_was_gone_on_from_and_from_the_day_it_was_entered(events, spent):
    given = {"started_on": START.isoformat(), "sides": {"right": {"stage": 1}}}
    happened = [
        {"on": (START + day * DAY).isoformat(), "side": "right", "event": event} | ({"stage": stage} if stage else {})
        for event, day, stage in events
    ]
    assert list(time_in_stages(given, happened, "right")) == spent


def test_a_real_change_is_what_the_rules_call_one_and_is_reckoned_here_once_more(ana, six):
    """The error of hip extension is 5°: of ten patients five gain 10°, five gain 4°."""
    gained = dict(zip([*six, *(one(ana, 10 + number) for number in range(4))], [10] * 5 + [4] * 5, strict=True))
    for programme, degrees in gained.items():
        later = BEFORE | {"thomas": BEFORE["thomas"] | {"hip_extension_deg": -12 + degrees}}
        examined(programme.episode, by=ana, on=TODAY, right=later)
    found = of(ana)
    assert told(found["change", "Hip extension, Thomas test"]) == {
        "improved": sum(degrees >= 5 for degrees in gained.values()),
        "within measurement error": sum(abs(degrees) < 5 for degrees in gained.values()),
    }
    assert told(found["change", "Strength, manual grade"]) == {"within measurement error": 10}
    assert found["change", "Strength, measured"].total is None


def test_of_another_clinic_nothing_is_counted(ben, six):
    assert {figure.total for figure in of(ben).values()} == {None}


def totals(response):
    return {figure.total for measure in response.context["measures"] for figure in measure["figures"]}


def test_the_year_in_which_programmes_began_is_the_only_period(as_ana, ana, six, clock):
    """Two periods that overlap could be taken from each other."""
    clock.move_to(datetime.datetime(2027, 1, 5, 10, tzinfo=datetime.UTC))
    client, address = signed_in(ana), reverse("progress:figures")
    assert [year for year, _ in client.get(address).context["form"].fields["year"].choices] == [2027, 2026]
    assert 6 in totals(client.get(address, {"year": "2026"}))
    empty = client.get(address, {"year": "2027"})
    assert totals(empty) == {None}
    assert "Too few to be told" in text(empty)
    assert "first" not in client.get(address).context["form"].fields


@pytest.mark.parametrize("year", ["", "soon", "1900", "2026-02", "9" * 400])
def test_a_year_that_is_none_of_the_clinic_s_is_refused_in_words(as_ana, six, year):
    refused = as_ana.get(reverse("progress:figures"), {"year": year})
    assert "error-summary" in text(refused)
    assert totals(refused) == set()
    assert len(as_ana.get(reverse("progress:figures_csv"), {"year": year}).content.splitlines()) == 1


def test_the_year_shown_first_is_that_of_programmes_whose_weeks_are_over():
    assert year_to_begin_with(datetime.date(2027, 1, 5)) == 2026
    assert year_to_begin_with(datetime.date(2027, 3, 25)) == 2026
    assert year_to_begin_with(datetime.date(2027, 3, 26)) == 2027


def test_the_table_holds_the_same_and_nobody_s_name_and_is_audited(ana, six):
    client = signed_in(ana)
    response = client.get(reverse("progress:figures_csv"))
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert {(row["year"], row["total"]) for row in rows if row["measure"] == "sessions"} == {("2026", "6")}
    assert "figures-2026.csv" in response["Content-Disposition"]
    assert "Stone" not in response.content.decode()
    assert AuditEvent.objects.filter(action="export", actor=ana).exists()


def test_the_dictionary_explains_every_column(as_ana):
    rows = list(csv.reader(io.StringIO(as_ana.get(reverse("progress:figures_dictionary")).content.decode())))
    assert [row[0] for row in rows[1:]] == list(HEADS) == list(COLUMNS)
    assert all(row[1] for row in rows)


def test_the_caseload_leads_there(as_ana, six):
    assert f'href="{reverse("progress:figures")}"' in text(as_ana.get(reverse("programmes:caseload")))
