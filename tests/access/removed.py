"""A plugin that runs tests without one filter of rows: they must fail.

pytest -p tests.access.removed --without "rehab/patients/queries.py lookalikes" tests/patients
"""

import pytest


def pytest_addoption(parser):
    parser.addoption("--without", metavar="FILTER", help="the file and function of a filter to be taken away")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    from tests.access.filters import all_filters, without  # after Django is set up

    taken = [one for one in all_filters() if str(one) == item.config.getoption("--without")]
    assert taken, "no such filter"
    with without(*taken):
        return (yield)
