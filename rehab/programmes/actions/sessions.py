"""Sessions that the patient did: typed in, corrected, taken back."""

from django.core.exceptions import ValidationError

from clinic.audit.amending import amend, withdraw
from clinic.audit.recording import Action, once, record
from rehab.programmes.actions.prescribing import ensure_prescribed
from rehab.programmes.actions.shared import locked
from rehab.programmes.decisions import replay_input, session_input
from rehab.programmes.models import ExerciseLog, SessionLog
from rehab.rules import errors_of_replay

SESSION_FIELDS = ("performed_on", "source", "next_morning_left", "next_morning_right", "note")


@once
def log_sessions(*, by, programme, sessions):
    """Store several sessions, all or none, and return the programme.

    Each session is a dict with `performed_on` and `entries`, and as known `source`, `next_morning_left`,
    `next_morning_right` (0–10) and `note`. An entry is a dict of ExerciseLog's fields: `exercise`, `side`, `level`,
    `completed`, `compensated`, `symptoms`, and as known `sets_done`, `repetitions_done`.
    Raises ValidationError; its keys are paths such as `sessions.0.entries.1.level`.
    """
    programme = locked(programme)
    check_sessions(programme, sessions, today=by.today())
    for session in sessions:
        _store(by, SessionLog.objects.create(programme=programme, created_by=by, **_details(session)), session)
    ensure_prescribed(by=by, programme=programme)
    return programme


@once
def enter_session(*, by, programme, session):
    """Store one session, a dict as log_sessions() takes it, and return its row."""
    log_sessions(by=by, programme=programme, sessions=[session])
    return programme.sessions.get(performed_on=session["performed_on"], is_current=True)


@once
def correct_session(*, by, session, reason, **details):
    """Store a new version of a session, with the fields and entries of log_sessions(), and return it.

    Raises ValidationError as log_sessions() does, and EditConflict when it was corrected or withdrawn meanwhile.
    """
    programme = locked(session.programme)
    check_sessions(programme, [details], today=by.today(), instead_of=session)
    corrected = amend(session, by=by, reason=reason, **_details(details))
    _store(by, corrected, details, Action.AMEND)
    ensure_prescribed(by=by, programme=programme)
    return corrected


@once
def withdraw_session(*, by, session, reason):
    """Take a session back as entered in error; it stays readable. Raises EditConflict like correct_session()."""
    programme = locked(session.programme)
    withdrawn = withdraw(session, by=by, reason=reason)
    record(Action.AMEND, by=by, patient=programme.patient, obj=withdrawn)
    ensure_prescribed(by=by, programme=programme)
    return withdrawn


def check_sessions(programme, sessions, *, today, instead_of=None):
    """Raise ValidationError unless the rules can take these sessions beside the ones already stored.

    `instead_of` is the stored session that a correction replaces.
    """
    given = replay_input(programme, today)
    stored = [
        session
        for session in given["sessions"]
        if instead_of is None or session["performed_on"] != instead_of.performed_on.isoformat()
    ]
    given["sessions"] = stored + [session_input(session) for session in sessions]
    problems = _dates_out_of_bounds(programme, sessions, today)
    if given["sides"]:
        problems |= {
            f"sessions.{index}.entries": ["Enter what was done."]
            for index, session in enumerate(sessions)
            if not session["entries"]
        }
    for error in errors_of_replay(given):
        path = error["path"].split(".")
        if path[0] == "sessions" and int(path[1]) >= len(stored):
            where = ".".join(["sessions", str(int(path[1]) - len(stored)), *path[2:]])
            problems.setdefault(where, []).append(_in_words(error))
    if problems:
        raise ValidationError(problems)


def _dates_out_of_bounds(programme, sessions, today):
    last_day = min(today, programme.ended_on or today)
    problem = "This date is in the future." if programme.is_running else "The programme had ended by this date."
    return {
        f"sessions.{index}.performed_on": [problem]
        for index, session in enumerate(sessions)
        if session["performed_on"] > last_day
    }


def _in_words(error):
    if error["code"] == "duplicate" and error["path"].endswith("performed_on"):
        return "There is a session on this date already. Correct that one instead."
    return error["message"]


def _details(session):
    return {field: session[field] for field in SESSION_FIELDS if field in session}


def _store(by, row, session, action=Action.CREATE):
    ExerciseLog.objects.bulk_create(
        ExerciseLog(session=row, position=position, **entry) for position, entry in enumerate(session["entries"])
    )
    record(action, by=by, patient=row.patient, obj=row)
