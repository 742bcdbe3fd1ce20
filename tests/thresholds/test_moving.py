"""A running programme is compared with other versions of the settings, and moved by a clinician with a reason."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from clinic.audit.models import AuditEvent
from clinic.audit.recording import EditConflict
from rehab.handouts.actions import issue_handout
from rehab.handouts.given import issued_handouts
from rehab.handouts.pdf import renderer
from rehab.patients.actions import discharge_episode
from rehab.programmes import actions
from rehab.programmes.decisions import replay_input, standing
from rehab.programmes.models import Programme, SettingsMove
from rehab.programmes.other_settings import compared, known_versions, may_move_to
from rehab.programmes.remembered import brief_standings
from rehab.rules import effective_settings, replay
from rehab.thresholds.actions import make_version
from tests.pages import opened, send, text
from tests.programmes.conftest import START, TODAY
from tests.programmes.logs import STAGE_1, clean

HOLD = STAGE_1[1]


@pytest.fixture
def logged(programme, log):
    """Five clean sessions at level 1 up to today: by the defaults level 2 after three, and the others do not count."""
    log(*(clean(TODAY - datetime.timedelta(days=2 * place)) for place in range(5)))
    return programme


@pytest.fixture
def move(ana, programme):
    """Move Maria's programme to a version's number; returns the SettingsMove."""

    def move(to, reason="So that everybody is treated alike", by=ana):
        stored = Programme.objects.get(pk=programme.pk)
        return actions.move_settings(by=by, programme=stored, version=stored.version, to=to, reason=reason)

    return move


def level(programme, exercise=HOLD):
    stored = Programme.objects.get(pk=programme.pk)
    return standing(stored, TODAY)["sides"]["right"]["exercises"][exercise]["level"]


def compare_url(programme, number):
    return reverse("programmes:compare_settings", args=[programme.pk, number])


def test_every_version_can_be_replayed_and_answers_as_the_rules_do(logged, set_to):
    """The rules' own answer to the same records, with the settings of each version."""
    set_to(clean_sessions_to_progress=4)
    set_to(lapse_days=7, clean_sessions_to_progress=6)
    set_to(amber_max=3, green_max=0)
    known = known_versions(logged)
    assert [version.number for version in known] == [3, 2, 1, 0]
    given = replay_input(logged, TODAY)
    for version, comparison in zip(known, compared(logged, known, TODAY), strict=True):
        assert comparison.then == replay(given | {"settings": version.settings})
        assert comparison.now == standing(logged, TODAY)
    assert len({str(comparison.then["sides"]) for comparison in compared(logged, known, TODAY)}) > 1


def test_what_would_be_otherwise_is_named_with_events_gained_and_lost(logged, set_to):
    version = set_to(clean_sessions_to_progress=6)
    comparison = compared(logged, [version], TODAY)[0]
    differing = {(side, aspect.label): (aspect.now, aspect.then) for side, aspect in comparison.differing}
    assert differing["right", "Lying leg hold"] == ("level 2", "level 1, 5 clean in a row")
    assert "Lying leg hold: level 2 from now on" in [event.what for event in comparison.lost]
    assert comparison.gained == []
    assert comparison.changes_the_exercises
    assert not comparison.makes_no_difference


def test_no_difference_is_said_plainly(as_ana, logged, set_to):
    set_to(knee_flexion_threshold_deg=70)
    page = text(as_ana.get(compare_url(logged, 1)))
    assert "<strong>No difference.</strong>" in page
    assert "Where it stands" not in page
    assert "<p>No difference.</p>" in text(as_ana.get(reverse("programmes:settings", args=[logged.pk])))


def test_comparing_changes_nothing(as_ana, logged, set_to):
    set_to(clean_sessions_to_progress=6)
    before = Programme.objects.values().get(), logged.prescriptions.count()
    as_ana.get(compare_url(logged, 1))
    as_ana.get(reverse("programmes:settings", args=[logged.pk]))
    assert (Programme.objects.values().get(), logged.prescriptions.count()) == before


def test_a_move_is_a_dated_row_with_author_and_reason(logged, set_to, move, ana):
    version = set_to(clean_sessions_to_progress=6)
    row = move(1, reason="We agreed on it")
    assert (row.programme, row.moved_on, row.created_by, row.reason) == (logged, TODAY, ana, "We agreed on it")
    assert (row.from_version, row.to_version, row.former_settings) == (None, version, effective_settings())
    stored = Programme.objects.get()
    assert (stored.settings, stored.settings_version) == (version.settings, version)


