"""Every picture of the library, posed once, and every file as the poses give it."""

import pytest

from rehab.drawings.frames import posed
from rehab.drawings.pictures import SIDES, drawn, pictures


@pytest.fixture(scope="session")
def posed_frames():
    """[(picture, number of the position from 1, its frame, its skeleton)] of every picture."""
    return [
        (picture, number, frame, posed(frame))
        for picture in pictures()
        for number, frame in enumerate(picture.frames, start=1)
    ]


@pytest.fixture(scope="session")
def drawn_files():
    """{file name: SVG} as the poses give them, in English."""
    return {picture.file(side): drawn(picture, side) for picture in pictures() for side in SIDES}
