"""The printed sheet holds everything that a patient needs to follow the programme alone."""

import pytest

from rehab.handouts.sheet import sheet_html
from rehab.rules import LIBRARY
from tests.handouts.reading import pages, text
from tests.handouts.sheets import HOLD, PUSH, STRETCH, offer, right, sheet


def one_line(html):
    return " ".join(html.split())


@pytest.mark.parametrize(
    "words",
    [
        "Your goal: “Climb the stairs to my flat”",
        "The muscles at the front of your RIGHT hip are tight and weak.",
        "Give it 8 to 12 weeks.",
        "What you do: First 1 stretch, then 2 strength exercises.",
        "See us next: Monday 30 March 2026.",
        "Leave 1 day between strength days. Stretch first.",
        "Stop an exercise at once if it hurts sharply, hurts your back or knee, or you could fall.",
        "1 Quay Street, Harbour Town · 01234 567890",
        "To reach us: 01234 567890, desk@harbour.example",
    ],
)
def test_the_summary_says_what_it_is_for_and_when(typical, words):
    assert words in pages(typical)[0]


def test_every_exercise_is_there_with_its_steps_in_order(typical):
    said = text(typical)
    for number, exercise in enumerate((STRETCH, PUSH, HOLD), start=1):
        card = LIBRARY.card(exercise)
        own = said[said.index(f"{number} {card['name']}") :]
        assert len(card["steps"]) > 2
        places = [own.index(step) for step in card["steps"]]
        assert places == sorted(places)
        assert card["start"] in said
        assert card["set_up"] in said
        assert f"How it feels. {card['feel']}" in said
        assert f"Look out. {card['mistakes'][0]}" in said


def test_the_dosage_stands_in_words_beside_how_often(typical):
    said = text(typical)
    assert "Hold for 30 seconds. Do it 4 times. Rest for 15 seconds after each one. On 5 days a week." in said
    assert "Hold for 10 seconds. Do it 5 times. Rest for 10 seconds after each one. On 3 days a week." in said
    assert "You are at level 2. Now lift your heel 20 cm" in said


def test_every_exercise_names_its_side(typical):
    assert text(typical).count("Your RIGHT leg") == 3
    assert "LEFT" not in text(typical)


def test_the_steps_are_numbered(typical):
    assert all(f" {place}. " in pages(typical)[1] for place in range(1, 6))


def test_stretches_come_before_strengthening(typical):
    said = text(typical)
    names = [LIBRARY.card(exercise)["name"] for exercise in (STRETCH, PUSH, HOLD)]
    places = [said.index(f"{number} {name}") for number, name in enumerate(names, start=1)]
    assert places == sorted(places)


def test_the_traffic_light_has_numbers_and_words(typical):
    said = pages(typical)[0]
    assert "0–2 ✓ Go on." in said
    assert "3–5 ! Ease off." in said
    assert "Above 5 ✗ Stop and call us." in said


def test_the_traffic_light_follows_the_settings(typical):
    limits = sheet().limits
    changed = type(limits)(10, 1, 4, 1, 7, 3, 1)
    html = one_line(sheet_html(sheet(limits=changed), "A4"))
    assert all(words in html for words in ("0–1 ✓", "2–4 !", "Above 4 ✗"))
    assert "2 ✓" not in html


def test_the_next_morning_has_its_own_rule(typical):
    said = pages(typical)[0]
    assert "The next morning, give them a number again. Is it above 2? You did too much." in said
    assert "Is it above 5, or does this happen twice in 7 days? Stop and call us." in said


def test_when_to_get_help_names_every_red_flag_by_urgency(typical):
    said = pages(typical)[0]
    emergency, urgent = said.split("Stop, and call us or your doctor today if:")
    for flag in LIBRARY.red_flags.values():
        assert flag.patient_words in (emergency if flag.urgency == "emergency" else urgent)


def test_a_precaution_brings_its_warning():
    warning = LIBRARY.precautions["anticoagulant"].warning_patient
    assert warning in one_line(sheet_html(sheet(warnings=(warning,)), "A4"))


