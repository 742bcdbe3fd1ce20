"""Strength tested again while a programme runs."""

from django.core.exceptions import ValidationError

from clinic.audit.amending import amend, withdraw
from clinic.audit.recording import Action, once, record
from rehab.patients.models import Side
from rehab.programmes.actions.prescribing import ensure_prescribed
from rehab.programmes.actions.shared import locked, locked_running
from rehab.programmes.models import StrengthRetest
from rehab.rules import FIELDS, symmetry

MEASURED = ("mmt", "force_n", "symptoms")


@once
def retest_strength(*, by, programme, tests, tested_on=None, position="", note="", reason=""):
    """Store what was measured on one day and return the programme.

    `tests` maps each side that was tested to its `mmt`, `force_n` (newton, both sides in `position`) and `symptoms`, as
    known. A side that the programme does not treat serves for the symmetry alone. A second test of a
    side on the same day corrects the first and needs a `reason`.
    """
    programme = locked_running(programme)
    tested_on = tested_on or by.today()
    if not programme.started_on <= tested_on <= by.today():
        raise ValidationError({"tested_on": "Give a date between the start of the programme and today."})
    treated = set(programme.sides.values_list("side", flat=True))
    results = {side: _result(tests, side, position) for side in Side.values if side in treated}
    results = {side: result for side, result in results.items() if result}
    if not results:
        raise ValidationError("Enter the MMT grade of a treated side, or the force of both sides.")
    for side, result in results.items():
        _store(by, programme, side, tested_on, reason, result | {"note": note})
    ensure_prescribed(by=by, programme=programme)
    return programme


@once
def withdraw_retest(*, by, retest, reason):
    """Take a strength test back as entered in error; it stays readable. Raises EditConflict when already changed."""
    programme = locked(retest.programme)
    withdrawn = withdraw(retest, by=by, reason=reason)
    record(Action.AMEND, by=by, patient=programme.patient, obj=withdrawn)
    ensure_prescribed(by=by, programme=programme)
    return withdrawn


def _result(tests, side, position):
    """The fields of one side's StrengthRetest, or None where nothing was measured that the rules can use."""
    own, other = (tests.get(name) or {} for name in (side, _across(side)))
    percent = symmetry(
        *({"force_n": _number(test.get("force_n")), "position": position or None} for test in (own, other))
    )
    if percent is not None and percent > FIELDS["symmetry_pct"].maximum:
        raise ValidationError({f"{side}_force_n": "The two forces are too far apart to be one test. Check both."})
    if not own.get("mmt") and percent is None:
        if any(own.get(field) not in (None, "") for field in MEASURED):
            raise ValidationError({f"{side}_mmt": "Enter the grade, or the force of both sides and the position."})
        return None
    return {
        "mmt": own.get("mmt") or "",
        "force_n": own.get("force_n"),
        "other_force_n": other.get("force_n"),
        "position": position,
        "symmetry_pct": percent,
        "symptoms": own.get("symptoms"),
    }


def _across(side):
    return Side.LEFT if side == Side.RIGHT else Side.RIGHT


def _number(value):
    return None if value is None else float(value)


def _store(by, programme, side, tested_on, reason, result):
    earlier = programme.strength_retests.filter(side=side, tested_on=tested_on, is_current=True).first()
    if earlier is None:
        row = StrengthRetest.objects.create(
            programme=programme, side=side, tested_on=tested_on, created_by=by, **result
        )
        record(Action.CREATE, by=by, patient=programme.patient, obj=row)
        return
    if not reason:
        raise ValidationError(
            {"reason": f"The {side} side has a test on this date already. Say why this one replaces it."}
        )
    row = amend(earlier, by=by, reason=reason, **result)
    record(Action.AMEND, by=by, patient=programme.patient, obj=row)
