"""What must hold of the reference data before anybody is treated by them."""

import re
from itertools import pairwise

from rehab.rules.card_checks import faults_of_cards

CHANGES = ("load", "range", "complexity")
UNITS = ("repetitions", "steps", "metres")
URGENCIES = ("emergency", "urgent")
SOURCE_STRENGTHS = (
    "source text",
    "trial",
    "review",
    "observational study",
    "measurement study",
    "convention",
    "expert rationale",
    "house rule",
)
PERMANENT_ID = re.compile(r"[a-z][a-z0-9_]*\Z")


def faults(library) -> list[str]:
    """Every fault of the reference data as a sentence; an empty list where there is none."""
    return [
        *_faults_of_ids(library),
        *_faults_of_words_used(library),
        *_faults_of_ladders(library),
        *_faults_of_dosages(library),
        *faults_of_cards(library),
        *_faults_of_settings(library),
        *_faults_of_fields(library),
        *_faults_of_rules(library),
        *_faults_of_what_is_told(library),
        *_faults_of_sources(library),
    ]


def _faults_of_ids(library):
    both = library.strengthening.keys() & library.stretching.keys()
    yield from (f"{exercise_id}: both a strengthening exercise and a stretch" for exercise_id in both)
    for table in ("strengthening", "stretching", "precautions", "red_flags", "equipment", "tags", "muscles"):
        for key in getattr(library, table):
            if not PERMANENT_ID.match(key):
                yield f"{table}: {key!r} is not an id"


def _faults_of_words_used(library):
    for exercise in library.exercises.values():
        yield from _unknown(exercise.id, "tag", exercise.tags, library.tags)
        yield from _unknown(exercise.id, "equipment", exercise.equipment, library.equipment)
    for stretch in library.stretching.values():
        yield from _unknown(stretch.id, "muscle", [stretch.muscle], library.muscles)
    for exercise in library.strengthening.values():
        yield from _unknown(exercise.id, "stage", [exercise.stage], library.stages)
    for precaution in library.precautions.values():
        yield from _unknown(precaution.id, "tag", precaution.excludes, library.tags)
    for flag in library.red_flags.values():
        yield from _unknown(flag.id, "urgency", [flag.urgency], URGENCIES)
    for stage in library.stages:
        if not library.of_stage(stage):
            yield f"stage {stage}: no exercise"
    for muscle in library.muscles:
        if not library.for_muscle(muscle):
            yield f"{muscle}: no stretch"


def _unknown(owner, kind, used, known):
    return (f"{owner}: no {kind} {word!r}" for word in used if word not in known)


def _faults_of_ladders(library):
    for exercise in library.strengthening.values():
        if [level.level for level in exercise.levels] != list(range(1, exercise.top_level + 1)):
            yield f"{exercise.id}: levels are not numbered 1, 2, 3 …"
        if exercise.levels and exercise.levels[0].changes:
            yield f"{exercise.id}: level 1 changes nothing"
        for lower, higher in pairwise(exercise.levels):
            changed = [name for name in CHANGES if getattr(lower, name) != getattr(higher, name)]
            if changed != [higher.changes]:
                yield (
                    f"{exercise.id} level {higher.level}: changes {' and '.join(changed) or 'nothing'}, "
                    f"says {higher.changes or 'nothing'}"
                )


def _faults_of_dosages(library):
    dosages = [(e.id, level.dosage) for e in library.strengthening.values() for level in e.levels]
    dosages += [(stretch.id, stretch.dosage) for stretch in library.stretching.values()]
    days_in_a_week = 7
    for exercise_id, dosage in dosages:
        if dosage.unit not in UNITS:
            yield f"{exercise_id}: no unit {dosage.unit!r}"
        if min(dosage.sets, dosage.repetitions) < 1 or min(dosage.hold_seconds, dosage.rest_seconds) < 0:
            yield f"{exercise_id}: a dosage below nothing"
        if not 1 <= dosage.sessions_per_week <= days_in_a_week:
            yield f"{exercise_id}: {dosage.sessions_per_week} days a week"


def _faults_of_settings(library):
    for setting in library.settings.values():
        if setting.choices:
            if setting.default not in setting.choices or not set(setting.choices) <= set(library.grades):
                yield f"{setting.name}: choices are grades, the default one of them"
        elif not setting.minimum <= setting.default <= setting.maximum:
            yield f"{setting.name}: the default is outside its limits"


def _faults_of_fields(library):
    for field in library.fields.values():
        if not field.minimum < field.maximum:
            yield f"{field.name}: no room between minimum and maximum"
    grades = list(library.grades.values())
    if grades != sorted(set(grades)) or list(library.grades) != [value for value, _ in library.choices["mmt"]]:
        yield "grades: not in order, or not those that can be chosen"


def _faults_of_rules(library):
    rows, columns = ("short", "normal", "indeterminate"), ("weak", "normal", "indeterminate")
    for cell in [(length, strength) for length in rows for strength in columns]:
        if cell not in library.combination_table:
            yield f"combination table: nothing for {cell[0]} and {cell[1]}"
    for rule, combination in library.combination_table.values():
        yield from _unknown("combination table", "rule", [rule], library.rules)
        yield from _unknown("combination table", "combination", [combination], library.combinations)
    for number in (*library.settings.values(), *library.constants.values()):
        yield from _unknown(number.name, "rule", number.used_by, library.rules)


def _faults_of_what_is_told(library):
    """Every rule in one chapter, and every number in the sentences of what uses it."""
    if [rule for chapter in library.chapters.values() for rule in chapter.rules] != list(library.rules):
        yield "chapters: not every rule once, in order"
    for chapter in library.chapters.values():
        yield from _unknown(chapter.id, "note", chapter.notes, library.notes)
        yield from _unknown(chapter.id, "measure", chapter.measures, library.words["measure"])
        yield from _unknown(chapter.id, "rule", chapter.measures.values(), library.rules)
    for number in library.numbers.values():
        if not number.used_by and not any(number.name in field.uses for field in library.summary):
            yield f"{number.name}: used by nothing"
    for rule in library.rules.values():
        told = [*rule.compares.values(), *_places(rule.sentence), *_places(rule.disagrees)]
        yield from _unknown(rule.id, "number", told, library.numbers)
        used = [name for name in told if name in library.numbers and rule.id not in library.numbers[name].used_by]
        yield from (f"{name}: {rule.id} tells it and is not in its used_by" for name in used)
    for field in library.summary:
        yield from _unknown(field.field, "number", {*field.uses, *_places(field.sentence)}, library.numbers)


def _places(sentence):
    return re.findall(r"{(\w+)}", sentence)


def _faults_of_sources(library):
    for citation in library.citations.values():
        yield from _unknown(citation.id, "strength", [citation.strength], SOURCE_STRENGTHS)
    cited = [
        *library.strengthening.values(),
        *library.stretching.values(),
        *library.precautions.values(),
        *library.red_flags.values(),
        *library.settings.values(),
        *library.constants.values(),
    ]
    for row in cited:
        owner = getattr(row, "id", None) or row.name
        sources = [row.source, *([row.rest_source] if hasattr(row, "rest_source") else [])]
        yield from _unknown(owner, "citation", sources, library.citations)
