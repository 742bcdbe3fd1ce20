"""What now: everything that a programme is due for, each with its reason, the rule behind it and the next step."""

import datetime
from dataclasses import dataclass, field

from django.urls import reverse

from clinic.forms import spoken_date
from rehab.programmes.choice import STRETCHING
from rehab.programmes.queries import TONES, further_needs, needs, offered
from rehab.rules import flare, length_retest_due, plateau

SUMMARY = "summary"  # the chapter of the rules that tells what is counted and decides nothing


@dataclass(frozen=True)
class Step:
    """One thing to do: what its link or button says, and where it leads. `post`: following it writes."""

    label: str
    url: str
    post: bool = False


@dataclass(frozen=True)
class Due:
    """Something to be done or decided now. `why` is the reason in a sentence, "" where the words say it all.

    `rule` is the id of the rule behind it; without one `chapter` is the part of the rules that tells of it, if any.
    """

    tone: str
    words: str
    why: str = ""
    side: str = ""
    rule: str = ""
    chapter: str = ""
    steps: tuple[Step, ...] = field(default=())


def due(programme, progress, today: datetime.date) -> list[Due]:
    """What waits in a running programme, the most pressing first; nothing in one that has ended."""
    if not programme.is_running:
        return []
    found = [*_waiting(programme, progress, today)]
    for side in progress.given["sides"]:
        found += _of_training(programme, progress, side)
    found += _of_length(programme, progress, today)
    return sorted(found, key=lambda one: TONES.index(one.tone))


def _waiting(programme, progress, today):
    """What the programme page says too, each with its next step."""
    offers = offered(programme, today, progress.answer)
    for need in [*further_needs(programme, offers, today), *needs(programme, progress.answer, today)]:
        why, steps = _reason(need, progress), _steps(need, programme)
        chapter = "" if need.rule or need.code not in ("review", "lapsed") else SUMMARY
        yield Due(need.tone, need.words, why, need.side, need.rule, chapter, steps)


def _reason(need, progress):
    """The sentence of the rule that brought it, where the answer holds one."""
    if need.code == "lapsed":
        last = progress.last_session_on
        return f"The last session was on {spoken_date(last)}." if last else "No session is logged yet."
    if need.code == "review" and progress.review_window == "past":
        return f"Week {progress.week}: weeks {progress.window[0]}–{progress.window[1]} are over."
    said = [
        reason["sentence"]
        for reason in progress.answer["because"]
        if reason["rule"] == need.rule and reason["side"] == need.side and reason["event"] is not None
    ]
    return said[-1] if said else ""


def _steps(need, programme) -> tuple[Step, ...]:
    def page(name, *more):
        return reverse(f"programmes:{name}", args=[programme.pk, *more])

    def decide(kind):
        return reverse("programmes:override", args=[programme.pk, need.side, kind])

    test, assess = Step("Test strength", page("retest")), _assess(programme)
    return {
        "red_flag": (Step("The patient’s record", reverse("patients:patient", args=[programme.patient.pk])),),
        "paused": (Step("Resume", decide("resume")), *([test] if need.rule == "P12" else [])) if need.side else (),
        "gate_pending": (test,),
        "blocked": (Step("Equipment and precautions", reverse("patients:circumstances", args=[programme.patient.pk])),),
        "excluded": (Step("Programme", programme.get_absolute_url()),),
        "completed": (Step("Assess again", assess.url, post=True), Step("End the programme", page("end"))),
        "review": (Step("Record the review", reverse("progress:begin_review", args=[programme.pk]), post=True),),
        "lapsed": (Step("Log sessions", page("log")),),
        "assessment": (Step("Programme", programme.get_absolute_url()),),
        "discharged": (Step("End the programme", page("end")),),
    }[need.code]


def _assess(programme) -> Step:
    return Step("Assess again", reverse("assessments:begin", args=[programme.episode_id]), post=True)


def _of_training(programme, progress, side):
    """A flare that has not paused the side, and no level gained for weeks."""
    pause = reverse("programmes:override", args=[programme.pk, side, "pause"])
    level = reverse("programmes:override", args=[programme.pk, side, "set_level"])
    if reason := flare(progress.given, progress.answer, side):
        on = datetime.date.fromisoformat(reason["on"])
        yield Due(
            tone="ease",
            words=f"Flare on {spoken_date(on)}",
            why=reason["sentence"],
            side=side,
            rule=reason["rule"],
            steps=(Step("Pause the side", pause), Step("Set a level", level)),
        )
    if stuck := plateau(progress.given, progress.answer, side):
        exercises = reverse("programmes:override", args=[programme.pk, side, "set_exercises"])
        yield Due(
            tone="ease",
            words="Plateau",
            why=f"No level gained in {stuck['weeks']} weeks, with {stuck['sessions']} sessions.",
            side=side,
            chapter=SUMMARY,
            steps=(Step("Choose the exercises", exercises), Step("Set a level", level), _assess(programme)),
        )


def _of_length(programme, progress, today):
    """The length of a side that is stretched, last read too long ago."""
    for row in programme.sides.all():
        if row.combination not in STRETCHING:
            continue
        read = [assessment.examined_on for assessment in progress.assessments if _length_is_read(assessment, row.side)]
        last = read[-1] if read else programme.started_on
        if length_retest_due(last, today):
            weeks = (today - last).days // 7
            why = f"Last read on {spoken_date(last)}, {weeks} weeks ago." if read else "It was never read."
            yield Due("ease", "Length test due", why, row.side, chapter=SUMMARY, steps=(_assess(programme),))


def _length_is_read(assessment, side):
    """As the rules read it: the pelvis was controlled in one of the two tests."""
    tests = [*assessment.thomastests.all(), *assessment.modifiedthomastests.all()]
    return any(test.side == side and test.hip_extension_deg is not None and test.pelvis_controlled for test in tests)
