"""What a finding may be, taken from the rules' reference data: the only place models and forms get limits from."""

from django.db.models import Q

from rehab.rules import CHOICES as RULES_CHOICES
from rehab.rules import FIELDS, LIBRARY

UNITS = ["repetitions", "steps", "metres"]

CHOICES = {
    **RULES_CHOICES,
    "combination": [(name, combination.label) for name, combination in LIBRARY.combinations.items()],
    "unit": [(unit, unit) for unit in UNITS],
}


def within_limits_or_null(field: str, *, of: str | None = None) -> Q:
    """The database constraint that `field` is missing or within the limits of the rules' field `of` (itself)."""
    limits = FIELDS[of or field]
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": limits.minimum, f"{field}__lte": limits.maximum})
