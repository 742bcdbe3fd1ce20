"""Letters and figures as lines, so that a drawing looks the same whichever fonts there are."""

from rehab.drawings.geometry import plus
from rehab.drawings.paper import INK, LINE, Shape

# Each sign as open lines through points in a box 6 wide and 10 high. A point given twice is a corner.
SIGNS = {
    "0": [
        [(3, 10), (0.9, 8.4), (0.4, 5), (0.9, 1.6), (3, 0), (5.1, 1.6), (5.6, 5), (5.1, 8.4), (3, 10)],
    ],
    "1": [
        [(1.2, 7.8), (3.6, 10), (3.6, 10), (3.6, 0)],
    ],
    "2": [
        [(0.6, 7.8), (1.4, 9.4), (3, 10), (4.8, 9.3), (5.4, 7.4), (4.4, 5), (0.6, 0), (0.6, 0), (5.8, 0)],
    ],
    "3": [
        [(0.6, 8.7), (2.8, 10), (5, 8.9), (5, 6.5), (2.6, 5.2), (2.6, 5.2), (5.2, 4), (5.4, 1.4), (3, 0), (0.4, 1.4)],
    ],
    "5": [
        [
            (5.2, 10),
            (1.3, 10),
            (1.3, 10),
            (0.9, 5.4),
            (0.9, 5.4),
            (3.2, 6.2),
            (5.5, 4.6),
            (5.5, 1.6),
            (3, 0),
            (0.4, 1.2),
        ],
    ],
    "c": [
        [(5.3, 5.5), (3.2, 6.8), (0.9, 5.4), (0.9, 1.4), (3.2, 0), (5.3, 1.3)],
    ],
    "m": [
        [(0.4, 6.8), (0.4, 0)],
        [(0.4, 4.6), (1.9, 6.7), (3.1, 5), (3.1, 5), (3.1, 0)],
        [(3.1, 4.6), (4.6, 6.7), (5.8, 5), (5.8, 5), (5.8, 0)],
    ],
    "D": [
        [(0.8, 0), (0.8, 10), (0.8, 10), (3.4, 9.6), (5.5, 7), (5.5, 3), (3.4, 0.4), (0.8, 0), (0.8, 0)],
    ],
    "G": [
        [(5.4, 7.9), (3.2, 10), (0.8, 8), (0.4, 5), (0.8, 2), (3.2, 0), (5.5, 1.8), (5.6, 4.4), (5.6, 4.4), (3.4, 4.4)],
    ],
    "I": [
        [(3, 10), (3, 0)],
    ],
    "L": [
        [(1, 10), (1, 0), (1, 0), (5.5, 0)],
    ],
    "P": [
        [(0.9, 0), (0.9, 10), (0.9, 10), (4.4, 9.7), (5.6, 7.4), (4.4, 5), (0.9, 4.8)],
    ],
    "R": [
        [(0.9, 0), (0.9, 10), (0.9, 10), (4.4, 9.7), (5.6, 7.4), (4.4, 5), (0.9, 4.8)],
        [(3.2, 4.8), (5.7, 0)],
    ],
}
WIDTH, HEIGHT, ADVANCE = 6, 10, 8.8


def written(text, about, *, high, colour=INK, width=LINE, shift=(0, 0)):
    """The shapes of a text whose middle lies at a point, `high` in cm. Raises KeyError for a sign that is not drawn."""
    scale = high / HEIGHT
    start = -((len(text) - 1) * ADVANCE + WIDTH) / 2
    strokes = tuple(
        [plus(shift, (start + number * ADVANCE + x, y - HEIGHT / 2), scale) for x, y in stroke]
        for number, sign in enumerate(text)
        for stroke in SIGNS[sign]
    )
    return [Shape(strokes, line=colour, width=width, closed=False, about=tuple(about))]
