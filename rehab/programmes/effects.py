"""What a change of the record changes in a programme: before it is saved, as it is saved, and afterwards.

Nothing of it is stored. Each is the difference between two standings: the rules on the records as they are, and on the
records as they would be or were.
"""

from dataclasses import dataclass
from functools import cached_property

from clinic.audit.amending import newest
from rehab.programmes.consequences import consequences, recounts
from rehab.programmes.decisions import ENTRY, replay_input, session_input, standing, standings
from rehab.programmes.logbook import Logbook
from rehab.programmes.models import Programme
from rehab.programmes.other_settings import aspects_of
from rehab.rules import replay


@dataclass(frozen=True)
class Effect:
    """The difference that a change makes: the standing `before` it and `after` it."""

    before: dict
    after: dict

    @cached_property
    def brought(self) -> list:
        """Levels, stages and pauses that no longer hold or came about, then the sessions that count otherwise."""
        return [*consequences(self.before, self.after), *recounts(self.before, self.after)]

    @cached_property
    def today(self) -> list[str]:
        """Where each side stands otherwise today: its stage, its state, the level of each exercise."""
        return [
            f"{side.capitalize()}: {aspect.label}: {aspect.then} instead of {aspect.now}."
            for side in self.before["sides"]
            for aspect in aspects_of(side, self.before, self.after)
            if aspect.differs
        ]

    def sentences(self) -> list[str]:
        """All of it in sentences."""
        return [*map(str, self.brought), *(f"Today, {words[:1].lower()}{words[1:]}" for words in self.today)]

    def __bool__(self):
        return bool(self.brought or self.today)


def watched(programme, today):
    """A function that gives, when the record has been changed, the Effect of that on the programme."""
    before = standing(programme, today)
    return lambda: Effect(before, standing(Programme.objects.get(pk=programme.pk), today))


def watch_programmes(*, patient, today):
    """As watched(), for every programme of a patient, in sentences; several programmes are told apart by complaint."""
    programmes = list(Programme.objects.filter(episode__patient=patient).select_related("episode"))
    before = standings(programmes, today)

    def tell():
        after = standings(Programme.objects.filter(pk__in=before), today)
        for programme in programmes:
            named = f"{programme.episode.complaint}: " if len(programmes) > 1 else ""
            for sentence in Effect(before[programme.pk], after[programme.pk]).sentences():
                yield named + sentence

    return lambda: list(tell())


def of_a_session(programme, today, *, stored=None, typed=None) -> Effect:
    """What it changes to put the session `typed` (None: nothing) in the place of the `stored` one (None: none).

    Both are as the rules read a session: see session_input(), said().
    """
    logbook = Logbook(programme, today, without=stored)
    before = logbook.standing_with([said(stored)] if stored else [])
    return Effect(before, logbook.standing_with([typed] if typed else []))


def of_a_version(version, programme, today) -> Effect:
    """What one version of a session changed against the version that it replaced, all else as it stands today."""
    last = newest(version)
    logbook = Logbook(programme, today, without=last if last.is_current else None)
    now = [] if version.withdrawn else [said(version)]
    return Effect(logbook.standing_with([said(version.replaces)]), logbook.standing_with(now))


def of_withdrawing_a_test(test, today) -> Effect:
    """What it changes that a strength re-test no longer counts."""
    given = replay_input(test.programme, today)
    stored = {
        "on": test.tested_on.isoformat(),
        "side": test.side,
        "mmt": test.mmt or None,
        "symmetry_pct": None if test.symmetry_pct is None else float(test.symmetry_pct),
        "symptoms": test.symptoms,
    }
    tests = list(given["strength_tests"])
    # On one day the re-test comes last.
    place = max((place for place, one in enumerate(tests) if one == stored), default=None)
    left = tests if place is None else tests[:place] + tests[place + 1 :]
    return Effect(replay(given), replay(given | {"strength_tests": left}))


def said(session) -> dict:
    """A stored session, of whatever version, as the rules read it."""
    row = {name: getattr(session, name) for name in ("performed_on", "next_morning_left", "next_morning_right")}
    return session_input(row | {"entries": list(session.entries.order_by("position").values(*ENTRY))})
