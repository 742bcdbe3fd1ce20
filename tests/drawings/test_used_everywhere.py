"""The drawing of an exercise, at its level and side, stands wherever the exercise is chosen, read or logged."""

import re

import pytest
from django.urls import reverse

from rehab.drawings.pictures import SIDES, pictures
from rehab.handouts.queries import handout_context
from rehab.patients.actions import set_circumstances
from rehab.programmes.actions import start_programme
from rehab.rules import LIBRARY
from tests.pages import text
from tests.programmes.conftest import START, TODAY
from tests.programmes.findings import SHORT_AND_WEAK, examined

ACTIVATION, HOLD, STRETCH = (
    "half_kneeling_activation-1-right.svg",
    "supine_hip_flexion_hold-1-right.svg",
    "half_kneeling_stretch-right.svg",
)


def shown(client, name, *args):
    """[(file, alternative text)] of every drawing on a page."""
    page = text(client.get(reverse(name, args=args)))
    images = re.findall(r'<img class="drawing"[^>]*>', page)
    found = [
        (re.search(r'src="[^"]*/([\w-]+?)(?:\.\w{12})?\.svg"', one), re.search(r'alt="([^"]*)"', one)) for one in images
    ]
    return [(f"{file[1]}.svg", alt[1]) for file, alt in found]


@pytest.fixture
def assessment(ana, marias_episode):
    return examined(marias_episode, by=ana, on=START, right=SHORT_AND_WEAK)


def test_the_proposal_shows_what_it_proposes_at_its_level(as_ana, assessment):
    found = dict(shown(as_ana, "programmes:proposal", assessment.pk))
    assert set(found) == {STRETCH, ACTIVATION, HOLD}
    assert found[STRETCH].startswith("Kneeling hip stretch. Trained side: right.")


def test_the_log_grid_shows_each_column_and_leaves_its_words_to_the_heading(as_ana, ana, assessment):
    programme = start_programme(by=ana, assessment=assessment, started_on=START)
    assert shown(as_ana, "programmes:log", programme.pk) == [(ACTIVATION, ""), (HOLD, "")]


def test_the_handout_shows_what_is_done_with_the_equipment_at_hand(ana, maria, assessment):
    set_circumstances(by=ana, patient=maria, holds_from=START, precautions=["kneeling_intolerance"], equipment=["band"])
    programme = start_programme(by=ana, assessment=assessment, started_on=START)
    exercises = handout_context(programme, TODAY, by=ana).exercises
    files = {picture.file for exercise in exercises for picture in exercise.pictures}
    assert HOLD in files
    assert len(files) == len(exercises)
    assert files <= {picture.file(side) for picture in pictures() for side in SIDES}


def test_the_library_shows_each_exercise_once_and_a_card_every_look_of_both_sides(as_ana):
    assert len(shown(as_ana, "library:exercises")) == len(LIBRARY.exercises)
    looks = {picture.file(side) for picture in pictures() for side in SIDES if picture.exercise == "step_over_drill"}
    assert {file for file, _ in shown(as_ana, "library:exercise", "step_over_drill")} == looks
    assert len(looks) == 8


def test_the_contact_sheet_shows_every_drawing_there_is_and_says_what_each_shows(as_ana):
    found = shown(as_ana, "library:drawings")
    assert sorted(file for file, _ in found) == sorted(picture.file(side) for picture in pictures() for side in SIDES)
    assert all("Trained side: " in alt for _, alt in found)
