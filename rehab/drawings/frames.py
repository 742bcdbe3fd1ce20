"""A whole picture: its frames with figure, things and marks side by side or one above the other, as SVG."""

from html import escape

from rehab.drawings import frontal, marks, things
from rehab.drawings.figure import side_view
from rehab.drawings.geometry import plus, sampled
from rehab.drawings.paper import EVERY_SHAPE, MM_PER_UNIT, UNITS_PER_CM, WHITE, Paper
from rehab.drawings.poses import skeleton

MARGIN_CM, GAP_CM, FLOOR_CM = 2.0, 5.0, 1.5
WIDEST_CM = 200  # 5 cm of paper at the smallest size


def posed(frame):
    """The skeleton of a frame, seen from the side where it names no other view."""
    return frontal.skeleton(frame) if "view" in frame else skeleton(frame)


def shapes_of(frame, first, letters, *, number=None):
    """The shapes of one frame in drawing order. `first` is the skeleton of the first frame, where arrows start."""
    made = posed(frame)
    rows = frame.get("things", [])
    shapes = [shape for row in rows for shape in things.behind(row, made)]
    regions = [
        shape
        for row in frame.get("regions", [])
        for shape in marks.region(row["kind"], marks.muscle(row["muscle"], made, row.get("side", "near")))
    ]
    trained = frame.get("trained", ["near"])
    if "view" in frame:
        figure = frontal.view(made, trained=trained, on_body=regions)
    else:
        figure = side_view(made, trained=trained, on_body=regions)
    if any(row["thing"] == "floor" for row in rows):
        left, _, right, _ = bounds([*shapes, *figure])
        shapes.append(things.line((left - FLOOR_CM, 0), (right + FLOOR_CM, 0)))
    shapes += figure
    shapes += [shape for row in rows for shape in things.in_front(row, made)]
    for row in frame.get("arrows", []):
        shapes += marks.arrow(row, first, made)
    for row in frame.get("measures", []):
        shapes += marks.measure(row)
    for name, side_letter in zip(("badge", "far_badge"), letters, strict=True):
        if name in frame:
            shapes += marks.badge(side_letter, things.point_of(made, frame[name]))
    if "hold" in frame:
        shapes += marks.hold(things.point_of(made, frame["hold"]))
    if number and "number" in frame:
        shapes += marks.frame_number(number, frame["number"])
    return shapes


def bounds(shapes):
    """(left, bottom, right, top) in cm of all that the shapes cover, their lines included."""
    boxes = [_bounds(shape) for shape in shapes]
    return tuple(choose(edge) for choose, edge in zip((min, min, max, max), zip(*boxes, strict=True), strict=True))


def _bounds(shape):
    half = shape.width / UNITS_PER_CM / 2 if shape.line else 0
    points = [p for points in shape.outlines for p in (sampled(points, shape.closed, 3) if shape.smooth else points)]
    if shape.about:
        points = [plus(shape.about, point) for point in points]
    xs, ys = zip(*points, strict=True)
    return min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half


def svg(frames, *, mirrored, letters, title, description, language) -> str:
    """The frames of a picture as an SVG file.

    `mirrored` faces the other way; `letters` stand on the near and on the far side.
    """
    first = posed(frames[0])
    numbers = range(1, len(frames) + 1) if len(frames) > 1 else [None]
    drawn = [shapes_of(frame, first, letters, number=number) for frame, number in zip(frames, numbers, strict=True)]
    boxes = [bounds(shapes) for shapes in drawn]
    stacked = sum(box[2] - box[0] for box in boxes) + GAP_CM * (len(boxes) - 1) + 2 * MARGIN_CM > WIDEST_CM
    width, height, corners = _stack(boxes, mirrored) if stacked else _row(boxes)
    body = []
    for shapes, box, (x, y) in zip(drawn, boxes, corners, strict=True):
        left, _, right, top = box
        paper = Paper(left - x, top + y, mirrored_at=left + right if mirrored else None)
        body += [paper.write(shape) for shape in shapes]
    wide, high = round(width * UNITS_PER_CM), round(height * UNITS_PER_CM)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{language}" viewBox="0 0 {wide} {high}"'
        f' width="{wide * MM_PER_UNIT:.2f}mm" height="{high * MM_PER_UNIT:.2f}mm"'
        f" {EVERY_SHAPE}>"
        f"<title>{escape(title, quote=False)}</title><desc>{escape(description, quote=False)}</desc>"
        f'<rect width="{wide}" height="{high}" fill="{WHITE}" stroke="none"/>{"".join(body)}</svg>\n'
    )


def _row(boxes):
    """Frames side by side on one ground: (width, height, corners from the picture's top left), in cm."""
    top, bottom = max(box[3] for box in boxes), min(box[1] for box in boxes)
    x, corners = MARGIN_CM, []
    for left, _, right, high in boxes:
        corners.append((x, MARGIN_CM + top - high))
        x += right - left + GAP_CM
    return x - GAP_CM + MARGIN_CM, top - bottom + 2 * MARGIN_CM, corners


def _stack(boxes, mirrored):
    """Frames one above the other, in line at the edge behind the figure."""
    y, corners = MARGIN_CM, []
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    for box in boxes:
        corners.append((MARGIN_CM + (right - box[2] if mirrored else box[0] - left), y))
        y += box[3] - box[1] + GAP_CM
    return right - left + 2 * MARGIN_CM, y - GAP_CM + MARGIN_CM, corners
