"""What a handout of a programme says today, and why there may be none."""

import math
from collections import defaultdict
from dataclasses import replace

from django.utils.translation import gettext as _

from rehab.handouts.composing import exercises_of, limits_of, log_columns, plan_of, sheets_of
from rehab.handouts.context import Clinic, HandoutContext, Log, Recipient
from rehab.handouts.week import DAYS
from rehab.handouts.words import LANGUAGES, aim_words, in_language, is_reviewed, rest_words
from rehab.patients.models import Language
from rehab.patients.queries import circumstances_on, equipment_at_hand, precautions_of
from rehab.programmes.decisions import replay_input
from rehab.programmes.queries import further_needs, offered
from rehab.rules import LIBRARY, replay

# The log holds so many weeks where no review is coming up.
WEEKS_WITHOUT_REVIEW = 4
# Signs that only children and teenagers have are not printed for an adult.
ADULT_YEARS = 18
OF_CHILDREN = "slipped_epiphysis"
BLEEDING = {"precaution": "anticoagulant", "red_flag": "iliopsoas_haematoma"}


class NothingToIssueError(Exception):
    """There is nothing to put on a handout now. `reasons` say why, each a sentence for the clinician."""

    def __init__(self, reasons):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def handout_context(programme, today, *, by, note="", language=None, log_address="") -> HandoutContext:
    """What the patient is given today, in the name of `by`. Raises NothingToIssueError.

    It has no number and says nothing of the last one: next_handout() does. `note` is a word of the clinician's to the
    patient. The language is the patient's, unless another is given. `log_address` is where the log is typed in; "" for
    no code.
    """
    given = replay_input(programme, today)
    offers = offered(programme, today, replay(given))
    reasons = _reasons_against(programme, offers, today, given)
    if reasons:
        raise NothingToIssueError(reasons)
    language = language or language_of(programme.patient)
    with in_language(language):
        made = _composed(programme, today, offers, by=by, language=language)
    return replace(made, note=note, log_address=log_address)


def language_of(patient) -> str:
    """The language of a patient's handouts: their own where there are cards and sentences in it, else English."""
    return patient.language if patient.language in LIBRARY.cards and patient.language in LANGUAGES else "en"


def language_words(patient) -> str:
    """For the clinician: in which language the handout is, and why where it is not the patient's."""
    language = Language(language_of(patient)).label
    if patient.language == language_of(patient):
        review = "" if is_reviewed(patient.language) else " No native clinician has reviewed this translation yet."
        return f"In {language}, the patient’s language.{review}"
    return f"In {language}: the exercises are not available in {patient.get_language_display()} yet."


def _composed(programme, today, offers, *, by, language):
    doing = [offer for offer in offers.values() if _does_something(offer)]
    patient, episode = programme.patient, programme.episode
    exercises = exercises_of(doing, language, equipment_at_hand(patient, today))
    plan = plan_of(exercises, programme.settings["min_gap_days"])
    emergency, urgent = _signs(patient, today)
    return HandoutContext(
        language=language,
        number=None,
        issued_on=today.isoformat(),
        clinic=clinic_of(by.clinic, by=by),
        recipient=Recipient(str(patient), patient.date_of_birth.isoformat(), patient.record_number),
        goal=episode.goal.strip(),
        note="",
        aims=_aims(doing),
        not_now=tuple(
            rest_words(offer.side, completed=offer.stand["completed"]) for offer in offers.values() if _rests(offer)
        ),
        completed=tuple(offer.side for offer in offers.values() if _rests(offer) and offer.stand["completed"]),
        review_on=_coming_review(programme, today),
        strength_weeks=tuple(LIBRARY.constant(name) for name in ("review_opens_week", "review_closes_week")),
        sheets=sheets_of(exercises),
        plan=plan,
        limits=limits_of(programme),
        warnings=tuple(_(row.warning_patient) for row in _precautions(patient, today) if row.warning_patient),
        emergency=emergency,
        urgent=urgent,
        log=_log(programme, today, exercises, plan),
        rules_version=LIBRARY.rules_version,
        settings_version=programme.settings_used.number,
    )


def _reasons_against(programme, offers, today, given):
    if not programme.is_running:
        return ["The programme has ended."]
    stops = [f"{need.words}." for need in further_needs(programme, offers, today, given) if need.tone == "stop"]
    if stops or any(_does_something(offer) for offer in offers.values()):
        return stops
    return [f"{offer.side.capitalize()}: {_why_nothing(offer)}." for offer in offers.values()]


def _why_nothing(offer):
    if offer.stand is None:
        return "every stretch was taken out"
    if offer.stand["paused"]:
        return "paused"
    return "the last stage is completed" if offer.stand["completed"] else "no suitable exercise"


def _rests(offer):
    """True for a side on which nothing is done, stretching included: it is paused, or has come to the end."""
    return offer.stand is not None and (offer.stand["paused"] or offer.stand["completed"])


def _does_something(offer):
    return bool(offer.exercises) and not _rests(offer)


def _aims(doing):
    """A sentence for each side, or one for both sides where they are for the same."""
    sides = defaultdict(list)
    for offer in doing:
        sides[bool(offer.stretches), bool(offer.strengthening)].append(offer.side)
    return tuple(
        aim_words(alike, stretches=stretches, strengthens=strengthens)
        for (stretches, strengthens), alike in sides.items()
    )


def clinic_of(clinic, *, by) -> Clinic:
    """A clinic as it stands on a handout in the name of `by`."""
    return Clinic(
        name=clinic.name,
        address=", ".join(line.strip() for line in clinic.address.splitlines() if line.strip()),
        telephone=clinic.telephone,
        email=clinic.email,
        clinician=str(by),
        job_title=by.job_title,
        colour=clinic.colour,
        logo=clinic.logo.address if clinic.logo else "",
    )


def _precautions(patient, today):
    return precautions_of(circumstances_on(patient, today))


def _signs(patient, today):
    """When to get help at once, and when within the day: the red flags in plain words, without what is said already."""
    left_out = set() if patient.age_on(today) < ADULT_YEARS else {OF_CHILDREN}
    if any(row.id == BLEEDING["precaution"] for row in _precautions(patient, today)):
        left_out.add(BLEEDING["red_flag"])
    return signs(left_out)


def signs(left_out=frozenset()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Every red flag that is not left out in plain words: when to get help at once, and when within the day."""
    flags = [flag for flag in LIBRARY.red_flags.values() if flag.id not in left_out]
    return tuple(
        tuple(_(flag.patient_words) for flag in flags if flag.urgency == urgency) for urgency in ("emergency", "urgent")
    )


def _coming_review(programme, today):
    review = programme.next_review_on
    return review.isoformat() if review and review > today else ""


def _log(programme, today, exercises, plan):
    weeks = _weeks_to_log(programme, today)
    days = {
        kind: max((sum(row.days) for row in plan if row.kind == kind), default=0) for kind in ("stretch", "strengthen")
    }
    return Log(
        columns=log_columns(exercises),
        sessions=weeks * days["strengthen"],
        stretch_weeks=weeks if days["stretch"] else 0,
        stretch_days=days["stretch"],
    )


def _weeks_to_log(programme, today):
    """Weeks until the next review; without a date, a few; never more than a programme has."""
    if not _coming_review(programme, today):
        return WEEKS_WITHOUT_REVIEW
    weeks = math.ceil((programme.next_review_on - today).days / DAYS)
    return min(weeks, LIBRARY.constant("review_closes_week"))
