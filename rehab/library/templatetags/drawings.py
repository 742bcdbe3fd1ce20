"""The drawings of the exercises on a page: the committed file, with its words for whoever cannot see it."""

import re
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html

from rehab.drawings.pictures import picture_of
from rehab.drawings.words import titled

register = template.Library()

PIXELS_A_MM = 96 / 25.4
SIZE = re.compile(r'width="([\d.]+)mm" height="([\d.]+)mm"')


@register.simple_tag
def exercise_drawing(exercise, level, side, equipment=(), says=True):
    """The drawing of an exercise at a level (None for a stretch; its lowest level where a programme has none yet).

    `equipment` are the kinds at hand. With `says` off it is silent, for places where the name stands beside it.
    """
    return image(picture_of(exercise, level, equipment), side, says=says)


@register.simple_tag
def picture_drawing(picture, side):
    """A Picture of rehab.drawings as an image."""
    return image(picture, side)


def image(picture, side, *, says=True):
    """The <img> of a picture with this side trained, in English: the pages are."""
    file = f"drawings/{picture.file(side)}"
    width, height = size_of(file)
    return format_html(
        '<img class="drawing" src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        static(file),
        titled(picture, side, "en") if says else "",
        round(width * PIXELS_A_MM),
        round(height * PIXELS_A_MM),
    )


@cache
def size_of(file) -> tuple[float, float]:
    """Width and height in mm of a drawing among the static files."""
    width, height = SIZE.search(Path(finders.find(file)).read_text(encoding="utf-8")).groups()
    return float(width), float(height)
