"""The tables of the decision, drawn from the reference data: each cell is text and links, for any kind of page."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from rehab.rules.library import LIBRARY, Setting
from rehab.rules.numbers import default_of, filled, in_a_sentence, in_force, limits_of, with_unit

WORDS = LIBRARY.words


class Link(NamedTuple):
    """What leads on from a cell; `kind` is "rule", "exercise" or "source". A rule is shown by its id, then the text."""

    kind: str
    id: str
    text: str


class Row(NamedTuple):
    """Cells, the first one heading the row; each is a tuple of str and Link. `rules`: those it belongs to, if any."""

    cells: tuple
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title and heads; `rules` are those that read it or are told by it.

    `source` is where all of its rows come from; None where each row names its own, or rests on its rule's.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    rules: tuple[str, ...] = ()
    source: Link | None = None

    @property
    def labelled(self) -> list:
        """[[(head, cell), …] of each row], for a page that shows the head beside each cell."""
        return [list(zip(self.heads, row.cells, strict=True)) for row in self.rows]

    def of(self, rule_id: str) -> "Table":
        """The same table with the rows of one rule; a row of no rule belongs to each."""
        return replace(self, rows=tuple(row for row in self.rows if not row.rules or rule_id in row.rules))


def _title(chapter_id):
    return LIBRARY.chapters[chapter_id].title


def rule_link(rule_id) -> Link:
    return Link("rule", rule_id, "")


def _rules(ids):
    return tuple(rule_link(rule) for rule in ids)


def _source(citation_id):
    return Link("source", citation_id, LIBRARY.citations[citation_id].strength)


def _sourced(title, heads, rows, rules=()):
    """A table of (cells, citation's id): a last column says where each row comes from, unless it is one for all."""
    sources = {citation for _, citation in rows}
    if len(sources) == 1:
        return Table(title, heads, tuple(Row(cells) for cells, _ in rows), rules, _source(*sources))
    return Table(
        title, (*heads, "Source"), tuple(Row((*cells, (_source(citation),))) for cells, citation in rows), rules
    )


def _exercises(found):
    return tuple(Link("exercise", exercise.id, LIBRARY.card(exercise.id)["name"]) for exercise in found)


def _text(*cells):
    return tuple((cell,) for cell in cells)


# One function for each kind of table: settings -> tables --------------------------------------------------------------


def _red_flags(settings):
    rows = [
        (_text(flag.label, flag.ask, flag.urgency.capitalize(), flag.action), flag.source)
        for flag in LIBRARY.red_flags.values()
    ]
    return [_sourced("Red flags", ("Red flag", "Ask or look for", "Urgency", "Action"), rows, ("G1", "G2"))]


def _combinations(settings):
    lengths = dict.fromkeys(length for length, _ in LIBRARY.combination_table)
    strengths = dict.fromkeys(strength for _, strength in LIBRARY.combination_table)
    rows = [
        Row(((f"Length {_finding(length)}",), *(_combination(length, strength) for strength in strengths)))
        for length in lengths
    ]
    heads = ("", *(f"Strength {_finding(strength)}" for strength in strengths))
    rules = tuple(dict.fromkeys(rule for rule, _ in LIBRARY.combination_table.values()))
    return [Table("Length and strength together", heads, tuple(rows), rules)]


def _finding(word):
    return WORDS["finding"][word].label


def _combination(length, strength):
    rule, combination = LIBRARY.combination_table[length, strength]
    return (Link("rule", rule, LIBRARY.combinations[combination].label),)


def _of_stages(settings):
    heads = ("Exercise", "Equipment", "Asks of the body", "Levels")
    for number, stage in LIBRARY.stages.items():
        rows = [
            ((*_exercise(exercise), (str(exercise.top_level),)), exercise.source)
            for exercise in LIBRARY.of_stage(number)
        ]
        title = f"Strengthening, stage {number}: {stage.label.lower()}"
        yield _sourced(title, heads, rows, ("E1", "P10", "P11"))


def _of_muscles(settings):
    for muscle, named in LIBRARY.muscles.items():
        rows = [(_exercise(stretch), stretch.source) for stretch in LIBRARY.for_muscle(muscle)]
        heads = ("Exercise", "Equipment", "Asks of the body")
        yield _sourced(f"Stretches: {named.label.lower()}", heads, rows, ("E2",))


def _exercise(exercise):
    equipment = _listed((LIBRARY.equipment[kind] for kind in exercise.equipment), " or ")
    tags = _listed(LIBRARY.tags[tag] for tag in exercise.tags)
    return _exercises([exercise]), (equipment or "none",), (tags or "nothing special",)


def _precautions(settings):
    rows = [
        ((*_text(precaution.label, _excluded_tags(precaution)), _left_out(precaution)), precaution.source)
        for precaution in LIBRARY.precautions.values()
    ]
    heads = ("Precaution", "Excludes what asks for", "So these are left out")
    return [_sourced("Precautions", heads, rows, ("E1", "E2", "P11"))]


def _excluded_tags(precaution):
    return _listed(LIBRARY.tags[tag] for tag in precaution.excludes)


def _listed(named, between=", "):
    return between.join(item.label for item in named).capitalize()


def _left_out(precaution):
    found = [exercise for exercise in LIBRARY.exercises.values() if set(exercise.tags) & set(precaution.excludes)]
    return _exercises(exercise for exercise in found if not exercise.retired_on) or ("none",)


def _gates(settings):
    def grade(name):
        return f"{in_a_sentence(name, settings)} or better"

    symmetry = f"{in_a_sentence('stage_3_min_symmetry_pct', settings)} or more, or not known"
    above = f"above {in_a_sentence('no_movement_grade', settings)}, or not known"
    stages = [
        (above, "any"),
        (grade("stage_2_min_grade"), "any"),
        (grade("stage_3_min_grade"), symmetry),
    ]
    rows = [
        Row(_text(f"{number}: {stage.label.lower()}", *gate))
        for (number, stage), gate in zip(LIBRARY.stages.items(), stages, strict=True)
    ]
    return [Table("Strength gate of each stage", ("Stage", "MMT", "Symmetry"), tuple(rows), ("B2", "P9", "P12"))]


def _symptoms(settings):
    """The three bands of symptoms in a session."""
    lowest, highest = LIBRARY.fields["symptoms"].minimum, LIBRARY.fields["symptoms"].maximum
    green, amber = in_force("green_max", settings), in_force("amber_max", settings)
    bands = [(lowest, green, ("P5", "P6", "P7")), (green + 1, amber, ("P4",)), (amber + 1, highest, ("P3", "P8"))]
    rows = [Row(((_band(low, high),), tuple(_titled(rule) for rule in rules)), rules) for low, high, rules in bands]
    rules = tuple(rule for row in rows for rule in row.rules)
    return [Table("Symptoms in a session", ("Symptoms", "Rules that look at it then"), tuple(rows), rules)]


def _band(low, high):
    return f"{low:g}/10" if low == high else f"{low:g} to {high:g}/10"


def _titled(rule):
    return Link("rule", rule, LIBRARY.rules[rule].title)


def _summary(settings):
    rows = [Row(_text(field.label, filled(field.sentence, settings))) for field in LIBRARY.summary]
    return [Table(_title("summary"), ("Shown", "How it is told"), tuple(rows))]


def _measures(settings):
    measures = LIBRARY.chapters["change"].measures
    rows = [
        Row(((WORDS["measure"][measure].label,), (_thresholds_of(rule, settings),), (rule_link(rule),)), (rule,))
        for measure, rule in measures.items()
    ]
    heads = ("Measure", "Counts as a change from", "Rule")
    return [Table("What counts as a change", heads, tuple(rows), tuple(dict.fromkeys(measures.values())))]


def _thresholds_of(rule, settings):
    used = [number for number in LIBRARY.numbers.values() if rule in number.used_by]
    return " or ".join(with_unit(in_force(number.name, settings), number.unit) for number in used)


def _settings(settings):
    heads = ("Setting", "Value", "Limits", "Source", "Used by")
    return [
        Table(_title("settings"), heads, tuple(_number(setting, settings) for setting in LIBRARY.settings.values()))
    ]


def _constants(settings):
    heads = ("Number", "Value", "Source", "Used by")
    return [Table(_title("constants"), heads, tuple(_number(one, settings) for one in LIBRARY.constants.values()))]


def _number(number, settings):
    limits = [(limits_of(number),)] if isinstance(number, Setting) else []
    users = (*(field.label for field in LIBRARY.summary if number.name in field.uses), *_rules(number.used_by))
    return Row(((number.label,), (_value(number, settings),), *limits, (_source(number.source),), users))


def _value(number, settings):
    """The value in force, with the default beside it where a clinic set another."""
    value, default = in_force(number.name, settings), default_of(number)
    said = with_unit(value, number.unit)
    return said if value == default else f"{said} (default {with_unit(default, number.unit)})"


def _fields(settings):
    rows = [
        Row(_text(field.label, with_unit(field.minimum, field.unit), with_unit(field.maximum, field.unit), field.help))
        for field in LIBRARY.fields.values()
    ]
    grades = ", ".join(LIBRARY.grades)
    mmt = Row(
        _text("MMT", *(with_unit(tuple(LIBRARY.grades)[end], "") for end in (0, -1)), f"Grades in order: {grades}")
    )
    return [Table(_title("measurements"), ("Measurement", "From", "To", "How it is given"), (*rows, mmt))]


def _not_encoded(settings):
    rows = [Row(_text(item.about, item.why)) for item in LIBRARY.not_encoded]
    return [Table(_title("not_encoded"), ("About", "Why"), tuple(rows))]


TABLES = {
    "gate": (_red_flags,),
    "combination": (_combinations,),
    "exercises": (_of_stages, _of_muscles, _precautions),
    "beginning": (_gates,),
    "sessions": (_symptoms,),
    "summary": (_summary,),
    "change": (_measures,),
    "settings": (_settings,),
    "constants": (_constants,),
    "measurements": (_fields,),
    "not_encoded": (_not_encoded,),
}
