"""Sessions that were logged in the programme of the wrong patient, and what keeps an assessment where it is."""

from django.core.exceptions import ValidationError
from django.urls import reverse

from clinic.forms import spoken_date
from rehab.patients.misfiled import CannotBeMoved, MovableKind
from rehab.programmes.actions.sessions import enter_session, withdraw_session
from rehab.programmes.models import Programme, SessionLog
from rehab.programmes.words import exercise_name

ENTRY = ("exercise", "side", "level", "sets_done", "repetitions_done", "completed", "compensated", "symptoms")
OWN = ("performed_on", "source", "next_morning_left", "next_morning_right", "note")


def refuse_while_it_is_the_basis(*, assessment):
    """An assessment that a running programme was started from is not struck through under it."""
    if Programme.objects.filter(assessment=assessment, ended_on__isnull=True).exists():
        raise CannotBeMoved("The programme that is running was started from it. End that programme first.")


def _lines(row):
    lines = [
        f"{exercise_name(entry.exercise)}, {entry.side}, level {entry.level}: symptoms {entry.symptoms}"
        for entry in row.entries.all()
    ]
    return [row.get_source_display(), *lines, *([row.note] if row.note else [])]


def _strike(*, by, row, reason):
    withdraw_session(by=by, session=row, reason=reason)
    return row


def _places(patient):
    programmes = Programme.objects.filter(episode__patient=patient).select_related("episode")
    return [(str(one.pk), f"{one.episode.complaint}, programme of {spoken_date(one.started_on)}") for one in programmes]


def _copy(*, by, row, patient, place):
    programme = Programme.objects.get(pk=place, episode__patient=patient)
    session = {name: getattr(row, name) for name in OWN}
    session["entries"] = [{name: getattr(entry, name) for name in ENTRY} for entry in row.entries.all()]
    try:
        return enter_session(by=by, programme=programme, session=session)
    except ValidationError as error:
        raise CannotBeMoved(f"It does not fit that programme. {' '.join(error.messages)}") from error


SESSION = MovableKind(
    name="session",
    model=SessionLog,
    words=lambda row: f"Session of {spoken_date(row.performed_on)}",
    lines=_lines,
    url=lambda row: reverse("programmes:session", args=[row.pk]),
    strike=_strike,
    places=_places,
    copy=_copy,
)
