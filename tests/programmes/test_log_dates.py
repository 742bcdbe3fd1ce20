"""Dates are read as people write them on paper, the day before the month."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab.programmes.written_dates import read_date
from tests.programmes.conftest import TODAY

FOURTH = datetime.date(2026, 2, 4)


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-04",
        "20260204",
        "4.2.",
        "4.2",
        "04.02.2026",
        "4. 2. 26",
        "4/2",
        "04/02/26",
        "4/2/2026",
        "4-2-26",
        "4 Feb",
        "4 feb.",
        "4 February",
        "4th February",
        "Wed 4 Feb",
        "Wednesday, 4 February 2026",
        "4feb",
        " 4  february 2026 ",
    ],
)
def test_the_fourth_of_february_in_many_hands(written):
    assert read_date(written, TODAY) == FOURTH


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2.3.", TODAY),
        ("3.3.", datetime.date(2025, 3, 3)),
        ("31.12.", datetime.date(2025, 12, 31)),
        ("29.2.", datetime.date(2024, 2, 29)),
        ("29.2.2024", datetime.date(2024, 2, 29)),
    ],
)
def test_without_a_year_the_latest_such_day_up_to_today_is_meant(written, meant):
    assert read_date(written, TODAY) == meant


def test_days_that_are_named_and_days_that_are_counted():
    assert read_date("today", TODAY) == TODAY
    assert read_date("Yesterday", TODAY) == datetime.date(2026, 3, 1)
    assert read_date("+2", TODAY, FOURTH) == datetime.date(2026, 2, 6)
    assert read_date("+ 3", TODAY, FOURTH) == datetime.date(2026, 2, 7)
    assert read_date("+2", TODAY) is None


@pytest.mark.parametrize(
    "written",
    [
        "",
        "4",
        "soon",
        "4 Brumaire",
        "4.13.",
        "0.2.",
        "31.2.",
        "29.2.2026",
        "2026-02-30",
        "4/2/026",
        "٤/٢",
        "+9999",
        "4//2",
    ],
)
def test_what_is_no_date_is_none(written):
    assert read_date(written, TODAY, FOURTH) is None


@given(st.text())
def test_no_text_breaks_it(text):
    read_date(text, TODAY, FOURTH)
