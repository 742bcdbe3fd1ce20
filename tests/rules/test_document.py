"""docs/clinical-rules.md: the rules as a document of their own, made from the reference data and current."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from rehab.rules import LIBRARY
from rehab.rules.document import document

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "docs" / "clinical-rules.md"


def test_the_committed_document_is_what_the_reference_data_give():
    assert COMMITTED.read_text(encoding="utf-8") == document(), (
        "python -m rehab.rules document > docs/clinical-rules.md"
    )


def test_the_command_prints_it():
    command = [sys.executable, "-m", "rehab.rules", "document"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True, encoding="utf-8")
    assert printed.stdout == document()
    assert not printed.stderr


def test_every_link_leads_to_a_place_in_it():
    anchors = re.findall(r'<a id="(.+?)"></a>', document())
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#(.+?)\)", document())) <= set(anchors)


def test_every_row_of_a_table_is_as_wide_as_its_head():
    for table in re.findall(r"(?:^\|.*\n)+", document(), re.MULTILINE):
        assert len({line.count(" | ") for line in table.splitlines()}) == 1, table


@pytest.mark.parametrize("rule", LIBRARY.rules.values(), ids=lambda rule: rule.id)
def test_each_rule_stands_in_it_with_its_thresholds_source_and_what_disagrees(rule):
    told = section(rule.id)
    citation = LIBRARY.citations[rule.source]
    assert told.startswith(f"### {rule.id} {rule.title}\n")
    assert f"- Source ({citation.strength}): [{citation.text}](#source-{rule.source})" in told
    assert ("- What disagrees: " in told) == bool(rule.disagrees)
    for number in LIBRARY.numbers.values():
        assert (f": {number.label} (" in told) == (rule.id in number.used_by)


def test_each_source_stands_in_it_with_its_strength_and_where_it_is_found():
    for citation in LIBRARY.citations.values():
        told = section(f"source-{citation.id}")
        assert told.startswith(f"**{citation.text}.** {citation.strength.capitalize()}")
        assert citation.says in told
        assert citation.disagrees in told
        assert (citation.doi or citation.url) in told


def section(anchor):
    """What stands under an anchor, up to the next one."""
    return re.search(rf'<a id="{anchor}"></a>\n\n(.*?)(?=<a id=|\Z)', document(), re.DOTALL)[1]
