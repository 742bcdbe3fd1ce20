"""Prints how far the tests that guard the records went: how much of what, and from which seed."""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

NEEDED = ("pytest", "pytest_django")
LONG = {"FUZZ_REQUESTS": "20000"}
HEADINGS = ("count", "of", "seed", "what")


class Command(BaseCommand):
    """Exits with 1 when a test fails or gives no figure."""

    help = (
        "Run the tests that measure how far the records can be trusted, on a database made for it, and print their "
        "figures. Needs the packages of requirements/test.txt."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--long", action="store_true", help="20,000 fuzzed requests: about half an hour")
        parser.add_argument("tests", nargs="*", default=["tests"], help="files or folders of tests; all by default")

    def handle(self, *args, tests, long, **options):
        missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
        if missing or not (settings.BASE_DIR / "tests").is_dir():
            raise CommandError(
                "The figures come from the project's tests, and those are not installed here. In the project's "
                "folder: bin/trust report installs what they need and prints it."
            )
        with tempfile.TemporaryDirectory() as folder:
            kept = Path(folder) / "figures.json"
            ended_with = _run(tests, kept, long=long)
            figures = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else []
        self.stdout.write(table(summed(figures)))
        if ended_with != 0 or not figures:
            raise CommandError("Not every test passed: see above. The figures are those of the tests that did.")
        self.stdout.write("Every test passed.")


def _run(tests, kept, *, long) -> int:
    """Run the tests that give a figure; the code that pytest ended with."""
    words = ["-q", "--no-header", "-p", "no:cacheprovider", "-p", "tests.figures", f"--figures={kept}", *tests]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"} | (LONG if long else {})
    return subprocess.run(  # noqa: S603 - our own interpreter and tests
        [sys.executable, "-m", "pytest", *words], cwd=settings.BASE_DIR, env=environment, check=False
    ).returncode


def summed(figures) -> list[dict]:
    """One line for each thing that was measured, where several tests measured it."""
    lines: dict[tuple, dict] = {}
    for one in figures:
        line = lines.setdefault((one["what"], one["seed"]), {**one, "count": 0, "of": None})
        line["count"] += one["count"]
        if one["of"] is not None:
            line["of"] = (line["of"] or 0) + one["of"]
    return sorted(lines.values(), key=lambda line: line["what"])


def table(lines) -> str:
    """The figures in columns under their headings."""
    rows = [HEADINGS, *([_cell(line[name]) for name in HEADINGS] for line in lines)]
    *widths, _ = (max(map(len, column)) for column in zip(*rows, strict=True))
    return "\n".join(
        "  ".join([*(cell.rjust(width) for cell, width in zip(row[:-1], widths, strict=True)), row[-1]]) for row in rows
    )


def _cell(value) -> str:
    if value is None:
        return "–"
    return str(value)
