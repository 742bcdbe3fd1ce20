"""One command prints how far the tests that guard the records went."""

import json
import subprocess
import sys
import textwrap

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from clinic.audit.management.commands import trust_report

TESTS = """
    import os
    import pytest

    @pytest.mark.parametrize("writer", range(3))
    def test_writers(figure, writer):
        figure("racing writers", 50, seed=7)

    def test_guards(figure):
        figure("guards removed and caught", 30, of=31)

    def test_requests(figure):
        figure("requests", int(os.environ["FUZZ_REQUESTS"]))

    def test_without_a_figure():
        raise AssertionError("not part of the report")
"""
GUARDS = {"what": "guards removed and caught", "count": 30, "of": 31, "seed": None, "test": "x"}


def test_each_figure_is_a_line_with_its_count_and_seed(tmp_path):
    file = tmp_path / "test_measured.py"
    file.write_text(textwrap.dedent(TESTS), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "manage.py", "trust_report", "--long", str(file)],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    lines = [line.split() for line in run.stdout.splitlines()]
    assert ["count", "of", "seed", "what"] in lines
    assert ["150", "–", "7", "racing", "writers"] in lines
    assert ["30", "31", "–", "guards", "removed", "and", "caught"] in lines
    assert ["20000", "–", "–", "requests"] in lines
    assert "Every test passed." in run.stdout


@pytest.mark.parametrize(("ended_with", "figures"), [(1, [GUARDS]), (5, []), (0, []), (2, None)])
def test_a_test_that_fails_or_none_at_all_fails_the_report(monkeypatch, capsys, ended_with, figures):
    def run(tests, kept, *, long):
        if figures is not None:
            kept.write_text(json.dumps(figures), encoding="utf-8")
        return ended_with

    monkeypatch.setattr(trust_report, "_run", run)
    with pytest.raises(CommandError, match="Not every test passed") as wrong:
        call_command("trust_report")
    assert wrong.value.returncode == 1
    said = capsys.readouterr().out
    assert ("guards removed and caught" in said) == (figures == [GUARDS])
    assert "Every test passed." not in said


def test_where_the_tests_cannot_run_it_says_so(monkeypatch):
    monkeypatch.setattr(trust_report, "NEEDED", ("no_such_package",))
    with pytest.raises(CommandError, match="bin/trust report installs what they need"):
        call_command("trust_report")
