"""From the file that somebody chose to the logo that is printed: a fresh PNG with nothing of the file but its picture.

A file is bounded in bytes before it is looked at, and in pixels before it is decoded. What is kept is drawn anew, so
that comments, places, scripts and whatever was hung on the file are gone.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps

MOST_BYTES = 2**20
MOST_PIXELS, FEWEST_PIXELS = 3000, 40  # along each edge
# As large as it is printed, 50 × 16 mm, at 300 dots an inch.
PRINTED_PIXELS = (600, 190)
# Above so many bytes a logo is kept in 256 colours, which makes it at most twice as large as this.
MOST_KEPT_BYTES = 64 * 2**10
# A picture that is nowhere darker than this, of 255, is not seen on white paper.
PALEST = 215
KINDS = ("PNG", "JPEG")


class NotALogo(Exception):
    """Why a file cannot be the logo, in the words of whoever chose it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo as it is kept: a PNG of so many pixels."""

    png: bytes
    width: int
    height: int

    def __str__(self):
        return f"a new picture, {self.width} × {self.height} pixels"


def logo_from(content: bytes) -> Picture:
    """The logo in a file that holds a PNG or a JPEG. Raises NotALogo."""
    if len(content) > MOST_BYTES:
        raise NotALogo(f"The file is too large: choose one of at most {MOST_BYTES // 2**20} MB.")
    image = _on_white(_decoded(content))
    if image.convert("L").getextrema()[0] > PALEST:
        raise NotALogo("The picture is all but white: on paper nobody would see it. Choose one in a darker colour.")
    image.thumbnail(PRINTED_PIXELS, Image.Resampling.LANCZOS)
    png = _as_png(image)
    if len(png) > MOST_KEPT_BYTES:
        png = _as_png(image.quantize(256))
    return Picture(png, image.width, image.height)


def _decoded(content):
    """The picture, the right way up. Pillow stumbles over broken files in many ways: each of them is one answer."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # whatever another library in this process would put up with
    try:
        image = Image.open(io.BytesIO(content), formats=KINDS)
        _refuse_by_size(image.size)
        return ImageOps.exif_transpose(image)
    except NotALogo:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise NotALogo(_too_many_pixels("far more")) from bomb
    except Exception as fault:
        raise NotALogo(
            "This file cannot be read as a PNG or JPEG picture, whatever its name says. Choose another file."
        ) from fault


def _refuse_by_size(size):
    if max(size) > MOST_PIXELS:
        raise NotALogo(_too_many_pixels(f"{size[0]} × {size[1]}"))
    if min(size) < FEWEST_PIXELS:
        raise NotALogo(
            f"The picture has {size[0]} × {size[1]} pixels, too few to print well. It needs {FEWEST_PIXELS} or more "
            "each way."
        )


def _too_many_pixels(found):
    return f"The picture has too many pixels ({found}). Choose one of at most {MOST_PIXELS} each way."


def _on_white(image):
    """The picture in red, green and blue, and white where nothing is drawn: it is printed on white paper."""
    if image.mode.startswith("I"):  # grey in 16 bits
        image = image.point(lambda grey: grey / 256).convert("L")
    drawn = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("RGB")


def _as_png(image):
    """Only the picture: `info` holds what the file said beside it."""
    image.info = {}
    kept = io.BytesIO()
    image.save(kept, "PNG", optimize=True)
    return kept.getvalue()
