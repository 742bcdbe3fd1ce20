"""From whatever file somebody chooses, only a picture is kept, drawn anew; what is none is refused in plain words."""

import contextlib
import random
import struct
import zlib

import pytest
from PIL import Image, ImageFile, PngImagePlugin

from clinic.letterhead import logos
from clinic.letterhead.logos import NotALogo, logo_from
from tests.letterhead.pictures import INK, as_file, drawn, read

PNG, JPEG = as_file(drawn()), as_file(drawn(), "JPEG")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n"


def colour_at(picture, x, y):
    return picture.convert("RGB").getpixel((x, y))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_that_claims(width, height):
    """A PNG of a few bytes whose head names a size that it does not hold."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("content", [PNG, JPEG, as_file(drawn(mode="CMYK", colour=(200, 120, 0, 60)), "JPEG")])
def test_a_png_and_a_jpeg_become_a_png(content):
    logo = logo_from(content)
    assert read(logo.png).size == (logo.width, logo.height) == (285, 190)


def test_it_is_as_large_as_it_is_printed_and_keeps_its_shape():
    wide, tall, small = (logo_from(as_file(drawn(*size))) for size in ((3000, 500), (500, 3000), (60, 40)))
    assert (wide.width, wide.height) == (600, 100)
    assert (tall.width, tall.height) == (32, 190)
    assert (small.width, small.height) == (60, 40)


def test_one_with_very_many_colours_is_kept_in_fewer_so_that_every_handout_stays_small():
    noise = Image.frombytes("RGB", (600, 190), random.Random(1).randbytes(600 * 190 * 3))
    assert len(logo_from(as_file(noise)).png) < 2 * logos.MOST_KEPT_BYTES


def test_nothing_of_the_file_is_kept_but_its_picture():
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "alert(1)", zip=False)
    exif = Image.Exif()
    exif[0x010E] = "51.5 N 0.1 W"
    hung_on = b"PK\x03\x04<script>alert(1)</script>"
    for content in (as_file(drawn(), pnginfo=said, exif=exif, dpi=(72, 72)), as_file(drawn(), "JPEG", exif=exif)):
        png = logo_from(content + hung_on).png
        assert read(png).info == {}
        assert not any(word in png for word in (b"alert", b"51.5", b"PK\x03\x04", b"eXIf", b"tEXt"))
        assert png.endswith(b"IEND\xaeB`\x82")


def test_it_stands_the_right_way_up():
    """A camera that was held sideways says so beside the picture."""
    picture = drawn(200, 100, colour="white")
    picture.paste(INK, (0, 0, 100, 100))
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = read(logo_from(as_file(picture, exif=exif)).png)
    assert kept.size == (95, 190)
    assert colour_at(kept, 47, 10) == INK
    assert colour_at(kept, 47, 180) == (255, 255, 255)


@pytest.mark.parametrize(
    ("picture", "options", "left"),
    [
        (drawn(mode="RGBA", colour=(*INK, 255)), {}, INK),
        (drawn(mode="L", colour=90), {}, (90, 90, 90)),
        (drawn(mode="LA", colour=(90, 255)), {}, (90, 90, 90)),
        (drawn(mode="I;16", colour=90 * 256), {}, (90, 90, 90)),
        (drawn().quantize(4), {}, INK),
        (drawn(mode="1", colour=0), {}, (0, 0, 0)),
    ],
    ids=["with transparency", "grey", "grey with transparency", "fine grey", "few colours", "two colours"],
)
def test_every_kind_of_picture_keeps_its_colours(picture, options, left):
    assert colour_at(read(logo_from(as_file(picture, **options)).png), 10, 10) == left


def test_where_nothing_is_drawn_it_is_white_like_the_paper():
    picture = drawn(mode="RGBA", colour=(0, 0, 0, 0))
    picture.paste((*INK, 255), (0, 0, 150, 200))
    kept = read(logo_from(as_file(picture)).png)
    assert kept.mode == "RGB"
    assert (colour_at(kept, 10, 10), colour_at(kept, 280, 10)) == (INK, (255, 255, 255))


OTHERS = {
    "nothing": b"",
    "the head of a PNG": b"\x89PNG\r\n\x1a\n",
    "SVG": SVG,
    "HTML": HTML,
    "PDF": PDF,
    **{kind: as_file(drawn(), kind) for kind in ("GIF", "WEBP", "BMP", "TIFF", "ICO")},
    "half a PNG": PNG[: len(PNG) // 2],
    "half a JPEG": JPEG[: len(JPEG) // 2],
    "a broken PNG": PNG[:40] + bytes(20) + PNG[60:],
    "HTML before a PNG": HTML + PNG,
    "a PDF before a JPEG": PDF + JPEG,
    "a GIF before a PNG": b"GIF89a" + PNG,
}


@pytest.mark.parametrize("content", OTHERS.values(), ids=OTHERS)
def test_what_is_no_png_or_jpeg_is_refused_whatever_its_name(content, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as the renderer of the PDFs has it
    with pytest.raises(NotALogo, match="cannot be read as a PNG or JPEG"):
        logo_from(content)


def test_broken_files_of_every_kind_get_an_answer():
    chance = random.Random(2)
    for whole in (PNG, JPEG):
        for _ in range(150):
            content = bytearray(whole)
            for _ in range(chance.randrange(1, 6)):
                content[chance.randrange(len(content))] = chance.randrange(256)
            with contextlib.suppress(NotALogo):
                read(logo_from(bytes(content)).png)


@pytest.mark.parametrize("size", [(3001, 100), (100, 3001), (10_000, 10_000), (60_000, 60_000)])
def test_one_with_too_many_pixels_is_refused_before_it_is_decoded(size, monkeypatch):
    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", lambda self: pytest.fail("It was decoded."))
    with pytest.raises(NotALogo, match=r"too many pixels .*at most 3000 each way"):
        logo_from(png_that_claims(*size))


def test_a_file_with_too_many_bytes_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(Image, "open", lambda *args, **kwargs: pytest.fail("It was opened."))
    with pytest.raises(NotALogo, match="at most 1 MB"):
        logo_from(PNG + bytes(logos.MOST_BYTES))


def test_text_packed_into_a_picture_is_not_unpacked_without_end():
    packed = chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(200 * 2**20), 9))
    assert len(packed) < logos.MOST_BYTES
    with pytest.raises(NotALogo, match="cannot be read"):
        logo_from(PNG[:33] + packed + PNG[33:])


def test_one_too_small_to_print_is_refused():
    with pytest.raises(NotALogo, match="39 × 200 pixels, too few"):
        logo_from(as_file(drawn(39, 200)))


@pytest.mark.parametrize(
    "picture", [drawn(colour="white"), drawn(mode="RGBA", colour=(*INK, 0)), drawn(colour="#f4f4d0")]
)
def test_one_that_nobody_would_see_on_paper_is_refused(picture):
    with pytest.raises(NotALogo, match="all but white"):
        logo_from(as_file(picture))
