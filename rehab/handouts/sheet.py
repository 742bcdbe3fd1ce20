"""The finished document of a handout: its context laid out by the template, in the patient's language."""

import datetime
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from rehab.handouts.context import HandoutContext, LogColumn
from rehab.handouts.models import IssuedHandout
from rehab.handouts.words import in_language

STYLE = Path(settings.BASE_DIR, "static", "css", "handout.css").read_text(encoding="utf-8")
PAGE_SIZES = {IssuedHandout.Paper.A4: "A4", IssuedHandout.Paper.LETTER: "letter"}
TEXT_PT, LARGE_TEXT_PT = 12, 18
SIDE_MM, LARGE_SIDE_MM = 12, 10
# Room for one line at the head and the foot of a page, and for each further line that long names need; the versions
# stand small.
HEAD_MM, FOOT_MM, LINE_MM, SMALL_LINE_MM = 17, 14.5, 5.2, 3
HEAD_CHARACTERS, FOOT_CHARACTERS = 74, 64
LARGE_HEAD_CHARACTERS, LARGE_FOOT_CHARACTERS = 40, 42
# With more columns than this a log is easier to write in on a page turned sideways; more than fit on one have a table
# of their own.
MOST_COLUMNS_UPRIGHT, MOST_COLUMNS = 2, 4


@dataclass(frozen=True)
class LogTable:
    """A table of the log: its columns, and the sides whose next morning is written in it."""

    columns: tuple[LogColumn, ...]
    mornings: tuple[str, ...]


def sheet_html(context: HandoutContext, paper: str, *, large=False) -> str:
    """The whole HTML document with its style sheet, for one size of paper, in ordinary or in large print."""
    return document(context, sheet_body(context, large=large), paper, large=large)


def sheet_body(context: HandoutContext, *, large=False) -> str:
    """Everything that the handout says as HTML without style: the same on paper and on a web page."""
    with in_language(context.language):
        return render_to_string("handouts/sheet/body.html", _placed(context, large))


def document(context: HandoutContext, body: str, paper: str, *, large=False) -> str:
    """The whole HTML document around a body of sheet_body()."""
    text_pt = LARGE_TEXT_PT if large else TEXT_PT
    scale = text_pt / TEXT_PT
    head_lines = _further_lines(
        LARGE_HEAD_CHARACTERS if large else HEAD_CHARACTERS, context.clinic.name, *_who(context)
    )
    foot_lines = _further_lines(LARGE_FOOT_CHARACTERS if large else FOOT_CHARACTERS, *_by(context))
    with in_language(context.language):
        return render_to_string(
            "handouts/sheet.html",
            {
                "sheet": context,
                "body": body,
                "style": mark_safe(STYLE),  # noqa: S308
                "large": large,
                "text_pt": text_pt,
                "side_mm": LARGE_SIDE_MM if large else SIDE_MM,
                "page_size": PAGE_SIZES[paper],
                "page_words": _page_words(),
                "head_mm": HEAD_MM + LINE_MM * (scale - 1 + scale * head_lines),
                "foot_mm": FOOT_MM + SMALL_LINE_MM + LINE_MM * (scale - 1 + scale * foot_lines),
            },
        )


def _placed(context, large):
    return {
        "sheet": context,
        "versions": _versions(context),
        "large": large,
        "ways": context.clinic.ways if large else context.clinic.from_afar,
        "day_names": WEEKDAYS_ABBR.values(),
        "issued_on": datetime.date.fromisoformat(context.issued_on),
        "born_on": datetime.date.fromisoformat(context.recipient.born_on),
        "review_on": context.review_on and datetime.date.fromisoformat(context.review_on),
        "wide_log": large or len(context.log.columns) > MOST_COLUMNS_UPRIGHT,
        "log_tables": _log_tables(context.log, large),
        "session_rows": range(context.log.sessions),
        "stretch_weeks": range(1, context.log.stretch_weeks + 1),
        "stretch_days": range(context.log.stretch_days),
        "boxes": range(1, context.limits.clean_sessions + 1),
        "ease_from": context.limits.green_max + 1,
    }


def _log_tables(log, large):
    """The columns of the log in as many tables as they need; in large print each side has its own."""
    if large:
        groups = [
            part
            for side in log.sides
            for part in _parts([column for column in log.columns if column.side == side], MOST_COLUMNS_UPRIGHT)
        ]
    else:
        groups = _parts(log.columns, MOST_COLUMNS)
    last = {column.side: number for number, group in enumerate(groups) for column in group}
    return [
        LogTable(tuple(group), tuple(side for side in log.sides if last[side] == number))
        for number, group in enumerate(groups)
    ]


def _parts(columns, most):
    return [columns[start : start + most] for start in range(0, len(columns), most)]


def _page_words():
    """ "Page 1 of 4" for the style sheet, which counts the pages."""
    said = _("Page %(page)s of %(pages)s") % {"page": '" counter(page) "', "pages": '" counter(pages) "'}
    return mark_safe(f'"{said}"')  # noqa: S308


def _who(context):
    return context.recipient.name, context.recipient.record_number, "born 30 September 2000 · No."


def _by(context):
    return context.clinic.clinician, context.clinic.job_title, "Handout 100 · 30 September 2026"


def _versions(context):
    """For the clinician: with which rules and settings the sheet was made; nothing where that was not kept."""
    if not context.rules_version:
        return ""
    rules = _("Rules %(version)s") % {"version": context.rules_version}
    if not context.settings_version:
        return _("%(rules)s, default settings") % {"rules": rules}
    return _("%(rules)s, settings %(number)s") % {"rules": rules, "number": context.settings_version}


def _further_lines(width, *texts):
    """Lines that the texts need beyond one, by a cautious count: letters of wide scripts take the room of two."""
    needed = sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in " · ".join(texts))
    return needed // width
