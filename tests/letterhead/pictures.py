"""Files that somebody chooses as a logo."""

import io

from PIL import Image

INK = (28, 79, 138)


def as_file(picture, kind="PNG", **options) -> bytes:
    """The picture as the content of a file."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def drawn(width=300, height=200, mode="RGB", colour=INK):
    """A picture of one colour."""
    return Image.new(mode, (width, height), colour)


def read(png):
    """The picture in a PNG."""
    picture = Image.open(io.BytesIO(png), formats=["PNG"])
    picture.load()
    return picture
