"""A clinician's decisions against or ahead of the rules, each with its reason, stored only if the rules follow them."""

from django.core.exceptions import ValidationError

from clinic.audit.recording import Action, once, record
from rehab.patients.models import Screening
from rehab.programmes.actions.prescribing import ensure_prescribed
from rehab.programmes.actions.shared import locked_running
from rehab.programmes.decisions import happened, override_input, red_flags_first, replay_input, standing
from rehab.programmes.eligibility import excluded_now
from rehab.programmes.models import Override
from rehab.programmes.words import exercise_name
from rehab.rules import LIBRARY, errors_of_replay, replay

Type = Override.Type


@once
def decide_override(*, by, programme, side, type, reason, decided_on=None, answers=None, **what):  # noqa: A002
    """Store one decision on a side and return the Override.

    `type` is pause, resume, set_stage, set_level or set_exercises; `what` is its `stage`, its `exercise` and `level`,
    or its `exercises` (a list of {exercise, level}). A side that symptoms paused is resumed only after the red flags
    were asked again: `answers` maps each to True or False. Where one is present the side stays paused, and the
    Screening is returned instead. Raises ValidationError for what the rules would refuse or pass over.
    """
    programme = locked_running(programme)
    decided_on = decided_on or by.today()
    override = Override(
        programme=programme,
        side=side,
        type=type,
        reason=reason,
        decided_on=decided_on,
        # What was logged by now came first; a session of the same day that is typed in later comes after.
        after_session=programme.sessions.filter(is_current=True, performed_on=decided_on).exists(),
        created_by=by,
        **what,
    )
    check_override(override, today=by.today())
    if type == Type.RESUME and red_flags_first(programme, side, by.today()):
        screening = _screen_again(by, programme, answers or {})
        if any(screening.answers.values()):
            return screening
    return store_override(by=by, override=override)


def store_override(*, by, override):
    """Write a checked decision, and what the side does from now on."""
    override.save(force_insert=True)
    record(Action.OVERRIDE, by=by, patient=override.programme.patient, obj=override)
    ensure_prescribed(by=by, programme=override.programme)
    return override


def check_override(override, *, today):
    """Raise ValidationError, keyed by field where there is one, unless the rules would follow this decision."""
    programme, side = override.programme, override.side
    if not programme.started_on <= override.decided_on <= today:
        raise ValidationError({"decided_on": "Give a date between the start of the programme and today."})
    then = standing(programme, override.decided_on)["sides"].get(side)
    if then is None:
        raise ValidationError("This side is not strengthened in this programme.")
    if override.type in (Type.PAUSE, Type.RESUME) and then["paused"] == (override.type == Type.PAUSE):
        raise ValidationError(f"On this date the side was {'paused already' if then['paused'] else 'not paused'}.")
    given = replay_input(programme, today)
    with_it = given | {"overrides": [*given["overrides"], override_input(override)]}
    if errors := errors_of_replay(with_it):
        raise ValidationError([error["message"] for error in errors])
    brought = [
        event["event"]
        for event in happened(replay(given), replay(with_it))
        if event["side"] == side and event["on"] == override.decided_on.isoformat()
    ]
    _refuse_if_passed_over(override, brought)
    _refuse_excluded(override, then)


def _refuse_if_passed_over(override, brought):
    if not brought:
        raise ValidationError("This would change nothing.")
    if "override_ignored" in brought:
        raise ValidationError("The side does not do this exercise in its stage on that date.")
    if override.type == Type.SET_STAGE and "stage_blocked" in brought:
        raise ValidationError(
            {"stage": "No exercise of this stage fits the patient's equipment, precautions and strength."}
        )


def _refuse_excluded(override, then):
    """An exercise that is added has to be one that nothing excludes; one that is done already may stay."""
    for item in override.exercises:
        exercise = item["exercise"]
        if exercise not in then["exercises"] and excluded_now(
            override.programme, override.side, exercise, override.decided_on
        ):
            raise ValidationError(
                f"The patient's precautions, equipment or strength exclude: {exercise_name(exercise)}."
            )


def _screen_again(by, programme, answers):
    unanswered = [flag for flag in LIBRARY.red_flags if answers.get(flag) not in (True, False)]
    if unanswered:
        raise ValidationError(dict.fromkeys(unanswered, "Answer this before the side goes on."))
    screening = Screening.objects.create(episode=programme.episode, asked_on=by.today(), answers=answers, created_by=by)
    record(Action.CREATE, by=by, patient=programme.patient, obj=screening)
    return screening
