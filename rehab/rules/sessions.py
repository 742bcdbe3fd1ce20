"""What one logged session does to a side: rules P1 to P8."""

from rehab.rules.library import LIBRARY
from rehab.rules.standing import FIRST_LEVEL

AMBERS_TO_STEP_BACK = LIBRARY.constant("ambers_to_step_back")
LADDERS = {exercise.id: exercise.top_level for exercise in LIBRARY.strengthening.values()}


def take_session(side, session, entries, usual_morning, settings, journal):
    """P1–P8: take the entries of a side, settle it, and pause it where symptoms ask for it."""
    day, morning = session.performed_on, session.next_morning.get(side.side)
    raised = morning if morning is not None and morning > max(settings.green_max, usual_morning) else None
    stuck, worst = False, 0
    for entry in entries:
        stuck = take_entry(side, entry, day, raised, settings, journal) or stuck
        worst = max(worst, entry.symptoms)
    side.last_session = day
    side.settle()
    _pause_for_symptoms(side, day, worst, raised, stuck, settings, journal)


def take_entry(side, entry, day, raised, settings, journal) -> bool:
    """P1–P7 for one entry; `raised` is the next morning's symptoms where they are raised. True: the side is stuck."""
    exercise = entry.exercise
    last_done = side.last_done.get(exercise)
    side.last_done[exercise] = day
    if side.completed:
        return False
    standing = side.exercises.get(exercise)
    if standing is None:
        journal.reason(side, "P1", "not_done_now", exercise)
        return False
    stepped_back = lapse(side, exercise, standing, last_done, day, settings, journal)
    if raised is not None or entry.symptoms > settings.amber_max:
        _red(side, entry, standing, raised, stepped_back, settings, journal)
    elif entry.symptoms > settings.green_max:
        return _amber(side, entry, standing, settings, journal)
    elif entry.level != standing.level:
        journal.reason(side, "P5", "other_level", exercise, {"level": entry.level, "current": standing.level})
    elif not entry.completed or entry.compensated:
        _not_clean(side, entry, standing, journal)
    else:
        _clean(side, exercise, standing, None if last_done is None else day - last_done, settings, journal)
    return False


def lapse(side, exercise, standing, last_done, day, settings, journal, rule="P2") -> bool:
    """P2: too long without this exercise costs its streak, much too long also a level. True: it cost a level."""
    if last_done is None:
        return False
    idle = day - (last_done if standing.level_set_on is None else max(last_done, standing.level_set_on))
    if idle <= settings.lapse_days:
        return False
    if standing.streak or standing.mastered:
        values = {"idle_days": idle, "limit": settings.lapse_days}
        journal.event(side, "streak_lapsed", rule, exercise, values)
    standing.start_again()
    standing.ambers = 0
    if idle <= settings.detraining_days or standing.level == FIRST_LEVEL:
        return False
    step_back(side, exercise, standing, rule, {"idle_days": idle, "limit": settings.detraining_days}, journal)
    return True


def step_back(side, exercise, standing, rule, values, journal, outcome="level_regressed"):
    standing.level -= 1
    journal.event(side, "level_regressed", rule, exercise, values, outcome, level=standing.level)


def _red(side, entry, standing, raised, stepped_back, settings, journal):
    """P3: too much."""
    had = standing.streak
    standing.start_again()
    standing.ambers = 0
    if raised is None:
        values, why = {"symptoms": entry.symptoms, "limit": settings.amber_max, "streak_lost": had}, "symptoms"
    else:
        values, why = {"next_morning": raised, "streak_lost": had}, "next_morning"
    if standing.level > FIRST_LEVEL and not stepped_back:
        step_back(side, entry.exercise, standing, "P3", values, journal, f"level_regressed_{why}")
    else:
        journal.reason(side, "P3", why, entry.exercise, values)


def _amber(side, entry, standing, settings, journal) -> bool:
    """P4: acceptable once, but it earns nothing, and a third time in a row it is too much. True: the side is stuck."""
    had = standing.streak
    standing.start_again()
    standing.ambers += 1
    values = {"symptoms": entry.symptoms, "limit": settings.green_max, "ambers": standing.ambers, "streak_lost": had}
    if standing.ambers < AMBERS_TO_STEP_BACK:
        journal.reason(side, "P4", "amber", entry.exercise, values)
        return False
    standing.ambers = 0
    if standing.level > FIRST_LEVEL:
        step_back(side, entry.exercise, standing, "P4", values, journal)
        return False
    journal.reason(side, "P4", "stuck", entry.exercise, values)
    return True


def _not_clean(side, entry, standing, journal):
    """P6"""
    had = standing.streak
    standing.start_again()
    standing.ambers = 0
    outcome = "compensated" if entry.completed else "not_completed"
    journal.reason(side, "P6", outcome, entry.exercise, {"streak_lost": had})


def _clean(side, exercise, standing, gap, settings, journal):
    """P6, P7: count it, unless it came too soon, the side is paused or there is nothing left to earn."""
    standing.ambers = 0
    needed = settings.clean_sessions_to_progress
    if gap is not None and gap < settings.min_gap_days:
        values = {"gap_days": gap, "limit": settings.min_gap_days}
        journal.reason(side, "P7", "too_soon", exercise, values)
    elif side.paused or standing.mastered:
        journal.reason(side, "P7", "paused" if side.paused else "already_mastered", exercise)
    elif standing.streak + 1 < needed:
        standing.streak += 1
        journal.reason(side, "P7", "clean", exercise, {"streak": standing.streak, "needed": needed})
    else:
        standing.streak = 0
        _step_up(side, exercise, standing, needed, journal)


def _step_up(side, exercise, standing, needed, journal):
    if standing.level < LADDERS[exercise]:
        standing.level += 1
        journal.event(side, "level_advanced", "P7", exercise, {"needed": needed}, level=standing.level)
    else:
        standing.mastered = True
        journal.event(side, "mastered", "P7", exercise, {"needed": needed})


def _pause_for_symptoms(side, day, worst, raised, stuck, settings, journal):
    """P8"""
    last_raised = side.last_raised
    if raised is not None:
        side.last_raised = day
    if worst > settings.amber_max:
        outcome, values = "symptoms", {"symptoms": worst, "limit": settings.amber_max}
    elif raised is not None and raised > settings.amber_max:
        outcome, values = "next_morning", {"next_morning": raised, "limit": settings.amber_max}
    elif stuck:
        outcome, values = "stuck", {"ambers": AMBERS_TO_STEP_BACK}
    elif raised is not None and last_raised is not None and day - last_raised <= settings.aggravation_window_days:
        values = {"days": day - last_raised, "limit": settings.aggravation_window_days}
        outcome = "raised_twice"
    else:
        return
    if side.paused:
        journal.reason(side, "P8", f"still_{outcome}", None, values)
        return
    side.paused = True
    journal.event(side, "paused", "P8", None, values, outcome, cause="symptoms")
