"""The finished document of a handout: its context laid out by the template, in the patient's language."""

import datetime
import unicodedata

from django.template.loader import render_to_string
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from rehab.handouts.context import HandoutContext
from rehab.handouts.models import IssuedHandout
from rehab.handouts.words import in_language

PAGE_SIZES = {IssuedHandout.Paper.A4: "A4", IssuedHandout.Paper.LETTER: "letter"}
# Room for one line at the head and the foot of a page, and for each further line that long names need; the versions
# stand small.
HEAD_MM, FOOT_MM, LINE_MM, SMALL_LINE_MM = 17, 14.5, 5.2, 3
HEAD_CHARACTERS, FOOT_CHARACTERS = 74, 64
# With more columns than this a log is easier to write in on a page turned sideways.
MOST_COLUMNS_UPRIGHT = 2


def sheet_html(context: HandoutContext, paper: str) -> str:
    """The whole HTML document with its style sheet, for one size of paper."""
    with in_language(context.language):
        return render_to_string("handouts/sheet.html", _placed(context) | _on_paper(context, paper))


def _placed(context):
    """What the body of the sheet needs, whatever it is shown on."""
    return {
        "sheet": context,
        "versions": _versions(context),
        "day_names": WEEKDAYS_ABBR.values(),
        "issued_on": datetime.date.fromisoformat(context.issued_on),
        "born_on": datetime.date.fromisoformat(context.recipient.born_on),
        "review_on": context.review_on and datetime.date.fromisoformat(context.review_on),
        "wide_log": len(context.log.columns) > MOST_COLUMNS_UPRIGHT,
        "session_rows": range(context.log.sessions),
        "stretch_weeks": range(1, context.log.stretch_weeks + 1),
        "stretch_days": range(context.log.stretch_days),
        "boxes": range(1, context.limits.clean_sessions + 1),
        "ease_from": context.limits.green_max + 1,
    }


def _on_paper(context, paper):
    return {
        "page_size": PAGE_SIZES[paper],
        "page_words": _page_words(),
        "head_mm": HEAD_MM + LINE_MM * _further_lines(HEAD_CHARACTERS, context.clinic.name, *_who(context)),
        "foot_mm": FOOT_MM + SMALL_LINE_MM + LINE_MM * _further_lines(FOOT_CHARACTERS, *_by(context)),
    }


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
    settings = _("settings %(number)s") % {"number": context.settings_version}
    return f"{rules}, {settings if context.settings_version else _('default settings')}"


def _further_lines(width, *texts):
    """Lines that the texts need beyond one, by a cautious count: letters of wide scripts take the room of two."""
    needed = sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in " · ".join(texts))
    return needed // width
