"""Which handouts a patient was given, whether the newest still holds, and what the next one would bring."""

from dataclasses import dataclass, replace

from rehab.handouts.comparing import Change, changes, clinical_words
from rehab.handouts.context import HandoutContext
from rehab.handouts.models import IssuedHandout
from rehab.handouts.news import news
from rehab.handouts.queries import NothingToIssueError, handout_context
from rehab.handouts.words import in_language
from rehab.patients.models import Language

NO_LONGER = "No longer matches the programme"


@dataclass(frozen=True)
class HandoutStatus:
    """An issued handout. `tone` is go, ease or plain; `changed` says what no longer matches the programme."""

    handout: IssuedHandout
    tone: str
    state: str
    changed: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Which one it is: "handout 2, 2 March 2026, English, A4, large print"."""
        return f"handout {self.handout.number}, {self.handout.issued_on:%-d %B %Y}, {self.paper}"

    @property
    def paper(self) -> str:
        """Its language and size: "English, A4, large print"."""
        size = [self.handout.get_paper_display(), *(["large print"] if self.handout.large_print else [])]
        return ", ".join([Language(self.handout.language).label, *size])

    @property
    def brought(self) -> tuple[str, ...]:
        """What it changed for the patient, a line each, in the clinician's words."""
        if self.handout.number == 1:
            return ("The first",)
        kept = self.handout.context.get("changes")
        return ("Not kept",) if kept is None else tuple(kept) or ("Nothing",)


def next_handout(programme, today, *, by, note="", log_address="") -> HandoutContext:
    """The handout that would be issued now, with its number and what is new since the last one.

    Raises NothingToIssueError.
    """
    context = handout_context(programme, today, by=by, note=note, log_address=log_address)
    last = programme.handouts.defer("pdf", "html").first()
    if last is None:
        return replace(context, number=1)
    issued = HandoutContext.from_json(last.context)
    found = _changes_since(issued, context, programme, today, by)
    with in_language(context.language):
        said = news(found, issued, context)
    return replace(context, number=last.number + 1, news=said, changes=clinical_words(found))


def issued_handouts(programme, today, *, by) -> list[HandoutStatus]:
    """The programme's handouts, newest first. The newest is the one the patient holds: it is compared with today."""
    rows = list(programme.handouts.select_related("created_by").defer("pdf", "html"))
    return [_status(row, programme, today, by) if row is rows[0] else _replaced(row, rows[0]) for row in rows]


def held_handout(programme, today, *, by) -> HandoutStatus | None:
    """The handout that the patient holds, None where none was issued.

    Where the programme has none yet it is that of the programme before it.
    """
    if row := programme.handouts.defer("pdf", "html").first():
        return _status(row, programme, today, by)
    earlier = IssuedHandout.objects.filter(programme__episode=programme.episode_id).defer("pdf", "html")
    if programme.is_running and (row := earlier.order_by("created_at").last()):
        return HandoutStatus(row, "ease", NO_LONGER, ("It is of an earlier programme",))
    return None


def status_of(handout, today, *, by) -> HandoutStatus:
    """Whether one issued handout still holds: the newest of its programme is the one that can."""
    newest = handout.programme.handouts.only("number").first()
    if newest.number != handout.number:
        return _replaced(handout, newest)
    return _status(handout, handout.programme, today, by)


def _replaced(row, newest):
    return HandoutStatus(row, "plain", f"Replaced by number {newest.number}")


def _status(row, programme, today, by):
    if not programme.is_running:
        return HandoutStatus(row, "plain", "The programme has ended")
    issued = HandoutContext.from_json(row.context)
    try:
        now = handout_context(programme, today, by=by)
    except NothingToIssueError as nothing:
        return HandoutStatus(row, "ease", NO_LONGER, tuple(nothing.reasons))
    if changed := clinical_words(_changes_since(issued, now, programme, today, by)):
        return HandoutStatus(row, "ease", NO_LONGER, changed)
    return HandoutStatus(row, "go", "Matches the programme")


def _changes_since(issued, now, programme, today, by):
    """The changes from a sheet to that of today. Words can only be compared in one language: that of the older one."""
    if issued.language == now.language:
        return changes(issued, now)
    again = handout_context(programme, today, by=by, language=issued.language)
    return *changes(issued, again), Change("language", before=issued.language, after=now.language)
