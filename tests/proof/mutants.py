"""Breaks the rules in every small way there is, and asks whether the tests of tests/rules notice.

Each mutant is the rules with one thing changed (mutate_code.py, mutate_data.py), in a copy in a scratch folder. The
tests that decide soonest are run first, the whole of tests/rules only where they notice nothing. What survives must
stand in equivalents.toml with the reason why no answer can differ; an entry there that fits no mutant, or one that is
killed, fails as well.

What was killed is remembered in the scratch folder by the text of the mutated file, so that a run that was stopped
goes on. --fresh forgets.
"""

import argparse
import compileall
import hashlib
import os
import py_compile
import random
import shutil
import signal
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.proof import mutate_code, mutate_data
from tests.proof.mutation import Mutant, distinct

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rehab" / "rules"
EQUIVALENTS = Path(__file__).with_name("equivalents.toml")
SCRATCH = Path(tempfile.gettempdir()) / f"hipwise-mutants-{os.getuid()}"
# The tests of a module, which are run before all others.
OWN = {
    "__main__.py": ("test_many_lines.py", "test_command_line.py", "test_document.py"),
    "api.py": ("test_questions_of_pages.py",),
    "card_checks.py": ("test_cards_in_languages.py", "test_library.py"),
    "change.py": ("test_change.py",),
    "combination.py": ("test_combination.py",),
    "due.py": ("test_due.py",),
    "eligibility.py": ("test_eligibility.py",),
    "entries.py": ("test_library.py",),
    "explain.py": ("test_explanations.py",),
    "findings.py": ("test_findings.py",),
    "history.py": ("test_input.py",),
    "inputs.py": ("test_input.py",),
    "library.py": ("test_library.py",),
    "library_checks.py": ("test_library.py",),
    "progression.py": ("test_stages.py", "test_explained_values.py"),
    "reading.py": ("test_input.py",),
    "selection.py": ("test_choice.py", "test_explanations.py"),
    "settings.py": ("test_questions_of_pages.py",),
    "sessions.py": ("test_sessions.py", "test_explanations.py"),
    "standstill.py": ("test_standstill.py",),
    "standing.py": ("test_explanations.py",),
    "summary.py": ("test_summary.py",),
    "unless.py": ("test_explanations.py", "test_nearest_change.py"),
    "words.py": ("test_explanations.py", "test_library.py"),
    "written.py": ("test_many_lines.py",),
}
# The files of tests/rules that are run first and last of the others, each of them quick for what it finds.
FIRST = ("test_reference_tables.py", "test_worked_cases.py", "test_own_cases.py")
LAST = (
    "test_chapters.py",
    "test_document.py",
    "test_library.py",
    "test_extremes.py",
    "test_many_lines.py",
    "test_properties.py",
    "test_what_is_unknown.py",
    "test_what_earns_nothing.py",
    "test_command_line.py",
    "test_coverage.py",
)
LEFT_OUT = ("test_proof.py",)  # runs mutants itself
# A page that is only compared with what is made from the rules proves nothing of them.
DESELECTED = "tests/rules/test_document.py::test_the_committed_document_is_what_the_reference_data_give"
# Modules that tell the decision in words, for pages. They decide nothing, and are held by their own tests.
TELLING = ("chapters.py", "document.py", "numbers.py", "tables.py", "used.py")
INTERNAL_ERROR = 3  # of pytest
NOTICED = (1, 2, -signal.SIGALRM)  # tests failed, could not be collected, or never ended
SECONDS = 180  # for one run of tests, before it counts as one that never ends
PYTEST_INI = """\
[pytest]
addopts = -x -q --no-header -p no:cacheprovider -p no:django -p no:randomly --import-mode=importlib --hypothesis-seed=0
filterwarnings =
    error
    ignore::pytest.PytestAssertRewriteWarning
"""
CONFTEST = """\
from hypothesis import Phase, settings

settings.register_profile("mutants", phases=[Phase.explicit, Phase.generate], database=None)
settings.load_profile("mutants")
"""


