"""The rules' answers as the pages show them: in words, with the source beside every reason."""

from dataclasses import dataclass

from rehab.programmes.choice import TREATING
from rehab.programmes.dosage import dosage_under
from rehab.programmes.forms.start import SideForm
from rehab.programmes.models import Prescription
from rehab.programmes.queries import Offer, SideOffer
from rehab.programmes.why import Why
from rehab.programmes.words import (
    combination_name,
    dosage_words,
    exercise_name,
    side_state,
    stage_name,
)
from rehab.rules import LIBRARY, describe_exclusion, describe_note


@dataclass(frozen=True)
class ProposedExercise:
    """An exercise of a proposal: its id and name, its level (None for a stretch), and its dosage in words."""

    exercise: str
    name: str
    level: int | None
    top_level: int | None
    dosage: str


@dataclass(frozen=True)
class SideView:
    """One side of a proposal: what `plan` answered, and the form to change it (None where nothing can be started).

    `settings` are those it was answered with, None for the defaults.
    """

    side: str
    answer: dict
    because: list
    unless: list
    form: SideForm | None
    settings: dict | None = None

    @property
    def is_treated(self):
        return self.answer["combination"] in TREATING

    @property
    def tone(self):
        """go where it can be started as proposed, ease where something is missing, stop where it is referred."""
        if self.answer["combination"] == "undetermined" or "one_sided" in self.answer["notes"]:
            return "ease"
        return {"refer": "stop"}.get(self.answer["combination"], "go" if self.is_treated else "plain")

    @property
    def combination(self):
        return combination_name(self.answer["combination"])

    @property
    def stage(self):
        return self.answer["start_stage"] and stage_name(self.answer["start_stage"])

    @property
    def stretches(self):
        return [_proposed(self.settings, exercise, None) for exercise in self.answer["stretch"]]

    @property
    def strengthening(self):
        return [_proposed(self.settings, row["exercise"], row["level"]) for row in self.answer["strengthen"]]

    @property
    def notes(self):
        return [describe_note(note) for note in self.answer["notes"]]

    @property
    def excluded(self):
        """[(exercise, why)] of what was considered and left out."""
        return [
            (exercise_name(exercise), ", ".join(describe_exclusion(reason, exercise) for reason in reasons))
            for exercise, reasons in self.answer["excluded"].items()
        ]

    @property
    def citations(self):
        return citations_of(self.because)


def window_words(review_window) -> str:
    """Where today lies about the weeks in which a change of strength can be expected."""
    return {"before": "not open yet", "open": "open now", "past": "past"}[review_window]


def reasons_of(side, reasons) -> list:
    """Those of an answer's reasons that are about one side."""
    return [reason for reason in reasons if reason["side"] == side]


def citations_of(reasons) -> list:
    """The citations that reasons rest on, each once."""
    return [LIBRARY.citations[source] for source in dict.fromkeys(reason["source"] for reason in reasons)]


def _proposed(settings, exercise, level):
    return ProposedExercise(
        exercise=exercise,
        name=exercise_name(exercise),
        level=level,
        top_level=LIBRARY.exercise(exercise).top_level if level else None,
        dosage=dosage_words(Prescription(**dosage_under(settings, exercise, level))),
    )


@dataclass(frozen=True)
class OfferView:
    """One exercise of a running programme with the dots of its streak, done ones first; `why` it is at its level.

    A stretch has no streak and no level: no dots, and None.
    """

    offer: Offer
    dots: tuple[bool, ...] = ()
    why: Why | None = None

    @property
    def name(self):
        return self.offer.card["name"]

    @property
    def dosage(self):
        return dosage_words(self.offer.prescription)

    @property
    def is_stored(self):
        """False for a prescription that time alone brought, until the next action writes it down."""
        return self.offer.prescription.created_by_id is not None

    @property
    def streak_words(self):
        return "mastered" if self.offer.mastered else f"{self.offer.streak} of {len(self.dots)} clean sessions"


@dataclass(frozen=True)
class StandView:
    """Where one side of a programme stands.

    `clean_sessions` is how many in a row bring the next level, `start` why `plan` proposed it, `whys` {exercise: Why}.
    """

    offer: SideOffer
    clean_sessions: int
    start: list
    whys: dict

    @property
    def side(self):
        return self.offer.side

    @property
    def stand(self):
        return self.offer.stand

    @property
    def combination(self):
        return combination_name(self.offer.combination)

    @property
    def stage(self):
        return self.stand and stage_name(self.stand["stage"])

    @property
    def state(self):
        """The side's state: (tone, words)."""
        if self.stand is None:
            return "plain", "Stretching only"
        return side_state(self.stand, self.offer.pause_cause)

    @property
    def stretches(self):
        return [OfferView(offer) for offer in self.offer.stretches]

    @property
    def strengthening(self):
        return [
            OfferView(
                offer,
                tuple(dot < (offer.streak or 0) for dot in range(self.clean_sessions)),
                self.whys[offer.prescription.exercise],
            )
            for offer in self.offer.strengthening
        ]
