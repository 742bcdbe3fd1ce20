"""The committed files are what the poses give: small, plain, and clear in print."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from rehab.drawings import paper
from rehab.drawings.__main__ import FOLDER, main
from rehab.drawings.pictures import SIDES, drawing, picture_of, pictures
from rehab.rules import LIBRARY

MOST_BYTES = 12_000
THINNEST_MM, PRINTED_MM = 0.5, 50
ELEMENTS = {"svg", "title", "desc", "rect", "path"}
ATTRIBUTES = {
    "role", "lang", "viewBox", "width", "height", "fill", "stroke", "stroke-width", "stroke-linejoin",
    "stroke-linecap", "d",
}  # fmt: skip


def elements(text):
    """Every element of a drawing as (name, attributes)."""
    return [(node.tag.partition("}")[2], node.attrib) for node in ET.fromstring(text).iter()]  # noqa: S314 our own files


def faults(text):
    """What a page, a PDF or a printer would not take well."""
    found, inside = [], elements(text)
    size = [int(number) for number in inside[0][1]["viewBox"].split()[2:]]
    if len(text.encode()) >= MOST_BYTES:
        found.append("too large")
    found += [f"element {name}" for name, _ in inside if name not in ELEMENTS]
    found += [f"attribute {key}" for _, given in inside for key in given if key not in ATTRIBUTES]
    found += ["address" for _, given in inside for value in given.values() if "url(" in value or ":" in value]
    widths = [float(given["stroke-width"]) for _, given in inside if "stroke-width" in given]
    if min(widths) / size[0] * PRINTED_MM < THINNEST_MM:
        found.append("thin line at 5 cm")
    if min(widths) * paper.MM_PER_UNIT < THINNEST_MM:
        found.append("thin line at its own size")
    return found


def test_the_committed_files_are_those_that_the_poses_give(drawn_files):
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*")}
    assert sorted(committed) == sorted(drawn_files), "run: python -m rehab.drawings"
    changed = [name for name, text in drawn_files.items() if committed[name] != text]
    assert changed == [], "run: python -m rehab.drawings"


def test_every_file_is_small_plain_and_drawn_in_lines_that_print(drawn_files):
    assert {name: wrong for name, text in drawn_files.items() if (wrong := faults(text))} == {}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("<desc>", "<style>path{}</style><desc>"), "element style"),
        (("<desc>", "<script>1</script><desc>"), "element script"),
        (('role="img"', 'role="img" style="color:red"'), "attribute style"),
        (('role="img"', 'role="img" onload="x"'), "attribute onload"),
        (('fill="#fff"', 'fill="url(#a)"'), "address"),
        (('stroke-width="10"', 'stroke-width="9"'), "thin line at 5 cm"),
        (("<desc>", "<desc>" + "x" * MOST_BYTES), "too large"),
    ],
)
def test_a_file_that_breaks_a_rule_is_found(drawn_files, change, fault):
    text = drawn_files["supine_hip_flexion_hold-1-left.svg"]
    assert fault in faults(text.replace(*change, 1))


def test_a_file_that_belongs_to_no_picture_is_removed(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("rehab.drawings.__main__.pictures", lambda: pictures()[:1])
    (tmp_path / "retired-left.svg").write_text("old")
    main(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(pictures()[0].file(side) for side in SIDES)
    assert "2 drawings" in capsys.readouterr().out


def test_every_exercise_and_level_has_a_picture_of_each_side():
    for exercise in LIBRARY.exercises.values():
        for level in [level.level for level in getattr(exercise, "levels", ())] or [None]:
            for side in SIDES:
                assert (FOLDER / picture_of(exercise.id, level).file(side)).is_file()


def test_levels_that_differ_in_more_than_load_look_different():
    for exercise in LIBRARY.strengthening.values():
        for level in exercise.levels:
            if level.changes in {"range", "complexity"}:
                assert picture_of(exercise.id, level.level) != picture_of(exercise.id, level.level - 1), exercise.id


def test_band_and_cable_have_pictures_of_their_own():
    band, cable = (picture_of("standing_hip_flexion", 1, [kind]) for kind in ("band", "cable"))
    assert (band.equipment, cable.equipment) == ("band", "cable")
    assert picture_of("standing_hip_flexion", 1) == band


def test_an_exercise_or_a_level_without_a_picture_is_an_error():
    with pytest.raises(KeyError):
        picture_of("no_such_exercise")
    with pytest.raises(KeyError):
        picture_of("hanging_knee_raise", 9)


def test_left_and_right_face_each_their_way_and_carry_their_letter():
    left, right = (drawing("resisted_march", 1, side) for side in SIDES)
    assert left != right
    assert re.search(r"Trained side: left\.", left)
    assert re.search(r"Trained side: right\.", right)


def test_fills_can_be_told_apart_in_grey():
    fills = {"trained": paper.TRAINED, "shorts": paper.SHORTS, "skin": paper.WHITE, "far shorts": paper.FAR_SHORTS}
    for (_, one), (_, other) in combinations(fills.items(), 2):
        if {one, other} != {paper.TRAINED, paper.FAR_SHORTS}:
            assert contrast(one, other) >= 1.5
    assert contrast(paper.FAR_INK, paper.WHITE) >= 3
    assert contrast(paper.INK, paper.SHORTS) >= 2


def contrast(one, other):
    """The contrast of two colours as print or a grey screen shows them."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    digits = colour.lstrip("#")
    pairs = [digit * 2 for digit in digits] if len(digits) == 3 else re.findall("..", digits)
    linear = [((int(pair, 16) / 255 + 0.055) / 1.055) ** 2.4 for pair in pairs]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
