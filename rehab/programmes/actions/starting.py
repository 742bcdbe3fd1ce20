"""Starting a programme from a signed assessment."""

from django.core.exceptions import ValidationError

from clinic.audit.recording import Action, once, record
from rehab.patients.models import Episode
from rehab.programmes.actions.ending import end
from rehab.programmes.choice import check_choice, departures, proposed
from rehab.programmes.dosage import prescription
from rehab.programmes.models import Override, Programme, ProgrammeSide
from rehab.programmes.proposal import known_at_start, red_flags_found_since, start_input
from rehab.programmes.words import SETTINGS_CHANGED
from rehab.rules import RULES_VERSION, plan
from rehab.thresholds.queries import in_force


@once
def start_programme(
    *, by, assessment, sides=None, started_on=None, next_review_on=None, replacing=None, settings_seen=None
):
    """Start the programme that an assessment leads to, and return it.

    `sides` maps each side to a ChosenSide; a side that is missing begins as the rules propose. Whatever departs from
    them needs the side's reason, kept as an Override. A running programme of the episode ends as replaced, but only
    when it is passed as `replacing`. It follows the clinic's settings in force; `settings_seen` is the number of the
    version that the proposal was made with, where a clinician saw one. Raises ValidationError; keys are `started_on`,
    `next_review_on`, a side, or none.
    """
    started_on = started_on or by.today()
    episode = (
        Episode.objects.select_for_update(of=("self",), no_key=True)
        .select_related("patient")
        .get(pk=assessment.episode_id)
    )
    _check_start(assessment, episode, started_on, next_review_on, by.today())
    version = in_force(episode.patient.clinic_id)
    if settings_seen not in (None, version.number):
        raise ValidationError(SETTINGS_CHANGED.format(version.name))
    given = start_input(assessment, started_on, version)
    answer = plan(given)
    if answer["status"] != "ok":
        raise ValidationError("The red flags come first: no programme can be started.")
    chosen = {side: (sides or {}).get(side) or proposed(found) for side, found in answer["sides"].items()}
    _check_choices(given, answer, chosen)
    _end_running(by, episode, replacing, started_on)
    programme = Programme.objects.create(
        episode=episode,
        assessment=assessment,
        started_on=started_on,
        usual_morning_symptoms=assessment.usual_morning_symptoms or 0,
        next_review_on=next_review_on,
        rules_version=RULES_VERSION,
        settings=version.settings,
        settings_version=version.stored,
        basis={"input": given, "answer": answer},
        created_by=by,
    )
    record(Action.CREATE, by=by, patient=episode.patient, obj=programme)
    for side, choice in chosen.items():
        _begin_side(by, programme, side, choice)
    return programme


def _check_start(assessment, episode, started_on, next_review_on, today):
    if not (assessment.is_signed and assessment.is_current):
        raise ValidationError("Only a signed assessment that has not been replaced leads to a programme.")
    if not episode.is_open:
        raise ValidationError("The patient was discharged from this episode.")
    if red_flags_found_since(assessment):
        raise ValidationError("A red flag was found and not settled: no programme can be started.")
    if not assessment.examined_on <= started_on <= today:
        raise ValidationError({"started_on": "Give a date between the assessment and today."})
    if next_review_on is not None and next_review_on <= started_on:
        raise ValidationError({"next_review_on": "The review comes after the start."})


def _check_choices(given, answer, chosen):
    problems = {}
    for side, choice in chosen.items():
        try:
            check_choice(answer["sides"][side], choice, known_at_start(given, side))
        except ValidationError as error:
            problems[side] = error.messages
    if problems:
        raise ValidationError(problems)
    if not any(choice.is_treated for choice in chosen.values()):
        raise ValidationError("Neither side is treated: there is no programme to start.")


def _end_running(by, episode, replacing, started_on):
    running = episode.programmes.select_for_update(of=("self",), no_key=True).filter(ended_on__isnull=True).first()
    if running is None:
        return
    if replacing is None or replacing.pk != running.pk:
        raise ValidationError("A programme of this episode is running. Confirm that the new one replaces it.")
    if started_on < running.started_on:
        raise ValidationError({"started_on": "The programme that this one replaces started later."})
    end(by=by, programme=running, version=running.version, on=started_on, reason=Programme.EndReason.REPLACED)


def _begin_side(by, programme, side, choice):
    found = programme.basis["answer"]["sides"][side]
    if departures(found, choice):
        _keep_reason(by, programme, side, choice)
    if not choice.is_treated:
        return
    strength = programme.basis["input"]["sides"].get(side, {}).get("strength") or {}
    ProgrammeSide.objects.create(
        programme=programme,
        side=side,
        combination=choice.combination,
        start_stage=choice.stage,
        mmt=strength.get("mmt") or "",
        symmetry_pct=found["symmetry_pct"],
    )
    for part in (choice.stretch, choice.strengthen):
        for position, item in enumerate(part, start=1):
            _prescribe(by, programme, side, item, position)


def _prescribe(by, programme, side, item, position):
    row = prescription(
        *(programme, side, item.exercise, item.level),
        position=position,
        from_on=programme.started_on,
        starts_here=True,
        created_by=by,
        **item.dosage,
    )
    row.save(force_insert=True)
    record(Action.CREATE, by=by, patient=programme.patient, obj=row)


def _keep_reason(by, programme, side, choice):
    override = Override.objects.create(
        programme=programme,
        decided_on=programme.started_on,
        side=side,
        type=Override.Type.COMBINATION,
        combination=choice.combination,
        stage=choice.stage,
        exercises=[{"exercise": item.exercise, "level": item.level} for item in choice.exercises],
        reason=choice.reason,
        created_by=by,
    )
    record(Action.OVERRIDE, by=by, patient=programme.patient, obj=override)
