"""A programme under other versions of its clinic's settings: which there are, and what each would make of it today."""

import datetime
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from rehab.programmes.consequences import Consequence, differences
from rehab.programmes.decisions import cause_of_pause, replay_input
from rehab.programmes.models import Programme
from rehab.programmes.words import exercise_name, side_state, stage_name
from rehab.rules import replay
from rehab.thresholds.models import SettingsVersion
from rehab.thresholds.queries import changes, in_force, versions


def running_by_version(clinic) -> dict:
    """{number of a settings version: running programmes of the clinic that follow it}; 0 stands for the defaults."""
    running = Programme.objects.filter(episode__patient__clinic=clinic, ended_on__isnull=True)
    return Counter(number or 0 for number in running.values_list("settings_version__number", flat=True))


def known_versions(programme) -> list[SettingsVersion]:
    """Every version of the programme's clinic, newest first; last the defaults, as the programme knows them."""
    known = versions(programme.patient.clinic_id)
    return [*known[:-1], _defaults_of(programme)]


def known_version(programme, number) -> SettingsVersion | None:
    """The version with this number, as known_versions() has it; None where the clinic has none such."""
    return next((version for version in known_versions(programme) if version.number == number), None)


def may_move_to(programme) -> list[SettingsVersion]:
    """The version in force, and those that the programme has followed before, without the one it follows now."""
    followed = {move.moved_from.number for move in _moves(programme)}
    allowed = followed | {in_force(programme.patient.clinic_id).number}
    now = programme.settings_used.number
    return [v for v in known_versions(programme) if v.number in allowed and v.number != now]


def _defaults_of(programme):
    """The defaults as they held for this programme: those of its start, where it was on them, else today's."""
    if programme.settings_version_id is None:
        return programme.settings_used
    former = [move.former_settings for move in _moves(programme) if move.from_version_id is None]
    return SettingsVersion.defaults(former[0] if former else None)


def _moves(programme):
    return programme.settings_moves.select_related("from_version")


@dataclass(frozen=True)
class Aspect:
    """One thing about where a programme stands, in words: now, and under the other version."""

    label: str
    now: str
    then: str

    @property
    def differs(self):
        return self.now != self.then


@dataclass(frozen=True)
class Comparison:
    """Where a programme stands (`now`) and where it would stand under another SettingsVersion (`then`), by replay."""

    version: SettingsVersion
    used: SettingsVersion
    now: dict
    then: dict

    @property
    def settings(self):
        """In which settings the two versions differ."""
        return changes(self.used.settings, self.version.settings)

    @cached_property
    def sides(self) -> list:
        """[(side, Aspects)]: stage, state and each exercise."""
        return [(side, list(aspects_of(side, self.now, self.then))) for side in self.now["sides"]]

    @cached_property
    def programme(self) -> list[Aspect]:
        """What holds for the programme as a whole."""
        return [Aspect(label, words(self.now), words(self.then)) for label, words in OVERALL.items()]

    @cached_property
    def _events(self) -> list[Consequence]:
        return differences(self.now, self.then)

    @property
    def lost(self) -> list[Consequence]:
        """Events that would not have happened under the other version."""
        return [event for event in self._events if event.undone]

    @property
    def gained(self) -> list[Consequence]:
        """Events that would have happened only under the other version."""
        return [event for event in self._events if not event.undone]

    @property
    def changes_the_exercises(self) -> bool:
        """True where the patient would do something else from today on: another stage, exercise or level."""
        return any(_doing(self.now, side) != _doing(self.then, side) for side in self.now["sides"])

    @property
    def differing(self) -> list:
        """[(side or "", Aspect)] of what would be otherwise today."""
        every = [*((side, aspect) for side, aspects in self.sides for aspect in aspects)]
        every += [("", aspect) for aspect in self.programme]
        return [(side, aspect) for side, aspect in every if aspect.differs]

    @property
    def makes_no_difference(self) -> bool:
        """True where the programme would stand exactly as it does, with the same history."""
        return not self.differing and not self._events


def compared(programme, others, today) -> list[Comparison]:
    """A Comparison with each of the `others`, SettingsVersions of the clinic. The records are read once."""
    given = replay_input(programme, today)
    now = replay(given)
    return [
        Comparison(version, programme.settings_used, now, replay(given | {"settings": version.settings}))
        for version in others
    ]


def _doing(answer, side):
    stand = answer["sides"][side]
    return stand["stage"], {exercise: state["level"] for exercise, state in stand["exercises"].items()}


def aspects_of(side, now, then):
    """Where a side stands in each of two standings: its stage, its state, and each exercise of either."""
    a, b = now["sides"][side], then["sides"][side]
    yield Aspect("Stage", stage_name(a["stage"]), stage_name(b["stage"]))
    states = (side_state(answer["sides"][side], cause_of_pause(answer, side)) for answer in (now, then))
    yield Aspect("State", *(words for _, words in states))
    for exercise in {**a["exercises"], **b["exercises"]}:
        yield Aspect(exercise_name(exercise), *(_level_words(stand["exercises"].get(exercise)) for stand in (a, b)))


def _level_words(state):
    if state is None:
        return "not done"
    streak = f", {state['streak']} clean in a row" if state["streak"] else ""
    return f"level {state['level']}{', mastered' if state['mastered'] else streak}"


def _next_session(answer):
    if answer["next_session_on"] is None:
        return "none"
    day = datetime.date.fromisoformat(answer["next_session_on"])
    return f"{day.day} {day:%B %Y}"


def _adherence(answer):
    percent = answer["recent_adherence_pct"]
    return "too early to tell" if percent is None else f"{percent} %"


def _break(answer):
    return "no session for a while" if answer["lapsed"] else "sessions going on"


OVERALL = {"Next session": _next_session, "Sessions done of those asked for": _adherence, "Log": _break}
