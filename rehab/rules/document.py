"""The whole decision as one Markdown document: what docs/clinical-rules.md holds.

python -m rehab.rules document > docs/clinical-rules.md
"""

from rehab.rules.chapters import Place, decision
from rehab.rules.library import LIBRARY, RULES_VERSION


def document() -> str:
    """The document, with the default settings. It ends with a line break."""
    chapters = decision()
    parts = [_front(), _contents(chapters), *(_chapter(chapter) for chapter in chapters)]
    return "\n".join(line for part in parts for line in part).rstrip("\n") + "\n"


def _front():
    return [
        "# Clinical rules",
        "",
        f"Rules version {RULES_VERSION}. Made from the reference data in `rehab/rules/reference/` by",
        "`python -m rehab.rules document`: change the data, never this page.",
        "",
        "Numbers are the defaults; a clinic may set others where “may be” names limits. Beside each source stands its",
        "strength. A name in ‹brackets› is filled in with what was found.",
        "",
    ]


def _contents(chapters):
    lines = [f"{place}. [{chapter.title}](#{chapter.id})" for place, chapter in enumerate(chapters, 1)]
    return ["## Contents", "", *lines, ""]


def _chapter(chapter):
    lines = [f'<a id="{chapter.id}"></a>', "", f"## {chapter.title}", "", chapter.opening, ""]
    for rule in chapter.rules:
        lines += _rule(rule)
    for table in chapter.tables:
        lines += _table(table, has_title=table.title != chapter.title)
    if chapter.notes:
        lines += ["Noted beside the answer:", "", *(f"- {note}" for note in chapter.notes), ""]
    for citation in chapter.citations:
        lines += _citation(citation)
    return lines


def _rule(rule):
    lines = [f'<a id="{rule.id}"></a>', "", f"### {rule.id} {rule.title}", "", rule.sentence, ""]
    lines += [_threshold(threshold) for threshold in rule.thresholds]
    lines += [f"- Source ({rule.citation.strength}): {_to_source(rule.citation.id, rule.citation.text)}"]
    lines += [f"- What disagrees: {rule.disagrees}"] if rule.disagrees else []
    return [*lines, *_outcomes(rule), ""]


def _outcomes(rule):
    said = [f"“{_sentence(outcome)}”" for outcome in rule.outcomes]
    if len(said) <= 1:
        return [f"- It says: {sentence}" for sentence in said]
    return ["- It says one of these:", *(f"  - {sentence}" for sentence in said)]


def _threshold(threshold):
    limits = f", may be {threshold.limits}" if threshold.limits else ""
    citation = threshold.citation
    source = _to_source(citation.id, citation.strength)
    return f"- **{threshold.value}**{limits}: {threshold.number.label} ({source})"


def _sentence(parts):
    return "".join(f"‹{part.name}›" if isinstance(part, Place) else part for part in parts)


def _table(table, *, has_title):
    source = f" ({_link(table.source)})" if table.source else ""
    return [
        *([f"**{table.title}**{source}", ""] if has_title else []),
        _line(head or " " for head in table.heads),
        _line("---" for _ in table.heads),
        *(_line(_cell(cell) for cell in row.cells) for row in table.rows),
        "",
    ]


def _line(cells):
    return f"| {' | '.join(cells)} |"


def _cell(parts):
    return ", ".join(part if isinstance(part, str) else _link(part) for part in parts).replace("|", "\\|")


def _link(link):
    if link.kind == "rule":
        return f"[{link.id}](#{link.id}) {link.text}".rstrip()
    return _to_source(link.id, link.text) if link.kind == "source" else link.text


def _to_source(citation_id, text):
    return f"[{text}](#source-{citation_id})"


def _citation(citation):
    count = f", n = {citation.n:,}" if citation.n else ""
    address = f"<{citation.address}>" if citation.address else ""
    used = [rule.id for rule in LIBRARY.rules.values() if rule.source == citation.id]
    lines = [
        f'<a id="source-{citation.id}"></a>',
        "",
        f"**{citation.text}.** {citation.strength.capitalize()}{count}. {address}".rstrip(),
        "",
        f"- {citation.says}",
    ]
    lines += [f"- What disagrees: {citation.disagrees}"] if citation.disagrees else []
    lines += [f"- Read: {citation.read}."]
    lines += [f"- Stands behind {', '.join(f'[{rule}](#{rule})' for rule in used)}."] if used else []
    return [*lines, ""]
