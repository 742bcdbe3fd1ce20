"""Which colours can be read on paper."""

import re

from django.core.exceptions import ValidationError

HOUSE_COLOUR = "#0a454b"
# What WCAG 2.2 asks of text, success criterion 1.4.3.
LEAST_CONTRAST = 4.5
LIGHTEST, FLARE = 1.0, 0.05


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of a colour #rrggbb with white, from 1 to 21.

    It holds for text in the colour on white and for white text on it. Source: WCAG 2.2, contrast ratio and relative
    luminance, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
    """
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return (LIGHTEST + FLARE) / (0.2126 * red + 0.7152 * green + 0.0722 * blue + FLARE)


def _linear(part):
    """A part of an sRGB colour, from 0 to 1, as an amount of light."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def validate_readable_colour(colour):
    """Refuse what is no colour #rrggbb, and a colour that is too pale to be read on white paper."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", colour):
        raise ValidationError("Write the colour as # and six digits from 0 to 9 and a to f, like #0a454b.")
    contrast = contrast_with_white(colour)
    if contrast < LEAST_CONTRAST:
        # Cut and not rounded: what is refused never reads 4.50.
        raise ValidationError(
            f"This colour is too pale to be read on white paper: its contrast is {int(contrast * 100) / 100:.2f} to 1. "
            f"It needs {LEAST_CONTRAST} to 1 or more. Choose a darker one."
        )
