"""Settings that are each within their limits and do not go together: refused, or allowed with a word of warning.

Refused is what no patient could follow, or what switches a safeguard off. The rest is the lead's to decide.
"""

from rehab.rules import GRADES, SETTINGS

DAYS_A_WEEK = 7


def contradictions(settings) -> dict:
    """{setting: why it is refused beside the others}. `settings` holds every setting."""
    found = {}
    gap, asked = settings["min_gap_days"], settings["sessions_per_week"]
    fitting = max(DAYS_A_WEEK // gap, SETTINGS["sessions_per_week"].minimum)
    if asked > fitting:
        found["sessions_per_week"] = (
            f"With {gap} days between sessions only {DAYS_A_WEEK // gap} fit into every week: nobody could do the "
            f"{asked} that are asked for. Ask for {fitting}, or let sessions follow sooner."
        )
    if settings["aggravation_window_days"] < gap:
        found["aggravation_window_days"] = (
            f"Sessions are {gap} days apart, so a second raised morning would always come too late to pause the side. "
            f"Make it {gap} days or more."
        )
    return found


def doubts(settings) -> dict:
    """{setting: what follows from it beside the others that a lead may not have meant}."""
    checks = {
        "min_gap_days": _too_few_sessions,
        "stage_3_min_grade": _gate_above_weakness,
        "stage_2_min_grade": _same_gates,
        "stage_3_min_symmetry_pct": _symmetry_above_weakness,
        "lapse_days": _lapse_with_detraining,
    }
    return {name: words for name, check in checks.items() if (words := check(settings))}


def _too_few_sessions(settings):
    gap = settings["min_gap_days"]
    fitting, asked = DAYS_A_WEEK // gap, settings["sessions_per_week"]
    if asked > fitting:
        return (
            f"Sessions {gap} days apart fit {fitting} time{'s' if fitting > 1 else ''} into every week, and "
            f"{asked} are asked for: the handout’s week shows {fitting}, and a patient who keeps to it does not reach "
            "100 % of the sessions."
        )
    return ""


def _gate_above_weakness(settings):
    weak, gate = (GRADES.index(settings[name]) for name in ("weak_at_or_below", "stage_3_min_grade"))
    if gate > weak + 1:
        return (
            f"A side at MMT {GRADES[weak + 1]} no longer counts as weak, and yet may not enter stage 3: a programme "
            "could stop short of its end on a side that is called strong."
        )
    return ""


def _same_gates(settings):
    if settings["stage_2_min_grade"] == settings["stage_3_min_grade"]:
        return f"Stages 2 and 3 both ask for MMT {settings['stage_2_min_grade']}: only symmetry sets them apart."
    return ""


def _symmetry_above_weakness(settings):
    weak, gate = settings["symmetry_threshold_pct"], settings["stage_3_min_symmetry_pct"]
    if gate > weak:
        return (
            f"A side at {weak} % of the other does not count as weak, and yet may not enter stage 3 below {gate} %: a "
            "programme could stop short of its end on a side that is called strong."
        )
    return ""


def _lapse_with_detraining(settings):
    if settings["lapse_days"] == settings["detraining_days"]:
        return (
            f"After {settings['lapse_days']} days the streak and a level are lost together: a break is not marked "
            "before it costs a level."
        )
    return ""