def test_from_then_on_the_history_is_read_with_the_new_settings(logged, set_to, move):
    set_to(clean_sessions_to_progress=6)
    assert level(logged) == 2
    assert brief_standings([logged], TODAY)[logged.pk]["sides"]["right"]["exercises"][HOLD]["level"] == 2
    given = replay_input(logged, TODAY)
    move(1)
    stored = Programme.objects.get()
    answer = standing(stored, TODAY)
    assert answer == replay(given | {"settings": stored.settings})
    assert level(logged) == 1
    # The list of programmes remembers answers: it must not go on with the old one.
    assert brief_standings([stored], TODAY)[stored.pk]["sides"] == answer["sides"]


def test_what_the_new_settings_offer_is_prescribed(programme, log, set_to, move):
    set_to(clean_sessions_to_progress=4)
    move(1)
    log(*(clean(START + datetime.timedelta(days=2 * place)) for place in range(3)))
    assert not programme.prescriptions.filter(exercise=HOLD, level=2).exists()
    set_to(clean_sessions_to_progress=3, sessions_per_week=2)
    move(2)
    row = programme.prescriptions.get(exercise=HOLD, level=2)
    assert row.sessions_per_week == 2
    assert programme.prescriptions.get(exercise=HOLD, level=1).sessions_per_week == 3


def test_a_move_is_in_the_audit_trail_of_the_patient(logged, set_to, move, ana, maria):
    set_to(lapse_days=10)
    row = move(1)
    told = AuditEvent.objects.filter(actor=ana, patient_id=maria.pk).values_list("action", "object_type", "object_id")
    assert ("create", "programmes.SettingsMove", row.pk) in told
    assert ("amend", "programmes.Programme", logged.pk) in told


def test_the_move_is_in_the_history_and_on_the_patients_page(as_ana, logged, set_to, move, maria):
    set_to(lapse_days=10)
    move(1, reason="We agreed on it")
    words = "Moved from the default settings to settings version 1"
    page = text(as_ana.get(logged.get_absolute_url()))
    assert words in page
    assert "“We agreed on it”" in page
    assert words in text(as_ana.get(f"/patients/{maria.pk}/"))


def test_the_page_offers_the_version_in_force_and_moves_there(as_ana, logged, set_to):
    set_to(clean_sessions_to_progress=5)
    set_to(clean_sessions_to_progress=6)
    page = text(as_ana.get(logged.get_absolute_url()))
    assert f'Settings version 2 is in force: <a href="{compare_url(logged, 2)}">compare and move</a>' in page
    response = send(as_ana, compare_url(logged, 2), reason="Agreed")
    assert response.url == logged.get_absolute_url()
    assert SettingsMove.objects.get().to_version.number == 2
    assert "compare and move" not in text(as_ana.get(logged.get_absolute_url()))


def test_the_reason_is_required(as_ana, logged, set_to):
    set_to(lapse_days=10)
    response = send(as_ana, compare_url(logged, 1), reason="")
    assert list(response.context["form"].errors) == ["reason"]
    assert not SettingsMove.objects.exists()


def test_sent_twice_it_is_one_move(as_ana, logged, set_to):
    set_to(lapse_days=10)
    sent = opened(as_ana, compare_url(logged, 1)) | {"reason": "Agreed"}
    for _ in range(2):
        assert as_ana.post(compare_url(logged, 1), sent).status_code == 302
    assert SettingsMove.objects.count() == 1


def test_a_colleague_s_change_meanwhile_is_shown(as_ana, ana, logged, set_to):
    set_to(lapse_days=10)
    sent = opened(as_ana, compare_url(logged, 1)) | {"reason": "Agreed"}
    actions.plan_review(
        by=ana, programme=logged, version=logged.version, next_review_on=TODAY + datetime.timedelta(days=7)
    )
    response = as_ana.post(compare_url(logged, 1), sent)
    assert response.status_code == 409
    assert "Agreed" in text(response)
    assert not SettingsMove.objects.exists()


def test_a_stale_version_is_refused(logged, set_to, ana):
    set_to(lapse_days=10)
    with pytest.raises(EditConflict):
        actions.move_settings(by=ana, programme=logged, version=logged.version + 1, to=1, reason="x")


def test_it_is_moved_to_what_is_in_force_or_back_to_what_it_followed(logged, set_to, move):
    set_to(lapse_days=10)
    set_to(lapse_days=11)
    assert [version.number for version in may_move_to(logged)] == [2]
    with pytest.raises(ValidationError, match="the settings in force, or back"):
        move(1)
    move(2)
    stored = Programme.objects.get()
    assert [version.number for version in may_move_to(stored)] == [0]
    move(0)
    stored = Programme.objects.get()
    assert (stored.settings_version, stored.settings) == (None, effective_settings())
    assert [(row.moved_from.number, row.moved_to.number) for row in SettingsMove.objects.all()] == [(0, 2), (2, 0)]


