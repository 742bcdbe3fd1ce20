"""Figures for `manage.py trust_report`: a test that measures something says how much of it, and with which seed.

    def test_exactly_one_of_fifty_writers_wins(figure):
        ...
        figure("racing writers", 50, seed=SEED)

Loaded as a plugin (`-p tests.figures --figures=FILE`), it runs the tests that give a figure, and those alone, and
writes what they gave to FILE as JSON: [{"what", "count", "of", "seed", "test"}].
"""

import json
from pathlib import Path

import pytest


@pytest.fixture
def figure(record_property):
    """Tell the trust report a figure: `count` of `what`, out of `of` where not all had to be, drawn from `seed`."""

    def tell(what, count, *, of=None, seed=None):
        record_property("figure", {"what": what, "count": count, "of": of, "seed": seed})

    return tell


def pytest_addoption(parser):
    parser.addoption("--figures", metavar="FILE", help="run the tests that give a figure and write the figures to FILE")


def pytest_configure(config):
    if config.getoption("--figures"):
        config.pluginmanager.register(_Gathering(Path(config.getoption("--figures"))))


class _Gathering:
    def __init__(self, path):
        self.path, self.figures = path, []

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config, items):
        others = [item for item in items if "figure" not in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in set(others)]

    def pytest_runtest_logreport(self, report):
        if report.when == "call" and report.passed:
            given = [value for name, value in report.user_properties if name == "figure"]
            self.figures.extend({**one, "test": report.nodeid} for one in given)

    def pytest_sessionfinish(self):
        self.path.write_text(json.dumps(self.figures), encoding="utf-8")
