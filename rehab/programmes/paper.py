"""How apps that stand side by side get a PDF made: the one that knows how registers itself, in ready()."""

from collections.abc import Callable

Maker = Callable[[str], bytes]
_makers: list[Maker] = []


class NotPrintedError(Exception):
    """No PDF was made. The message is for the log: it names the cause, never what the document says."""


def makes_pdf(maker: Maker) -> Maker:
    """Register maker(html): the bytes of the PDF of a whole HTML document, or NotPrintedError."""
    _makers.append(maker)
    return maker


def pdf_of(html: str) -> bytes:
    """The PDF of a whole HTML document that holds its own style sheet. Raises NotPrintedError."""
    return _makers[-1](html)
