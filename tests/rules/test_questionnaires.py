"""What a score of a questionnaire can be, and the answers to how the hip has changed."""

from rehab.rules import GLOBAL_CHANGE, QUESTIONNAIRES


def test_the_limits_are_those_of_the_questionnaires():
    limits = {one.id: (one.minimum, one.maximum, one.better) for one in QUESTIONNAIRES.values()}
    assert limits == {"lefs": (0, 80, "more"), "hagos": (0, 100, "more"), "hoos": (0, 100, "more")}


def test_each_has_its_own_scales():
    scales = {one.id: tuple(one.scales) for one in QUESTIONNAIRES.values()}
    common = ("symptoms", "pain", "daily_living", "sport")
    assert scales == {
        "lefs": ("total",),
        "hagos": (*common, "participation", "quality_of_life"),
        "hoos": (*common, "quality_of_life"),
    }


def test_the_ratings_go_from_worst_to_best_with_the_same_in_the_middle():
    answers = [value for value, _ in GLOBAL_CHANGE]
    assert answers == ["much_worse", "worse", "little_worse", "same", "little_better", "better", "much_better"]
