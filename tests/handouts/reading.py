"""Reading a PDF back: its text, its pages as pictures, its structure."""

import io

import pikepdf
import pypdfium2

PIXELS_A_MM = 3
# What pdfium gives for a hyphen at the end of a line, where a French or German word is broken after its own.
HYPHEN_AT_THE_END = "\x02"


def pages(pdf) -> list[str]:
    """The text of each page, with single spaces."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return [" ".join(text.replace(HYPHEN_AT_THE_END, "-").split()) for text in texts]


def text(pdf) -> str:
    """The text of all pages."""
    return " ".join(pages(pdf))


def pictures(pdf) -> list:
    """Each page as a grey picture with PIXELS_A_MM."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=PIXELS_A_MM * 25.4 / 72).to_pil().convert("L") for page in document]


def letter_sizes(pdf) -> list[tuple[float, str]]:
    """Each piece of text as (size in points, text)."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [piece for page in document for piece in _sizes(page)]


def _sizes(page):
    text = page.get_textpage()
    for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
        said = text.get_text_bounded(*item.get_bounds()).strip()
        if said:
            yield item.get_matrix().d * item.get_font_size(), said


def structure(pdf):
    """Every element of the structure tree in reading order, as (tag without slash, its dictionary)."""
    document = pikepdf.open(io.BytesIO(pdf))
    found = []
    _walk(document.Root.StructTreeRoot.K, found)
    return document, found


def _walk(node, found):
    if isinstance(node, pikepdf.Array):
        for kid in node:
            _walk(kid, found)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        found.append((str(node.S)[1:], node))
        if "/K" in node:
            _walk(node.K, found)
