"""The report to the patient: what they have done, what has changed, what comes next. Reading age 9 to 11."""

from clinic.forms import spoken_date
from rehab.progress.models import Review
from rehab.progress.reports.context import Section
from rehab.rules import effective_settings

MEASURES = {
    "thomas.hip_extension_deg": "How far your thigh drops, lying with one knee held",
    "modified_thomas.hip_extension_deg": "How far your thigh drops, lying on the edge of the couch",
    "modified_thomas.knee_flexion_deg": "How far your knee bends while your leg hangs",
    "strength.mmt": "How strongly you lift your leg against a hand",
    "strength.force": "How strongly you lift your leg, measured",
    "pain_nrs": "Your worst pain in a day",
    "psfs_mean": "How well you do the things you chose",
}
VERDICTS = {
    "improved": "Better. This is a real change.",
    "worse": "Less good than before. We will look at this with you.",
    "within_error": "About the same. The test is not fine enough to tell.",
    "not_comparable": "We measured it in another way this time, so we cannot tell.",
}
NEXT = {
    Review.Decision.CONTINUE: "Go on with your exercises as your sheet says.",
    Review.Decision.ADJUST: "We are changing your exercises. Your new sheet shows you how.",
    Review.Decision.DISCHARGE: "You do not need to come back for this. Keep moving, and call us if it comes back.",
    Review.Decision.REFER: "We would like someone else to look at your hip too. We will tell you when and where.",
}


def measure_name(verdict) -> str:
    """What was measured, in plain words."""
    return MEASURES[verdict.measure]


def change_words(verdict) -> str:
    """Whether it has changed, in plain words."""
    return VERDICTS[verdict.verdict]


def sections(programme, shown, review) -> list[Section]:
    """The parts of the report, each a text that may be changed."""
    return [
        Section("done", "What you have done", _done(shown)),
        Section("changes", "What has changed", _changed(shown), "changes"),
        Section("next", "What comes next", _next(programme, review)),
        Section("help", "When to stop and call us", _help(programme)),
    ]


def _done(shown):
    times = "1 session" if shown.sessions == 1 else f"{shown.sessions} sessions"
    weeks = "1 week" if shown.week == 1 else f"{shown.week} weeks"
    return f"You have done {times} in {weeks}. We asked you for {shown.wanted_a_week} a week."


def _changed(shown):
    if shown.first == shown.latest:
        return "We have tested your hip once so far. We will test it again to see what has changed."
    first, latest = (spoken_date(one.examined_on) for one in (shown.first, shown.latest))
    return (
        f"We tested your hip on {first} and on {latest}. No test is perfect. We only call it a change when it is "
        "bigger than the test can get wrong."
    )


def _next(programme, review):
    said = [NEXT[review.decision]] if review else ["Go on with your exercises as your sheet says."]
    if programme.is_running and programme.next_review_on:
        said.append(f"See us next on {spoken_date(programme.next_review_on)}. Bring your sheet with you.")
    return " ".join(said)


def _help(programme):
    limit = effective_settings(programme.settings)["amber_max"]
    return (
        f"Give your pain a number from 0 to 10. Stop and call us if it goes above {limit}. Your exercise sheet lists "
        "the signs that mean you need help at once. Keep it where you can see it. Ask us if you have lost it."
    )
