"""The caseload: every open episode with where it stands, those that need somebody first."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Prefetch, Q

from rehab.assessments.models import Assessment
from rehab.patients.models import Episode, Patient
from rehab.patients.names import search_key
from rehab.programmes.decisions import standings
from rehab.programmes.models import Programme
from rehab.programmes.queries import TONES, Need, needs

NO_PROGRAMME = Need("no_programme", "ease", "No programme yet")
DRAFT = Need("draft", "ease", "Assessment not signed")
RED_FLAG = Need("red_flag", "stop", "Red flag found: refer")
NEED_WORDS = {
    "red_flag": "Red flag",
    "paused": "Paused",
    "gate_pending": "Strength test due",
    "review": "Review due",
    "lapsed": "Lapsed",
    "draft": "Assessment not signed",
    "blocked": "No suitable exercise",
    "no_programme": "No programme yet",
    "completed": "Last stage completed",
}
NOTHING_NEEDED = len(TONES)
LONG_AGO = datetime.date.min


@dataclass(frozen=True)
class CaseloadRow:
    """One open episode: its programme and standing, both None before one is started, and what waits."""

    episode: Episode
    programme: Programme | None
    standing: dict | None
    needs: tuple[Need, ...]

    @property
    def patient(self) -> Patient:
        return self.episode.patient

    @property
    def week(self) -> int | None:
        return self.standing and self.standing["week"]

    @property
    def last_session_on(self) -> datetime.date | None:
        return self.programme and self.programme.last_session_on

    @property
    def adherence(self) -> int | None:
        """Percent of the sessions asked for; None where none are, or in the first week."""
        return self.standing["recent_adherence_pct"] if self.standing and self.standing["sides"] else None

    @property
    def urgency(self) -> int:
        """0 for what must be seen first; NOTHING_NEEDED where nothing waits."""
        return min((TONES.index(need.tone) for need in self.needs), default=NOTHING_NEEDED)

    @property
    def name(self) -> str:
        return search_key(self.patient.family_name, self.patient.given_name)


ORDERS = {
    "need": lambda row: (row.urgency, -len(row.needs), row.name),
    "name": lambda row: row.name,
    "week": lambda row: (-(row.week or 0), row.name),
    "session": lambda row: (row.last_session_on or LONG_AGO, row.name),
    "adherence": lambda row: (row.adherence is None, row.adherence, row.name),
}


def caseload(clinician, *, words="", whose="mine", need="", order="need") -> list[CaseloadRow]:
    """The open episodes that the clinician may see, with where they stand today, in the order asked for.

    `words` must all be part of the patient's name or number. `whose` is mine or clinic; `need` keeps the rows in
    which that need waits. The number of queries does not grow with the rows.
    """
    today = clinician.today()
    rows = [_row(episode, today) for episode in _with_standings(_episodes(clinician, words, whose), today)]
    if need:
        rows = [row for row in rows if any(waiting.code == need for waiting in row.needs)]
    return sorted(rows, key=ORDERS[order])


def _episodes(clinician, words, whose):
    drafts = Assessment.objects.filter(episode=OuterRef("pk"), signed_at__isnull=True, discarded_at__isnull=True)
    running = (
        Programme.objects.filter(ended_on__isnull=True)
        .select_related("assessment")
        .annotate(last_session_on=Max("sessions__performed_on", filter=Q(sessions__is_current=True)))
    )
    found = (
        Episode.objects.visible_to(clinician)
        .filter(discharged_on__isnull=True, patient__archived_at__isnull=True)
        .select_related("patient", "clinician")
        .prefetch_related(Prefetch("programmes", queryset=running, to_attr="running"), "screenings")
        .annotate(has_draft=Exists(drafts))
    )
    if whose == "mine":
        found = found.filter(clinician=clinician)
    for word in search_key(words).split():
        found = found.filter(patient__search_key__contains=word)
    return list(found)


def _with_standings(episodes, today):
    """Each episode with `programme` and `standing`, computed together."""
    stood = standings([episode.running[0] for episode in episodes if episode.running], today)
    for episode in episodes:
        episode.programme = episode.running[0] if episode.running else None
        episode.standing = stood[episode.programme.pk] if episode.programme else None
        if episode.programme:
            episode.programme.episode = episode
    return episodes


def _row(episode, today) -> CaseloadRow:
    waiting = []
    latest = next(iter(episode.screenings.all()), None)
    if latest is not None and any(latest.answers.values()):
        waiting.append(RED_FLAG)
    if episode.programme:
        waiting += needs(episode.programme, episode.standing, today)
    elif not episode.has_draft and not waiting:
        waiting.append(NO_PROGRAMME)
    if episode.has_draft:
        waiting.append(DRAFT)
    return CaseloadRow(episode, episode.programme, episode.standing, tuple(waiting))
