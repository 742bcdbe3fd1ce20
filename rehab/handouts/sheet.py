"""The finished document of a handout: its context laid out by the template."""

import datetime
import unicodedata

from django.template.loader import render_to_string

from rehab.handouts.context import HandoutContext
from rehab.handouts.models import IssuedHandout

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PAGE_SIZES = {IssuedHandout.Paper.A4: "A4", IssuedHandout.Paper.LETTER: "letter"}
# Room for one line at the head and the foot of a page, and for each further line that long names need; the versions
# stand small.
HEAD_MM, FOOT_MM, LINE_MM, SMALL_LINE_MM = 17, 14.5, 5.2, 3
HEAD_CHARACTERS, FOOT_CHARACTERS = 74, 64
# With more columns than this a log is easier to write in on a page turned sideways.
MOST_COLUMNS_UPRIGHT = 2


def sheet_html(context: HandoutContext, paper: str) -> str:
    """The whole HTML document with its style sheet, for one size of paper."""
    return render_to_string(
        "handouts/sheet.html",
        {
            "sheet": context,
            "page_size": PAGE_SIZES[paper],
            "head_mm": HEAD_MM + LINE_MM * _further_lines(HEAD_CHARACTERS, context.clinic.name, *_who(context)),
            "foot_mm": FOOT_MM + SMALL_LINE_MM + LINE_MM * _further_lines(FOOT_CHARACTERS, *_by(context)),
            "versions": _versions(context),
            "day_names": DAY_NAMES,
            "issued_on": datetime.date.fromisoformat(context.issued_on),
            "born_on": datetime.date.fromisoformat(context.recipient.born_on),
            "review_on": context.review_on and datetime.date.fromisoformat(context.review_on),
            "wide_log": len(context.log.columns) > MOST_COLUMNS_UPRIGHT,
            "session_rows": range(context.log.sessions),
            "stretch_weeks": range(1, context.log.stretch_weeks + 1),
            "stretch_days": range(context.log.stretch_days),
            "boxes": range(1, context.limits.clean_sessions + 1),
            "ease_from": context.limits.green_max + 1,
            "stop_from": context.limits.amber_max + 1,
        },
    )


def _who(context):
    return context.recipient.name, context.recipient.record_number, "born 30 September 2000 · No."


def _by(context):
    return context.clinic.clinician, context.clinic.job_title, "Handout 100 · 30 September 2026"


def _versions(context):
    """For the clinician: with which rules and settings the sheet was made; nothing where that was not kept."""
    if not context.rules_version:
        return ""
    settings = f"settings {context.settings_version}" if context.settings_version else "default settings"
    return f"Rules {context.rules_version}, {settings}"


def _further_lines(width, *texts):
    """Lines that the texts need beyond one, by a cautious count: letters of wide scripts take the room of two."""
    needed = sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in " · ".join(texts))
    return needed // width
