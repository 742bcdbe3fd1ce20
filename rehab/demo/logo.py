"""The demo clinic's logo: a sun over two waves."""

import io

from PIL import Image, ImageDraw

COLOUR = "#1c4f8a"
WIDTH, HEIGHT = 480, 300
SUN = (110, 0, 370, 260)
WAVES = (140, 210)  # how far down each one begins
TROUGH, LINE = (120, 70), 24


def drawn_logo() -> bytes:
    """The picture as a PNG, as a clinic would upload it."""
    logo = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen = ImageDraw.Draw(logo)
    pen.pieslice(SUN, 180, 360, fill=COLOUR)
    wide, deep = TROUGH
    for down in WAVES:
        for left in range(0, WIDTH, wide):
            pen.arc((left, down - deep, left + wide, down + deep), 0, 180, fill=COLOUR, width=LINE)
    file = io.BytesIO()
    logo.save(file, "PNG")
    return file.getvalue()
