"""What the pages of a programme show: what the patient does now, what happened and why, and what is waiting."""

from collections.abc import Mapping
from dataclasses import dataclass

from rehab.assessments.queries import open_drafts
from rehab.assessments.red_flags import in_draft, standing_red_flag
from rehab.programmes.decisions import cause_of_pause, replay_input, standing
from rehab.programmes.dosage import missing_prescriptions
from rehab.programmes.models import Prescription, Programme, SavedFilter
from rehab.programmes.words import PAUSE_WORDS, PAUSED_BY, exercise_name
from rehab.rules import LIBRARY, describe_exclusion, exclusions, known_today

TONES = ("stop", "ease", "go")


@dataclass(frozen=True)
class Offer:
    """One exercise that a side does now. `prescription` may be unsaved where time alone brought the level.

    `level`, `top_level`, `streak` and `mastered` are None for a stretch. `card` holds the exercise's words.
    """

    prescription: Prescription
    card: Mapping
    level: int | None = None
    top_level: int | None = None
    streak: int | None = None
    mastered: bool | None = None

    @property
    def exercise(self):
        """The exercise in the library."""
        return LIBRARY.exercise(self.prescription.exercise)


@dataclass(frozen=True)
class SideOffer:
    """What one treated side does now, stretches first. `stand` is its part of the standing, None if only stretched."""

    side: str
    combination: str
    stretches: tuple[Offer, ...]
    strengthening: tuple[Offer, ...]
    stand: dict | None
    pause_cause: str

    @property
    def exercises(self):
        """Every offer in the order in which it is done."""
        return (*self.stretches, *self.strengthening)


def offered(programme, today, answer=None) -> dict:
    """{side: SideOffer} of the treated sides, left first. `answer` spares computing the standing again."""
    answer = answer or standing(programme, today)
    rows = [*programme.prescriptions.filter(is_current=True), *missing_prescriptions(programme, answer)]
    return {
        row.side: SideOffer(
            side=row.side,
            combination=row.combination,
            stretches=tuple(_stretches(row.side, rows)),
            strengthening=tuple(_strengthening(row.side, rows, answer)),
            stand=answer["sides"].get(row.side),
            pause_cause=cause_of_pause(answer, row.side),
        )
        for row in programme.sides.all()
    }


def _stretches(side, rows):
    done = [row for row in rows if row.side == side and row.kind == Prescription.Kind.STRETCH and not row.dropped]
    for row in sorted(done, key=lambda row: row.position):
        yield Offer(row, LIBRARY.card(row.exercise))


def _strengthening(side, rows, answer):
    at = {(row.exercise, row.level): row for row in rows if row.side == side}
    for exercise, state in answer["sides"].get(side, {"exercises": {}})["exercises"].items():
        yield Offer(
            prescription=at[exercise, state["level"]],
            card=LIBRARY.card(exercise),
            top_level=LIBRARY.exercise(exercise).top_level,
            **{key: state[key] for key in ("level", "streak", "mastered")},
        )


def running_programme(episode):
    """The episode's running Programme, or None."""
    return Programme.objects.filter(episode=episode, ended_on__isnull=True).first()


@dataclass(frozen=True)
class Need:
    """Something that waits for the clinician. `tone` is stop, ease or go; `side` is empty where it is for both.

    `rule` is the id of the rule behind it, empty where none decides it.
    """

    code: str
    tone: str
    words: str
    side: str = ""
    rule: str = ""


def needs(programme, answer, today) -> list:
    """What waits, most pressing first. Reads nothing but the programme's row, its assessment and its episode."""
    if not programme.is_running:
        return []
    found = []
    for side, stand in answer["sides"].items():
        found += _needs_of_side(side, stand, cause_of_pause(answer, side))
    found += _review_due(programme, answer, today)
    if answer["lapsed"] and answer["sides"]:
        found.append(Need("lapsed", "ease", "No session for a while"))
    if not programme.assessment.is_current:
        found.append(Need("assessment", "ease", "The assessment it was started from has been amended since"))
    if not programme.episode.is_open:
        found.append(Need("discharged", "ease", "The patient was discharged: end the programme"))
    return sorted(found, key=lambda need: TONES.index(need.tone))


def _review_due(programme, answer, today):
    """A planned review from its day on, never before; where none is planned, one when the window has passed."""
    planned = programme.next_review_on
    if planned == today:
        yield Need("review", "ease", "Review is due today")
    elif planned and planned < today:
        yield Need("review", "ease", f"Review was due on {planned:%-d %B}")
    elif not planned and answer["review_window"] == "past":
        yield Need("review", "ease", "The review window has passed")


def _needs_of_side(side, stand, pause_cause):
    if stand["paused"]:
        yield Need("paused", "stop", PAUSE_WORDS[pause_cause], side, PAUSED_BY[pause_cause])
    if stand["gate_pending"]:
        yield Need("gate_pending", "ease", "Waiting for a strength test", side, "P9")
    if stand["blocked"]:
        yield Need("blocked", "ease", "No suitable exercise: check equipment and precautions", side, "E1")
    if stand["completed"]:
        yield Need("completed", "go", "Last stage completed: review and decide", side, "P9")


def further_needs(programme, offers, today, given=None) -> list:
    """What waits on the page of one programme beside needs(): found by reading more than lists can afford.

    `given`, the input of `replay` for that day, spares reading it again.
    """
    if not programme.is_running:
        return []
    found = []
    if standing_red_flag(programme.episode) or any(map(in_draft, open_drafts(programme.episode))):
        words = "A red flag was found: refer, no exercise until it is settled"
        found.append(Need("red_flag", "stop", words, rule="G1"))
    known = known_today(given or replay_input(programme, today))
    circumstances = {name: known[name] for name in ("precautions", "equipment")}
    for offer in offers.values():
        stretches = (
            excluded_stretch(item.prescription.exercise, offer.side, circumstances) for item in offer.stretches
        )
        found += filter(None, stretches)
    return found


def excluded_stretch(exercise, side, circumstances) -> Need | None:
    """The need to swap a stretch that these circumstances (precautions, equipment) exclude."""
    reasons = exclusions(exercise, **circumstances)
    if not reasons:
        return None
    why = ", ".join(describe_exclusion(reason, exercise) for reason in reasons)
    return Need("excluded", "stop", f"{exercise_name(exercise)} is excluded now ({why}): swap it", side, "E2")


def saved_filters(clinician) -> list[SavedFilter]:
    """The ways of looking at the caseload that a clinician keeps, by name."""
    return list(SavedFilter.objects.filter(created_by=clinician, removed_at__isnull=True))
