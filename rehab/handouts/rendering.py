"""HTML → PDF in a process of its own. Only this module imports WeasyPrint, and only pdf.py starts it.

The process reads the bundled fonts and `data:` addresses, and nothing else from disk or network. It may not take
more memory than any handout needs.
"""

import os
import resource
from pathlib import Path

# Fontconfig reads this once, when the first text is measured: for a handout only the bundled fonts exist.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts") / "fonts.conf")

import pydyf
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

PDF_VARIANT = "pdf/ua-1"
POINTS_A_PIXEL = 0.75
FONTS = FontConfiguration()


class DataOnly(URLFetcher):
    """Reads `data:` addresses. Any other address ends the rendering: it can only come from markup that is not ours.

    `refused` is the error of the last one, for places where WeasyPrint goes on without what it could not fetch.
    """

    def __init__(self):
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.refused = None

    def fetch(self, url, headers=None):
        """The content of a `data:` address. Raises FatalURLFetchingError for every other one."""
        scheme = url.partition(":")[0].lower()
        if scheme != "data":
            self.refused = FatalURLFetchingError(f"refused to fetch from {scheme}:")
            raise self.refused
        return super().fetch(url, headers)


def render(html: str) -> bytes:
    """The PDF of a whole HTML document that holds its own style sheet. Equal documents give equal bytes.

    Raises FatalURLFetchingError, which is no Exception, where the document asks for anything to be fetched.
    """
    fetcher = DataOnly()
    pdf = HTML(string=html, url_fetcher=fetcher).write_pdf(
        font_config=FONTS, pdf_variant=PDF_VARIANT, finisher=mend_structure
    )
    if fetcher.refused is not None:
        raise fetcher.refused
    return pdf


def mend_structure(document, pdf):
    """Mend what WeasyPrint leaves out of the structure, or leaves in the measures of the style sheet."""
    for element in [item for item in pdf.objects if isinstance(item, pydyf.Dictionary)]:
        if element.get("S") == "/TH":
            _scope(pdf, element)
        elif element.get("S") == "/Figure":
            _place(pdf, element)


def _scope(pdf, cell):
    """Say of a header cell whether it heads its column or its row."""
    group = _at(pdf, _at(pdf, cell["P"])["P"])
    cell["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"


def _place(pdf, figure):
    """The place of a figure in points from the lower left of its page, not in CSS pixels from the upper left."""
    left, top, right, bottom = (edge * POINTS_A_PIXEL for edge in figure["A"]["BBox"])
    height = _at(pdf, figure["Pg"])["MediaBox"][3]
    figure["A"]["BBox"] = pydyf.Array((left, height - bottom, right, height - top))


def _at(pdf, reference):
    number, _, _ = reference.split()
    return pdf.objects[int(number)]


def serve(connection, megabytes):
    """Render whatever comes through `connection` until it closes: gives (PDF, "") or (None, what went wrong)."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
    while True:
        try:
            html = connection.recv()
        except EOFError:
            return
        try:
            answer = render(html), ""
        except (Exception, FatalURLFetchingError) as fault:
            answer = None, f"{type(fault).__name__}: {fault}"
        connection.send(answer)
