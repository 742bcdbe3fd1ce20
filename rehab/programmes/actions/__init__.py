"""Everything that writes about a programme. Each action is one transaction together with its audit event."""

from rehab.programmes.actions.ending import end_programme, plan_review
from rehab.programmes.actions.moving import move_settings
from rehab.programmes.actions.overriding import decide_override
from rehab.programmes.actions.prescribing import ensure_prescribed, set_dosage
from rehab.programmes.actions.saved_filters import remove_filter, save_filter
from rehab.programmes.actions.sessions import check_sessions, correct_session, log_sessions, withdraw_session
from rehab.programmes.actions.starting import start_programme
from rehab.programmes.actions.strength import retest_strength, withdraw_retest
from rehab.programmes.actions.swapping import drop_exercise, swap_exercise

__all__ = [
    "check_sessions",
    "correct_session",
    "decide_override",
    "drop_exercise",
    "end_programme",
    "ensure_prescribed",
    "log_sessions",
    "move_settings",
    "plan_review",
    "remove_filter",
    "retest_strength",
    "save_filter",
    "set_dosage",
    "start_programme",
    "swap_exercise",
    "withdraw_retest",
    "withdraw_session",
]
