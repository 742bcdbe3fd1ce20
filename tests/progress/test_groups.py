"""What is told of a group gives away nobody: people are counted, small groups are kept back, and what tells of them."""

import pytest

from rehab.progress.groups import SMALLEST_GROUP, in_parts, middle


def people(**counts):
    """(person, part) of as many people in each part."""
    return [(f"{part}{number}", part) for part, count in counts.items() for number in range(count)]


def told(figure):
    return {part.name: part.count for part in figure.parts}


def test_five_people_are_the_smallest_group_that_is_told():
    assert SMALLEST_GROUP == 5
    assert in_parts("change", "MMT", people(a=4)).total is None
    assert told(in_parts("change", "MMT", people(a=4))) == {}
    assert told(in_parts("change", "MMT", people(a=5))) == {"a": 5}


@pytest.mark.parametrize(
    ("counted", "shown"),
    [
        ({"a": 7, "b": 5}, {"a": 7, "b": 5}),
        ({"a": 7, "b": 4}, {"a": None, "b": None}),
        ({"a": 9, "b": 7, "c": 1}, {"a": 9, "b": None, "c": None}),
        ({"a": 9, "b": 4, "c": 1}, {"a": 9, "b": None, "c": None}),
        ({"a": 9, "b": 3, "c": 1}, {"a": None, "b": None, "c": None}),
        ({"a": 9, "b": 8, "c": 2, "d": 2}, {"a": 9, "b": None, "c": None, "d": None}),
    ],
    ids=str,
)
def test_a_small_part_is_kept_back_with_others_until_the_total_less_the_rest_is_no_small_group(counted, shown):
    figure = in_parts("change", "MMT", people(**counted))
    assert told(figure) == shown
    assert figure.total == sum(counted.values())


def test_what_is_told_never_leaves_one_to_four_people_for_what_is_not():
    """Every way of having up to eight people in each of three parts."""
    for counts in ((a, b, c) for a in range(9) for b in range(a + 1) for c in range(b + 1)):
        figure = in_parts("change", "MMT", people(a=counts[0], b=counts[1], c=counts[2]))
        if figure.total is not None:
            rest = figure.total - sum(part.count or 0 for part in figure.parts)
            hidden = [part.name for part in figure.parts if part.count is None]
            assert rest == 0 or (rest >= 5 and len(hidden) > 1), counts
            assert all(part.count is None or part.count >= 5 for part in figure.parts), counts


def test_somebody_with_two_sides_is_one_person():
    four = [(person, "better") for person in range(4) for _ in ("left", "right")]
    assert in_parts("change", "MMT", four).total is None
    five = [*four, (4, "better")]
    assert told(in_parts("change", "MMT", five)) == {"better": 9}


def test_what_is_kept_back_stands_in_an_order_that_says_nothing():
    for counts in ({"x": 1, "a": 7}, {"x": 7, "a": 1}):
        assert [part.name for part in in_parts("change", "MMT", people(**counts)).parts] == ["a", "x"]


def test_a_share_is_of_the_whole_group():
    figure = in_parts("change", "MMT", people(a=10, b=5))
    assert [(part.name, part.percent) for part in figure.parts] == [("a", 67), ("b", 33)]


def test_a_median_is_told_of_five_people_and_not_of_four():
    values = [10, 20, 30, 40, 90]
    assert middle("stage", "stage 1", enumerate(values), "days").value == 30
    assert middle("stage", "stage 1", enumerate(values[:4]), "days").value is None
    assert middle("stage", "stage 1", [(place % 4, value) for place, value in enumerate(values)], "days").total is None
