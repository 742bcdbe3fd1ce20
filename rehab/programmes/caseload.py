"""The caseload: every open episode with where it stands, those that need somebody first."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Max, Prefetch, Q
from django.urls import reverse

from rehab.assessments.models import Assessment
from rehab.assessments.red_flags import in_draft, standing_red_flag
from rehab.patients.models import Episode, Patient
from rehab.patients.names import search_key
from rehab.programmes.models import Prescription, Programme
from rehab.programmes.queries import Need, excluded_stretch, needs
from rehab.programmes.remembered import brief_standings

RED_FLAG = Need("red_flag", "stop", "Red flag found: refer", rule="G1")
DRAFT = Need("draft", "ease", "Assessment not signed")
NOT_ASSESSED = Need("no_programme", "ease", "Not assessed yet")
NOT_STARTED = Need("no_programme", "ease", "No programme yet")
ENDED = Need("no_programme", "ease", "Programme ended: discharge, or assess again")
# Every need by its code, the most pressing first.
NEED_WORDS = {
    "red_flag": "Red flag",
    "paused": "Paused",
    "excluded": "Stretch excluded",
    "gate_pending": "Strength test due",
    "review": "Review due",
    "lapsed": "Lapsed",
    "blocked": "No suitable exercise",
    "draft": "Assessment not signed",
    "no_programme": "No programme",
    "assessment": "Assessment amended",
    "completed": "Last stage completed",
}
PRESSING = {code: place for place, code in enumerate(NEED_WORDS)}
NOTHING_NEEDED = len(PRESSING)
LONG_AGO = datetime.date.min
MINE, CLINIC = "mine", "clinic"
STATES = {"running": "Programme running", "not_running": "No programme running"}


@dataclass(frozen=True)
class CaseloadRow:
    """One open episode: its programme and standing, both None where none is running, and what waits.

    `stages` maps each treated side to its stage, None where it is only stretched.
    """

    episode: Episode
    programme: Programme | None
    standing: dict | None
    stages: dict
    needs: tuple[Need, ...]
    next_step: tuple[str, str]

    @property
    def patient(self) -> Patient:
        return self.episode.patient

    @property
    def week(self) -> int | None:
        return self.standing and self.standing["week"]

    @property
    def next_review_on(self) -> datetime.date | None:
        return self.programme and self.programme.next_review_on

    @property
    def last_session_on(self) -> datetime.date | None:
        return self.programme and self.programme.last_session_on

    @property
    def adherence(self) -> int | None:
        """Percent of the sessions asked for; None where none are, or in the first week."""
        return self.standing["recent_adherence_pct"] if self.standing and self.standing["sides"] else None

    @property
    def urgency(self) -> int:
        """The place of the most pressing need; NOTHING_NEEDED where nothing waits."""
        return min((PRESSING[need.code] for need in self.needs), default=NOTHING_NEEDED)

    @property
    def name(self) -> str:
        return search_key(self.patient.family_name, self.patient.given_name)


# What the rows can be in order of; SORTED holds how.
ORDERS = {
    "need": "What is most pressing",
    "name": "Name",
    "week": "Week, the last first",
    "stage": "Stage, the first first",
    "session": "Last session, the longest ago first",
    "adherence": "Adherence, the least first",
}
SORTED = {
    "need": lambda row: (row.urgency, -len(row.needs), row.name),
    "name": lambda row: row.name,
    "week": lambda row: (-(row.week or 0), row.name),
    "stage": lambda row: (min((stage or 0 for stage in row.stages.values()), default=-1), row.name),
    "session": lambda row: (row.last_session_on or LONG_AGO, row.name),
    "adherence": lambda row: (row.adherence is None, row.adherence, row.name),
}


def caseload(clinician, *, words="", whose=MINE, need="", state="", order="need") -> list[CaseloadRow]:
    """The open episodes that the clinician may see, with where they stand today, in the order asked for.

    `words` must all be part of the patient's name or number. `whose` is mine, clinic, or a colleague's id; `need`
    keeps the rows in which that need waits, `state` those in that one of STATES. The number of queries does not
    grow with the rows.
    """
    return narrowed(open_rows(clinician, words=words, whose=whose), need=need, state=state, order=order)


def open_rows(clinician, *, words="", whose=MINE) -> list[CaseloadRow]:
    """The open episodes that the clinician may see, in no order: what caseload() narrows and sorts."""
    return _rows(_episodes(clinician, words, whose), clinician.today())


def narrowed(rows, *, need="", state="", order="need") -> list[CaseloadRow]:
    """The rows in which `need` waits, in that `state`, in the order asked for; all of them where neither is given."""
    if need:
        rows = [row for row in rows if any(waiting.code == need for waiting in row.needs)]
    if state:
        rows = [row for row in rows if (row.programme is not None) == (state == "running")]
    return sorted(rows, key=SORTED[order])


def _episodes(clinician, words, whose):
    running = (
        Programme.objects.filter(ended_on__isnull=True)
        .select_related("assessment")
        .prefetch_related("sides")
        .annotate(last_session_on=Max("sessions__performed_on", filter=Q(sessions__is_current=True)))
    )
    drafts = Assessment.objects.filter(signed_at__isnull=True, discarded_at__isnull=True)
    signed = Assessment.objects.filter(signed_at__isnull=False, is_current=True)
    found = (
        Episode.objects.visible_to(clinician)
        .filter(discharged_on__isnull=True, patient__archived_at__isnull=True)
        .select_related("patient", "clinician")
        .prefetch_related(
            Prefetch("programmes", queryset=running, to_attr="running"),
            Prefetch("programmes", queryset=Programme.objects.filter(ended_on__isnull=False), to_attr="ended"),
            Prefetch("assessments", queryset=drafts, to_attr="drafts"),
            Prefetch("assessments", queryset=signed, to_attr="signed"),
            "screenings__assessment",
        )
    )
    if whose != CLINIC:
        found = found.filter(clinician=clinician.pk if whose == MINE else whose)
    for word in search_key(words).split():
        found = found.filter(patient__search_key__contains=word)
    return list(found)


def _rows(episodes, today):
    programmes = [programme for episode in episodes for programme in _running(episode)]
    stood = brief_standings(programmes, today)
    stretches = _stretches(programmes)
    return [_row(episode, stood, stretches, today) for episode in episodes]


def _running(episode):
    """The running programme, if there is one, without reading its episode again."""
    for programme in episode.running:
        programme.episode = episode
        yield programme


def _stretches(programmes):
    """{programme.pk: [(exercise, side)]} of the stretches that are done now."""
    done = defaultdict(list)
    rows = Prescription.objects.filter(
        programme__in=programmes, kind=Prescription.Kind.STRETCH, is_current=True, dropped=False
    )
    for programme, exercise, side in rows.values_list("programme_id", "exercise", "side"):
        done[programme].append((exercise, side))
    return done


def _row(episode, stood, stretches, today) -> CaseloadRow:
    programme = next(_running(episode), None)
    standing = programme and stood[programme.pk]
    waiting = _needs_before(episode)
    if programme:
        waiting += _needs_of_programme(programme, standing, stretches[programme.pk], today)
    return CaseloadRow(
        episode=episode,
        programme=programme,
        standing=standing,
        stages=_stages(programme, standing) if programme else {},
        needs=tuple(sorted(waiting, key=lambda need: PRESSING[need.code])),
        next_step=_next_step(episode, programme, waiting),
    )


def _needs_before(episode):
    """What waits of the red flags, the assessment and the start of a programme."""
    flagged = standing_red_flag(episode) or any(map(in_draft, episode.drafts))
    waiting = [RED_FLAG] if flagged else []
    if episode.drafts:
        waiting.append(DRAFT)
    if not waiting and not episode.running:
        waiting.append(ENDED if episode.ended else NOT_STARTED if episode.signed else NOT_ASSESSED)
    return waiting


def _needs_of_programme(programme, standing, stretches, today):
    excluded = (excluded_stretch(exercise, side, standing["circumstances"]) for exercise, side in stretches)
    return [*needs(programme, standing, today), *filter(None, excluded)]


def _stages(programme, standing):
    stages = {side: stand["stage"] for side, stand in standing["sides"].items()}
    return {row.side: stages.get(row.side) for row in programme.sides.all()}


def _next_step(episode, programme, waiting) -> tuple[str, str]:
    """Where the row leads: what the page is called, and its address."""
    if programme:
        return "Programme", programme.get_absolute_url()
    if episode.drafts:
        return "Assessment", reverse("assessments:edit", args=[episode.drafts[0].pk])
    if waiting == [NOT_STARTED]:
        return "Proposal", reverse("programmes:proposal", args=[episode.signed[0].pk])
    return "Record", reverse("patients:patient", args=[episode.patient_id])
