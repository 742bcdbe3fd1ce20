"""The whole decision as it is told: chapters of rules and tables. The pages and the document both draw this.

Everything comes from the reference data. `settings` {name: value} are those in force for the reader, in place of the
defaults.
"""

from dataclasses import dataclass

from rehab.rules.library import LIBRARY, Citation, Constant, Setting
from rehab.rules.numbers import default_of, filled, in_a_sentence, in_force, limits_of, with_unit
from rehab.rules.tables import TABLES, Table
from rehab.rules.used import name_of, number_behind, places_of


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a rule uses: its value in force with its unit, its default and limits ("" where it is fixed)."""

    number: Setting | Constant
    value: str
    default: str
    limits: str

    @property
    def citation(self) -> Citation:
        return LIBRARY.citations[self.number.source]

    @property
    def is_changed(self) -> bool:
        return self.value != self.default


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a sentence that a finding fills; `name` says which."""

    name: str


@dataclass(frozen=True, slots=True)
class RuleTold:
    """A rule in words: its sentence with the numbers in force, and each sentence that it may give as a reason.

    `outcomes` are sentences in parts: text, and a Place for what is found.
    """

    id: str
    title: str
    sentence: str
    thresholds: tuple[Threshold, ...]
    citation: Citation
    disagrees: str
    outcomes: tuple[tuple[str | Place, ...], ...]

    @property
    def is_disputed(self) -> bool:
        return bool(self.disagrees)


@dataclass(frozen=True, slots=True)
class ChapterTold:
    """A part of the decision: its rules, what it notes without changing an answer, its tables; at last citations."""

    id: str
    title: str
    opening: str
    rules: tuple[RuleTold, ...]
    notes: tuple[str, ...]
    tables: tuple[Table, ...]
    citations: tuple[Citation, ...] = ()


def decision(settings: dict | None = None) -> tuple[ChapterTold, ...]:
    """Every chapter, in the order of the decision."""
    return tuple(_chapter(chapter, settings or {}) for chapter in LIBRARY.chapters.values())


def rule_told(rule_id: str, settings: dict | None = None) -> RuleTold:
    """One rule in words. Raises KeyError where there is none."""
    rule, settings = LIBRARY.rules[rule_id], settings or {}
    return RuleTold(
        id=rule.id,
        title=rule.title,
        sentence=filled(rule.sentence, settings),
        thresholds=tuple(_threshold(n, settings) for n in LIBRARY.numbers.values() if rule_id in n.used_by),
        citation=LIBRARY.citations[rule.source],
        disagrees=filled(rule.disagrees, settings),
        outcomes=tuple(dict.fromkeys(_parts(rule, outcome, settings) for outcome in rule.says)),
    )


def chapter_of(rule_id: str):
    """The chapter of the reference data that a rule stands in."""
    return next(chapter for chapter in LIBRARY.chapters.values() if rule_id in chapter.rules)


def tables_of(rule_id: str, settings: dict | None = None) -> tuple[Table, ...]:
    """The tables that a rule reads or fills, each with its rows alone where the rows belong to rules."""
    every = [table for chapter in decision(settings) for table in chapter.tables]
    return tuple(table.of(rule_id) for table in every if rule_id in table.rules)


def neighbours(rule_id: str) -> tuple[str | None, str | None]:
    """The rules before and after this one, None at either end."""
    ids = [None, *LIBRARY.rules, None]
    place = ids.index(rule_id)
    return ids[place - 1], ids[place + 1]


def _chapter(chapter, settings):
    return ChapterTold(
        id=chapter.id,
        title=chapter.title,
        opening=chapter.opening,
        rules=tuple(rule_told(rule, settings) for rule in chapter.rules),
        notes=tuple(LIBRARY.notes[note].label.format(about=about) for note, about in chapter.notes.items()),
        tables=tuple(table for make in TABLES.get(chapter.id, ()) for table in make(settings)),
        citations=tuple(LIBRARY.citations.values()) if chapter.id == "sources" else (),
    )


def _threshold(number, settings):
    return Threshold(
        number=number,
        value=with_unit(in_force(number.name, settings), number.unit),
        default=with_unit(default_of(number), number.unit),
        limits=limits_of(number) if isinstance(number, Setting) else "",
    )


def _inside_a_sentence(name):
    return name if name[1:2].isupper() else name[0].lower() + name[1:]


def _parts(rule, outcome, settings):
    """A sentence in parts: a place that a number of the rules fills is text, one that a finding fills is a Place."""
    sentence, parts = rule.says[outcome], []
    for place in places_of(sentence):
        before, _, sentence = sentence.partition(f"{{{place}}}")
        number = number_behind(rule.id, outcome, place)
        parts += [
            before,
            Place(_inside_a_sentence(name_of(place))) if number is None else in_a_sentence(number, settings, place),
        ]
    return tuple(part for part in (*parts, sentence) if part)
