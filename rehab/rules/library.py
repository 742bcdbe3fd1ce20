"""The reference data of the rules: loaded from TOML once, checked, frozen.

`LIBRARY` holds every exercise, card, precaution, red flag, threshold, rule and citation. Where the data contradict
themselves the import fails with LibraryError: a clinic must not be served from a library that cannot be trusted.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rehab.rules.entries import (
    Chapter,
    Citation,
    Constant,
    Dosage,
    Field,
    Language,
    Level,
    Named,
    NotEncoded,
    Precaution,
    RedFlag,
    Rule,
    Setting,
    StrengtheningExercise,
    Stretch,
    SummaryField,
)
from rehab.rules.library_checks import faults

REFERENCE = Path(__file__).with_name("reference")


class LibraryError(Exception):
    """The reference data are incomplete or contradict themselves. The message names file, id and fault."""


@dataclass(frozen=True, slots=True)
class Library:
    """All reference data. Tables are read-only dicts by id, in the order of the reference files."""

    version: str
    rules_version: str
    strengthening: MappingProxyType
    stretching: MappingProxyType
    precautions: MappingProxyType
    red_flags: MappingProxyType
    equipment: MappingProxyType
    tags: MappingProxyType
    muscles: MappingProxyType
    stages: MappingProxyType
    citations: MappingProxyType
    settings: MappingProxyType
    constants: MappingProxyType
    fields: MappingProxyType
    choices: MappingProxyType
    grades: MappingProxyType
    rules: MappingProxyType
    combination_table: MappingProxyType
    words: MappingProxyType
    chapters: MappingProxyType
    summary: tuple[SummaryField, ...]
    not_encoded: tuple[NotEncoded, ...]
    languages: MappingProxyType
    cards: MappingProxyType

    @property
    def exercises(self) -> dict:
        """Every exercise by id, strengthening first."""
        return {**self.strengthening, **self.stretching}

    def exercise(self, exercise_id):
        """The strengthening exercise or the stretch of this id. Raises KeyError where there is none."""
        found = self.strengthening.get(exercise_id)
        return self.stretching[exercise_id] if found is None else found

    def of_stage(self, stage) -> tuple[StrengtheningExercise, ...]:
        """The strengthening exercises of a stage that are still offered, in order of preference."""
        return tuple(e for e in self.strengthening.values() if e.stage == stage and not e.retired_on)

    def for_muscle(self, muscle) -> tuple[Stretch, ...]:
        """The stretches for a muscle that are still offered, in order of preference."""
        return tuple(e for e in self.stretching.values() if e.muscle == muscle and not e.retired_on)

    def dosage(self, exercise_id, level=None) -> Dosage:
        """The dosage of a stretch, or of a strengthening exercise at a level."""
        exercise = self.exercise(exercise_id)
        return exercise.dosage if exercise.kind == "stretch" else exercise.levels[level - 1].dosage

    def card(self, exercise_id, language="en") -> MappingProxyType:
        """The words of an exercise, in English where the language has none. Raises KeyError for no such exercise."""
        cards = self.cards.get(language, {})
        return cards[exercise_id] if exercise_id in cards else self.cards["en"][exercise_id]

    @property
    def numbers(self) -> dict:
        """Every setting and constant by name, settings first."""
        return {**self.settings, **self.constants}

    @property
    def combinations(self):
        """{combination: Named}"""
        return self.words["combination"]

    @property
    def events(self):
        """{event of replay: Named}"""
        return self.words["event"]

    @property
    def notes(self):
        """{note, without what follows its colon: Named}"""
        return self.words["note"]

    def constant(self, name):
        """The value of a constant."""
        return self.constants[name].value


def load(folder: Path = REFERENCE) -> Library:
    """Read and check the reference data of a folder. Raises LibraryError."""
    try:
        library = _built(folder)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as fault:
        raise LibraryError(f"{folder}: {type(fault).__name__}: {fault}") from fault
    found = faults(library)
    if found:
        raise LibraryError("; ".join(found))
    return library


def _built(folder):
    files = ("exercises", "thresholds", "rules", "chapters")
    exercises, thresholds, rules, chapters = (_read(folder / f"{name}.toml") for name in files)
    constants = _by_name(thresholds["constants"], lambda row: Constant(**{**row, "used_by": tuple(row["used_by"])}))
    citations = {key: Citation(id=key, **row) for key, row in _read(folder / "citations.toml").items()}
    cards = {path.stem: _read(path) for path in sorted((folder / "cards").glob("*.toml"))}
    return Library(
        version=exercises["library_version"],
        rules_version=thresholds["rules_version"],
        strengthening=_by_id(exercises["strengthening"], _strengthening),
        stretching=_by_id(exercises["stretching"], _stretch),
        precautions=_by_id(
            _read(folder / "precautions.toml")["precaution"],
            lambda row: Precaution(**{**row, "excludes": tuple(row["excludes"])}),
        ),
        red_flags=_by_id(_read(folder / "red_flags.toml")["red_flag"], lambda row: RedFlag(**row)),
        equipment=_by_id(exercises["equipment"], lambda row: Named(**row)),
        tags=_by_id(exercises["tag"], lambda row: Named(**row)),
        muscles=_by_id(exercises["muscle"], lambda row: Named(**row)),
        stages=_by_id([{**row, "id": row["stage"]} for row in exercises["stage"]], _stage),
        citations=MappingProxyType(citations),
        settings=_by_name(thresholds["settings"], _setting),
        constants=constants,
        fields=_by_name(thresholds["ranges"], lambda row: Field(**row)),
        choices=_frozen({name: [tuple(pair) for pair in row["values"]] for name, row in thresholds["choices"].items()}),
        grades=_frozen(thresholds["choices"]["mmt"]["grades"]),
        rules=MappingProxyType({key: _rule(key, row, citations) for key, row in rules["rules"].items()}),
        combination_table=MappingProxyType(
            {(row["length"], row["strength"]): (row["rule"], row["combination"]) for row in rules["combination_table"]}
        ),
        words=MappingProxyType({kind: _named(words, constants) for kind, words in rules["words"].items()}),
        chapters=_by_id(chapters["chapter"], _chapter),
        summary=tuple(SummaryField(**{**row, "uses": tuple(row["uses"])}) for row in chapters["summary"]),
        not_encoded=tuple(NotEncoded(**row) for row in _read(folder / "not_encoded.toml")["not_encoded"]),
        languages=MappingProxyType({code: Language(code, **file.pop("language")) for code, file in cards.items()}),
        cards=_frozen(cards),
    )


def _read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _by_id(rows, make):
    table = {}
    for row in rows:
        if row["id"] in table:
            raise LibraryError(f"the id {row['id']!r} is given twice")
        table[row["id"]] = make(row)
    return MappingProxyType(table)


def _by_name(rows, make):
    return MappingProxyType({name: make({**row, "name": name}) for name, row in rows.items()})


def _strengthening(row):
    levels = tuple(_level(level) for level in row["levels"])
    return StrengtheningExercise(**{**_tuples(row), "levels": levels})


def _level(row):
    dosage = {name: row[name] for name in Dosage.__slots__}
    return Level(**{name: row[name] for name in Level.__slots__ if name != "dosage"}, dosage=Dosage(**dosage))


def _stretch(row):
    return Stretch(**{**_tuples(row), "dosage": Dosage(**{"unit": "repetitions", **row["dosage"]})})


def _tuples(row):
    return {**row, "equipment": tuple(row["equipment"]), "tags": tuple(row["tags"])}


def _stage(row):
    return Named(row["stage"], row["label"], row["patient_words"])


def _setting(row):
    return Setting(**{**row, "used_by": tuple(row["used_by"]), "choices": tuple(row.get("choices", ()))})


def _rule(key, row, citations):
    if row["source"] not in citations:
        raise LibraryError(f"rule {key}: no citation {row['source']!r}")
    citation = citations[row["source"]]
    return Rule(
        **{
            **row,
            "says": _frozen(row["says"]),
            "compares": _frozen(row.get("compares", {})),
            "disagrees": row.get("disagrees", citation.disagrees),
        },
        id=key,
        strength=citation.strength,
    )


def _chapter(row):
    return Chapter(**{name: _frozen(value) for name, value in ({"notes": {}, "measures": {}} | row).items()})


def _named(words, constants):
    """{key: Named}; a label that names a constant, {antigravity_grade}, is given its value."""

    def label(text):
        for name, constant in constants.items():
            text = text.replace(f"{{{name}}}", str(constant.value))
        return text

    return MappingProxyType({key: Named(key, label(text)) for key, text in words.items()})


def _frozen(value):
    """Dicts and lists as read-only copies, all the way down."""
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(item) for key, item in value.items()})
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


LIBRARY = load()
RULES_VERSION = f"{LIBRARY.rules_version}/{LIBRARY.version}"