def test_the_ladder_has_a_box_for_each_clean_session_and_marks_the_level(typical):
    said = text(typical)
    ladder = said[said.index("When to move up") : said.index("Your log")]
    assert "3 ticks in a row: go up one level, no more." in ladder
    assert (
        "1 A light push. Push lightly. If your full strength is 10, use 3. Keep both hands on the chair. you are here"
        in ladder
    )
    assert ladder.count("you are here") == 2
    levels = len(LIBRARY.card(PUSH)["levels"]) + len(LIBRARY.card(HOLD)["levels"])
    assert ladder.count("☐") + ladder.count("☑") == 3 * levels
    assert ladder.count("☑") == 3


def test_clean_sessions_so_far_are_ticked_already():
    side = right(STRETCH)
    side = type(side)(**{**_fields(side), "strengthening": (offer("right", PUSH, 1, streak=2),)})
    html = one_line(sheet_html(sheet(side), "A4"))
    assert html.count("☑") == 2


def _fields(side):
    return {name: getattr(side, name) for name in side.__dataclass_fields__}


def test_the_log_has_a_column_for_each_thing_and_a_row_for_each_session(typical):
    said = pages(typical)[-1]
    own = "Level Done in full Moved well Symptoms 0–10"
    assert "2 Kneeling knee push, RIGHT 3 Lying leg hold, RIGHT Next morning" in said
    assert f"{own} {own} Symptoms 0–10, RIGHT" in said
    html = sheet_html(sheet(), "A4")
    rows = html[html.index("Your log") :].split("<tbody>")[1].split("</tbody>")[0]
    assert rows.count("<tr>") == 12
    assert rows.count("<td>") == 12 * (1 + 4 + 4 + 1)


def test_where_nothing_is_strengthened_stretches_have_a_box_for_each_day_of_each_week():
    html = sheet_html(sheet(right(STRETCH)), "A4")
    assert html.partition("Your stretches")[2].count("☐") == 4 * 5
    assert "These ticks are for you." in html
    assert "Your log" not in html


def test_stretches_are_not_ticked_beside_a_log_of_sessions(typical):
    assert "Your stretches" not in text(typical)


def test_the_ladder_begins_one_level_below_where_the_patient_is():
    exercise = LIBRARY.card("standing_hip_flexion")
    html = one_line(sheet_html(sheet(right(("standing_hip_flexion", 4))), "A4"))
    ladder = html[html.index("When to move up") : html.index("Your log")]
    assert [level["title"] in ladder for level in exercise["levels"]] == [False, False, True, True]


def test_every_page_says_whose_it_is_and_where_it_comes_from(typical):
    every = pages(typical)
    for place, said in enumerate(every, start=1):
        assert "Harbour Physio" in said
        assert "Maria Silva · born 14 May 1961 · No. H-1001" in said
        assert "Handout 3 · 2 March 2026 · Ana Ruiz, Physiotherapist" in said
        assert f"Page {place} of {len(every)}" in said


def test_a_preview_says_that_it_is_one():
    html = sheet_html(sheet(number=None), "A4")
    assert "Preview, not issued" in html
    assert "Handout None" not in html


def test_a_side_that_rests_is_named():
    rests = "Your LEFT leg has a break. Do no exercises for it until we tell you to."
    assert rests in sheet_html(sheet(not_now=(rests,)), "A4")


def test_a_word_from_the_clinician_stands_in_the_summary():
    html = sheet_html(sheet(note="Use the high bed."), "A4")
    assert "<b>From Ana Ruiz:</b> <bdi>Use the high bed.</bdi>" in html


def test_nothing_is_promised_that_is_not_known(typical):
    said = text(typical).lower()
    for word in ("posture", "tilt", "cure", "heal", "pain-free", "pain free", "guarantee", "prevent", "lordosis"):
        assert word not in said


def test_what_is_typed_is_printed_as_text():
    typed = "<script>alert(1)</script><link rel=attachment href='file:///etc/passwd'>{{7*7}}"
    html = sheet_html(sheet(goal=typed, note=typed), "A4")
    assert "<script>" not in html
    assert "<link" not in html
    assert "{{7*7}}" in html
