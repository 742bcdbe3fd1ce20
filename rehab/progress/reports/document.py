"""The finished document of a report: its context laid out by the template, its charts as pictures with words."""

import base64
import datetime
import unicodedata

from django.template.loader import render_to_string

from rehab.progress.models import Report

PAGE_SIZES: dict[str, str] = {Report.Paper.A4: "A4", Report.Paper.LETTER: "letter"}
# Room for one line at the head of a page, and for each further line that long names need.
HEAD_MM, LINE_MM, HEAD_CHARACTERS = 17, 5.2, 74


def document_html(context: dict, paper: str) -> str:
    """The whole HTML document with its style sheet, from ReportContext.to_json(), for one size of paper."""
    subject, sender = context["subject"], context["sender"]
    who = " · ".join([sender["clinic"], subject["name"], "born 30 September 2000 · No. " + subject["record_number"]])
    return render_to_string(
        "progress/report/document.html",
        told(context)
        | {
            "page_size": PAGE_SIZES[paper],
            "head_mm": HEAD_MM + LINE_MM * (_width(who) // HEAD_CHARACTERS),
            "pictures": [_picture(figure) for figure in context["figures"]],
        },
    )


def told(context: dict) -> dict:
    """What the templates of page and paper share."""
    return {
        "report": context,
        "issued_on": datetime.date.fromisoformat(context["issued_on"]),
        "born_on": datetime.date.fromisoformat(context["subject"]["born_on"]),
        "compared": [datetime.date.fromisoformat(day) for day in context["compared"]],
    }


def _picture(figure):
    """A chart as an image that carries its words: page readers hear them, and nothing is fetched."""
    svg = render_to_string("progress/chart.svg", {"drawing": figure})
    encoded = base64.b64encode(svg.encode()).decode()
    return {"source": f"data:image/svg+xml;base64,{encoded}", "figure": figure}


def _width(text):
    """By a cautious count: letters of wide scripts take the room of two."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text)
