"""Numbers as they are read aloud."""

from decimal import Decimal


def number(value) -> str:
    """A number without zeros at its end, with a true minus sign: "−12", "0.35"."""
    shown = f"{value.normalize():f}" if isinstance(value, Decimal) else f"{value:g}"
    return shown.replace("-", "−")


def grade_words(mmt: str) -> str:
    """A manual grade with a true minus sign: "4−"."""
    return mmt.replace("-", "−")