def all_mutants(only_file="") -> list[Mutant]:
    """Every mutant of the rules as they are now, or of one file of them: of the reference data, then of the code."""
    found = []
    for path in [*(RULES / "reference" / name for name in mutate_data.FILES), *sorted(RULES.glob("*.py"))]:
        if path.name in TELLING or only_file not in ("", path.name):
            continue
        mutate = mutate_code if path.suffix == ".py" else mutate_data
        found += mutate.mutants(path.name, path.read_text(encoding="utf-8"))
    return distinct(found)


# Trying one ----------------------------------------------------------------------------------------------------------


class Workshop:
    """A copy of the rules and their tests, in which one file at a time is broken."""

    def __init__(self, folder, quick=False):
        self.folder, self.quick = folder, quick
        shutil.rmtree(folder, ignore_errors=True)
        skip = shutil.ignore_patterns("__pycache__")
        shutil.copytree(RULES, folder / "rehab" / "rules", ignore=skip)
        shutil.copytree(ROOT / "tests" / "rules", folder / "tests" / "rules", ignore=skip)
        shutil.copytree(ROOT / "tests" / "proof", folder / "tests" / "proof", ignore=skip)
        for package in ("rehab", "tests"):
            (folder / package / "__init__.py").touch()
        (folder / "pytest.ini").write_text(PYTEST_INI, encoding="utf-8")
        (folder / "conftest.py").write_text(CONFTEST, encoding="utf-8")
        # By the hash of the source: a broken file and its repair may be written within the same second.
        compileall.compile_dir(folder, quiet=2, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
        self.tests = {path.name for path in (folder / "tests" / "rules").glob("test_*.py")} - {*LEFT_OUT}

    def rounds(self, module):
        """The files of tests, those that notice a change of this module soonest first."""
        own = OWN.get(module, ())
        between = sorted(self.tests - {*FIRST, *LAST, *own})
        rounds = ([*own, *FIRST], between, [name for name in LAST if name not in own])[: 1 if self.quick else None]
        return [[name for name in names if name in self.tests] for names in rounds]

    def notices(self, mutant=None) -> bool:
        """Whether the tests notice a mutant; None: the rules as they are."""
        if mutant is None:
            return any(self.fails(files) for files in self.rounds(""))
        path = self.folder / "rehab" / "rules" / mutant.path
        whole = path.read_text(encoding="utf-8")
        path.write_text(mutant.text, encoding="utf-8")
        try:
            return any(self.fails(files) for files in self.rounds(mutant.path))
        finally:
            path.write_text(whole, encoding="utf-8")

    def fails(self, files) -> bool:
        """Run these tests in a process of their own. True: one failed, could not begin, or did not come to an end."""
        child = os.fork()
        if child == 0:
            status = INTERNAL_ERROR
            try:
                status = self._tests(files)
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
        ended = os.waitstatus_to_exitcode(status)
        if ended not in (0, *NOTICED):
            raise RuntimeError(f"pytest ended with {ended}:\n{(self.folder / 'said.txt').read_text()[-2000:]}")
        return ended != 0

    def _tests(self, files):
        import pytest

        signal.alarm(SECONDS)
        os.chdir(self.folder)
        for name in [name for name in sys.modules if name.partition(".")[0] in ("rehab", "tests")]:
            del sys.modules[name]
        sys.path[:] = [str(self.folder), *(path for path in sys.path if Path(path or ".").resolve() != ROOT)]
        said = os.open("said.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        return int(
            pytest.main(["--deselect", DESELECTED, "--basetemp", "scratch", *(f"tests/rules/{name}" for name in files)])
        )


workshop = None


def _open_workshop(folder, quick):
    global workshop
    import hypothesis.strategies  # noqa: F401  so that every child has it already
    import pytest  # noqa: F401

    workshop = Workshop(folder / f"worker-{os.getppid()}-{os.getpid()}", quick)


def _try(mutant):
    return workshop.notices(mutant)


# All of them ---------------------------------------------------------------------------------------------------------


class Killed:
    """The mutants known to be killed, kept in a file by a digest of their text."""

    def __init__(self, path, fresh):
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        if fresh:
            path.unlink(missing_ok=True)
        self.known = set(path.read_text().split()) if path.exists() else set()

    @staticmethod
    def digest(mutant):
        return hashlib.sha256(f"{mutant.path}\n{mutant.text}".encode()).hexdigest()

    def __contains__(self, mutant):
        return self.digest(mutant) in self.known

    def add(self, mutant):
        with self.path.open("a") as file:
            file.write(self.digest(mutant) + "\n")


def equivalents(path=EQUIVALENTS, only_file="") -> dict[str, str]:
    """{name of a mutant: why no answer can differ}"""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", [])
    reasons = {name: row["reason"] for row in rows for name in row["mutants"]}
    return {name: why for name, why in reasons.items() if only_file in name.partition(" ")[0]}


def survivors(chosen, options, killed) -> list[Mutant]:
    """Those of these mutants that no test notices."""
    left = [mutant for mutant in chosen if mutant not in killed]
    found = []
    scratch = options.scratch
    with ProcessPoolExecutor(options.jobs, initializer=_open_workshop, initargs=(scratch, options.quick)) as pool:
        if pool.submit(_try, None).result():
            said = max(scratch.glob(f"worker-{os.getpid()}-*/said.txt"), key=os.path.getmtime)
            raise SystemExit(f"{said.read_text()}\nThe tests of tests/rules fail without any mutant.")
        for count, (mutant, noticed) in enumerate(zip(left, pool.map(_try, left), strict=True), 1):
            if noticed:
                killed.add(mutant)
            else:
                found.append(mutant)
                print(f"survived  {mutant.where}  {mutant.name}", flush=True)
            if count % 100 == 0:
                print(f"{count} of {len(left)}", flush=True)
    for folder in scratch.glob(f"worker-{os.getpid()}-*"):
        shutil.rmtree(folder, ignore_errors=True)
    return found


def main(arguments) -> int:
    options = _options(arguments)
    began = time.monotonic()
    every = all_mutants(options.file)
    chosen = [mutant for mutant in every if options.only in mutant.name]
    if options.sample:
        chosen = random.Random(options.seed).sample(chosen, min(options.sample, len(chosen)))
    alive = survivors(chosen, options, Killed(options.scratch / "killed", options.fresh))
    reasons = equivalents(options.equivalents, options.file)
    unexplained = [mutant for mutant in alive if mutant.name not in reasons]
    out_of_date = list(stale(reasons, every, chosen, alive))
    print(
        f"{len(chosen)} mutants of {len(every)}, {len(chosen) - len(alive)} killed, "
        f"{len(alive) - len(unexplained)} equivalent, {len(unexplained)} survived; {time.monotonic() - began:.0f} s"
    )
    for mutant in unexplained:
        print(f"SURVIVED  {mutant.where}  {mutant.name}")
    for name, why in out_of_date:
        print(f"STALE     {EQUIVALENTS.name}: {name}: {why}")
    return 1 if unexplained or out_of_date else 0


def stale(reasons, every, chosen, alive):
    """The entries of equivalents.toml that are not equivalents (any more)."""
    names, tried, survived = ({mutant.name for mutant in some} for some in (every, chosen, alive))
    for name in reasons:
        if name not in names:
            yield name, "there is no such mutant"
        elif name in tried - survived:
            yield name, "it is killed"


def _options(arguments):
    parser = argparse.ArgumentParser(prog="prove mutants", description=__doc__.partition("\n")[0])
    add = parser.add_argument
    add("--file", default="", metavar="NAME", help="only the mutants of one file")
    add("--only", default="", metavar="TEXT", help="only those with this in their name (file, place, change)")
    add("--sample", type=int, metavar="N", help="only N of them, drawn by --seed")
    add("--seed", type=int, default=1)
    add("--quick", action="store_true", help="only the tests that are run first; to try the command out")
    add("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    add("--fresh", action="store_true", help="forget what was killed before")
    add("--scratch", type=Path, default=SCRATCH, help="where the copies and the results are kept")
    add("--equivalents", type=Path, default=EQUIVALENTS, help="the list of equivalent mutants")
    return parser.parse_args(arguments)