def test_back_to_the_defaults_means_those_it_had(logged, set_to, move):
    """Later defaults of the rules are not what the programme was started with."""
    Programme.objects.update(settings=effective_settings() | {"lapse_days": 12})
    set_to(lapse_days=10)
    move(1)
    move(0)
    assert Programme.objects.get().settings["lapse_days"] == 12


@pytest.mark.parametrize("number", [3, 99999999999999999999])
def test_a_version_that_the_clinic_does_not_have_is_not_found(as_ana, logged, number):
    assert as_ana.get(compare_url(logged, number)).status_code == 404


def test_the_number_of_another_clinic_s_version_names_nothing(as_ana, logged, ben, move):
    ben.role = "lead"
    ben.save()
    make_version(by=ben, settings={"lapse_days": 10}, reason="Ours", version=0)
    assert as_ana.get(compare_url(logged, 1)).status_code == 404
    with pytest.raises(ValidationError):
        move(1)


def test_no_threshold_lifts_a_pause_for_symptoms(programme, log, set_to, move, ana, as_ana):
    """Symptoms of 5 paused the side while 4 was the limit. It goes on only after the red flags were asked again."""
    set_to(amber_max=4)
    move(1)
    log(clean(START), clean(START + datetime.timedelta(days=2), symptoms=5))
    assert standing(Programme.objects.get(), TODAY)["sides"]["right"]["paused"]
    set_to(amber_max=5)
    response = send(as_ana, compare_url(programme, 2), reason="Agreed")
    assert "Symptoms paused the right side" in text(response)
    assert standing(Programme.objects.get(), TODAY)["sides"]["right"]["paused"]
    assert SettingsMove.objects.count() == 1


def test_a_pause_that_the_new_settings_keep_is_in_nobody_s_way(paused, set_to, move):
    set_to(lapse_days=10)
    move(1)
    assert standing(Programme.objects.get(), TODAY)["sides"]["right"]["paused"]


@pytest.fixture
def ended(ana, logged):
    return actions.end_programme(by=ana, programme=logged, version=logged.version, end_reason="stopped")


def test_an_ended_programme_keeps_its_settings_for_good(as_ana, ended, set_to, move):
    before = standing(ended, TODAY)
    set_to(clean_sessions_to_progress=6)
    with pytest.raises(ValidationError, match="ended"):
        move(1)
    page = text(as_ana.get(compare_url(ended, 1)))
    assert "keeps its settings for good" in page
    assert '<button class="btn btn-primary">Move' not in page
    assert compared(ended, known_versions(ended), TODAY)[1].now == before
    assert as_ana.post(compare_url(ended, 1), {"reason": "x", "version": "2"}).status_code == 200
    assert not SettingsMove.objects.exists()


def test_the_end_by_discharge_keeps_them_too(ana, logged, set_to, marias_episode):
    set_to(lapse_days=10)
    marias_episode.refresh_from_db()
    discharge_episode(
        by=ana, episode=marias_episode, version=marias_episode.version, discharged_on=TODAY, outcome="goal_reached"
    )
    stored = Programme.objects.get()
    assert (stored.is_running, stored.settings) == (False, effective_settings())


@pytest.fixture
def handout(ana, programme, monkeypatch):
    """What the patient holds; the document itself instead of a PDF."""
    monkeypatch.setattr(renderer, "render", lambda html: html.encode())
    return issue_handout(by=ana, programme=programme)


def test_the_handout_says_what_no_longer_matches_after_a_move(ana, programme, handout, set_to, move):
    set_to(green_max=1)
    assert issued_handouts(programme, TODAY, by=ana)[0].state == "Matches the programme"
    move(1)
    newest = issued_handouts(Programme.objects.get(), TODAY, by=ana)[0]
    assert (newest.state, newest.changed) == (
        "No longer matches the programme",
        ("Limits for symptoms and sessions changed",),
    )


def test_a_move_that_changes_nothing_on_paper_leaves_the_handout_valid(ana, programme, handout, set_to, move):
    set_to(knee_flexion_threshold_deg=70)
    move(1)
    assert issued_handouts(Programme.objects.get(), TODAY, by=ana)[0].state == "Matches the programme"


def test_the_printed_foot_names_the_versions(ana, programme, handout, set_to, move):
    assert "Rules 2026.1, default settings" in bytes(handout.pdf).decode()
    set_to(green_max=1)
    move(1)
    second = issue_handout(by=ana, programme=Programme.objects.get())
    assert "Rules 2026.1, settings 1" in bytes(second.pdf).decode()
    handout.refresh_from_db()
    assert "default settings" in bytes(handout.pdf).decode()
