"""A clinic's colour can be read on white paper, whatever it is."""

import pytest
from django.core.exceptions import ValidationError

from clinic.accounts.colours import HOUSE_COLOUR, contrast_with_white, validate_readable_colour


@pytest.mark.parametrize(
    ("colour", "contrast"),
    # As other calculators of WCAG contrast have it; #767676 is the palest grey that passes, #777777 the next one.
    [("#000000", 21), ("#ffffff", 1), ("#767676", 4.54), ("#777777", 4.48), ("#ff0000", 4.00), ("#0000ff", 8.59)],
)
def test_the_contrast_with_white_is_that_of_wcag(colour, contrast):
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.005)


@pytest.mark.parametrize("colour", [HOUSE_COLOUR, "#767676", "#1C4F8A", "#000000"])
def test_a_dark_colour_is_taken(colour):
    validate_readable_colour(colour)


@pytest.mark.parametrize(("colour", "contrast"), [("#777777", "4.47"), ("#ffffff", "1.00"), ("#9aa7b0", "2.46")])
def test_a_pale_one_is_refused_with_its_contrast_and_the_one_it_needs(colour, contrast):
    with pytest.raises(ValidationError, match=rf"its contrast is {contrast} to 1\. It needs 4\.5 to 1 or more"):
        validate_readable_colour(colour)


@pytest.mark.parametrize("colour", ["", "red", "#123", "#12345g", "#1234567", "123456", "#000000;} body{", "#000000\n"])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(ValidationError, match="six digits"):
        validate_readable_colour(colour)
