"""What the patient's page shows of programmes: entries of its timeline, and a panel beside each episode."""

from django.urls import reverse

from rehab.patients.timeline import EpisodeAction, EpisodePanel, TimelineEntry
from rehab.programmes.decisions import standing
from rehab.programmes.models import Override, Programme, SessionLog, SettingsMove, StrengthRetest
from rehab.programmes.queries import needs
from rehab.programmes.words import move_words, override_words


def timeline_entries(patient):
    """Programmes started and ended, sessions, strength tests and decisions of one patient."""
    for programme in Programme.objects.filter(episode__patient=patient).select_related("created_by"):
        yield _entry(programme.started_on, "Programme started", programme, programme, "Programme")
        if programme.ended_on:
            ended = f"Programme ended: {programme.get_end_reason_display().lower()}"
            yield TimelineEntry(programme.ended_on, ended, programme.get_absolute_url(), kind="Programme")
    rows = {"programme__episode__patient": patient, "is_current": True}
    for session in SessionLog.objects.filter(**rows).select_related("programme", "created_by"):
        url = reverse("programmes:session", args=[session.pk])
        what = f"Session ({session.get_source_display().lower()})"
        yield TimelineEntry(session.performed_on, what, url, session.created_by, session.created_at, "Session")
    for test in StrengthRetest.objects.filter(**rows).select_related("programme", "created_by"):
        yield _entry(test.tested_on, f"Strength test, {test.side}", test, test.programme, "Strength test")
    for decision in Override.objects.filter(**rows).select_related("programme", "created_by"):
        what = f"{decision.get_side_display()}: {override_words(decision)}"
        yield _entry(decision.decided_on, what, decision, decision.programme, "Decision")
    moves = SettingsMove.objects.filter(programme__episode__patient=patient)
    for move in moves.select_related("programme", "created_by", "from_version", "to_version"):
        yield _entry(move.moved_on, move_words(move), move, move.programme, "Decision")


def _entry(on, what, row, programme, kind):
    return TimelineEntry(on, what, programme.get_absolute_url(), row.created_by, row.created_at, kind)


def review_dates(episodes):
    """{id of an episode: day of the next review} of the programmes that run, for those of these episodes."""
    running = Programme.objects.filter(episode__in=episodes, ended_on__isnull=True, next_review_on__isnull=False)
    return dict(running.values_list("episode_id", "next_review_on"))


def episode_panel(episode, by):
    """The running programme of an episode: its week and what waits; else the last one, or how to come to one."""
    programme = (
        episode.programmes.filter(ended_on__isnull=True).select_related("episode__patient", "assessment").first()
    )
    if programme is None:
        return _panel_without_programme(episode)
    today = by.today()
    answer = standing(programme, today)
    waiting = needs(programme, answer, today)
    return EpisodePanel(
        title=f"Programme, week {answer['week']}",
        state=waiting[0].words if waiting else "Running",
        tone=waiting[0].tone if waiting else "go",
        actions=(
            EpisodeAction("Programme", programme.get_absolute_url(), primary=True),
            EpisodeAction("Log sessions", reverse("programmes:log", args=[programme.pk])),
        ),
    )


def _panel_without_programme(episode):
    """The last programme where it came from the newest assessment; else the proposal that waits."""
    assessment = episode.assessments.filter(is_current=True, signed_at__isnull=False).first()
    last = episode.programmes.first()
    if last is not None and (assessment is None or last.assessment_id == assessment.pk or not episode.is_open):
        state = f"Ended: {last.get_end_reason_display().lower()}"
        return EpisodePanel("Programme", state, "plain", (EpisodeAction("Programme", last.get_absolute_url()),))
    if assessment is None or not episode.is_open:
        return None
    proposal = reverse("programmes:proposal", args=[assessment.pk])
    return EpisodePanel("Programme", "Not started", "plain", (EpisodeAction("Proposal", proposal, primary=True),))
