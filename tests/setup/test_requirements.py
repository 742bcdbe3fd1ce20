"""What is installed: every file named by its hash, from no address, and in step with pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text())
DEPENDENCIES = [Requirement(line) for line in PYPROJECT["project"]["dependencies"]]
TOOLS = [Requirement(line) for group in PYPROJECT["dependency-groups"].values() for line in group]


def pinned(name):
    """{package: (version, hashes)} of requirements/NAME.txt."""
    text = (PROJECT / "requirements" / f"{name}.txt").read_text()
    found = {}
    for entry in re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n?", "", text, flags=re.MULTILINE).strip()):
        package, version = re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", entry).groups()
        found[canonicalize_name(package)] = (version, re.findall(r"--hash=sha256:([0-9a-f]{64})\b", entry))
    return found


@pytest.mark.parametrize("name", ["base", "test"])
def test_every_package_has_a_version_and_hashes(name):
    packages = pinned(name)
    assert len(packages) > 10
    assert [package for package, (_, hashes) in packages.items() if not hashes] == []


@pytest.mark.parametrize("name", ["base", "test"])
def test_no_address_and_no_path_is_named(name):
    text = (PROJECT / "requirements" / f"{name}.txt").read_text()
    assert re.findall(r"https?:|file:|git\+|--(?:extra-)?index|--find-links|--trusted-host|(?:^|\s)/\w+", text) == []


@pytest.mark.parametrize(("name", "wanted"), [("base", DEPENDENCIES), ("test", DEPENDENCIES + TOOLS)])
def test_what_pyproject_asks_for_is_what_is_pinned(name, wanted):
    packages = pinned(name)
    for requirement in wanted:
        version, _ = packages[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement} is pinned to {version}: run bin/lock"


@pytest.mark.parametrize("name", ["base", "test"])
def test_nothing_is_pinned_that_nobody_asked_for(name):
    text = (PROJECT / "requirements" / f"{name}.txt").read_text()
    asked = {canonicalize_name(requirement.name) for requirement in DEPENDENCIES + TOOLS}
    for entry in re.split(r"\n(?=\S)", text.strip()):
        package = canonicalize_name(re.match(r"[A-Za-z0-9._-]+", entry).group())
        reasons = entry.partition("# via")[2]
        assert reasons, f"{package} has no reason"
        assert "hipwise" not in reasons or package in asked, f"{package} left pyproject.toml: run bin/lock"


def test_tests_run_on_the_versions_that_are_served():
    served, tested = pinned("base"), pinned("test")
    assert {package: tested.get(package) for package in served} == served
