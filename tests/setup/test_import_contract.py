"""Imports run one way. The contract in pyproject.toml holds, and it finds what breaks it."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PACKAGES = [
    "clinic",
    "clinic.accounts",
    "clinic.audit",
    "clinic.drafts",
    "clinic.letterhead",
    "clinic.people",
    "clinic.sign_in",
    "rehab",
    "rehab.assessments",
    "rehab.handouts",
    "rehab.patients",
    "rehab.programmes",
    "rehab.progress",
    "rehab.records",
    "rehab.rules",
    "rehab.thresholds",
]


def broken_contracts(folder):
    """The output of import-linter on `folder` where a contract is broken, else an empty text."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    result = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    output = result.stdout + result.stderr
    assert "Contracts:" in output, output
    return output if result.returncode else ""


@pytest.fixture
def tiny(tmp_path):
    """A tree with our packages, empty, under our contract. Call it with a module and its source to add that."""
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)

    def add(module, source):
        path = tmp_path.joinpath(*module.split(".")).with_suffix(".py")
        path.write_text(source)
        return tmp_path

    for package in PACKAGES:
        tmp_path.joinpath(*package.split(".")).mkdir()
        add(f"{package}.__init__", "")
    return add


def test_the_code_keeps_the_contract():
    assert broken_contracts(PROJECT) == ""


def test_a_tree_that_imports_downwards_keeps_the_contract(tiny):
    tiny("rehab.progress.views", "import rehab.programmes, rehab.rules")
    assert broken_contracts(tiny("rehab.patients.views", "import clinic.audit, rehab.rules")) == ""


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("clinic.accounts.models", "import clinic.audit"),
        ("clinic.audit.models", "import rehab.patients"),
        ("clinic.audit.models", "import clinic.people"),
        ("clinic.sign_in.models", "import clinic.drafts"),
        ("clinic.people.models", "import rehab.patients"),
        ("rehab.thresholds.models", "import rehab.patients"),
        ("rehab.patients.views", "import rehab.assessments"),
        ("rehab.assessments.actions", "def late():\n    from rehab.programmes import __name__"),
        ("rehab.programmes.queries", "import rehab.progress"),
        ("rehab.programmes.views", "import rehab.handouts"),
        ("rehab.progress.views", "import rehab.handouts"),
        ("rehab.handouts.views", "import rehab.records"),
    ],
)
def test_an_upward_import_breaks_it(tiny, module, source):
    assert module in broken_contracts(tiny(module, source))


def test_an_upward_import_through_a_module_outside_the_layers_breaks_it(tiny):
    tiny("clinic.shared", "import rehab.programmes")
    assert "clinic.shared" in broken_contracts(tiny("rehab.patients.models", "import clinic.shared"))


@pytest.mark.parametrize("source", ["import clinic", "from rehab.patients import __name__", "import django"])
def test_rules_that_import_ours_or_a_framework_break_it(tiny, source):
    assert "rehab.rules.findings" in broken_contracts(tiny("rehab.rules.findings", source))


def test_rules_that_reach_ours_through_another_module_break_it(tiny):
    tiny("rehab.shared", "import rehab.patients")
    assert "rehab.shared" in broken_contracts(tiny("rehab.rules.findings", "import rehab.shared"))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("rehab.patients.models", "import rehab.patients.actions"),
        ("rehab.patients.actions", "import rehab.patients.views"),
    ],
)
def test_inside_an_app_models_and_actions_do_not_look_up(tiny, module, source):
    for name in ("models", "actions", "views"):
        tiny(f"rehab.patients.{name}", "")
    assert module in broken_contracts(tiny(module, source))


def test_the_rules_import_only_themselves_and_the_standard_library():
    for path in sorted((PROJECT / "rehab" / "rules").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module] if node.level == 0 else []
            for name in names:
                ours = name == "rehab.rules" or name.startswith("rehab.rules.")
                assert ours or name.split(".")[0] in sys.stdlib_module_names, f"{path.name} imports {name}"
