"""The sentences of the sheet and their translations: found in templates, Python and reference data, kept as catalogues.

`python -m tests.handouts.catalogues` remakes rehab/handouts/locale/handout.pot, brings the .po file of each language
up to it and compiles the .mo files. Needs nothing but Babel.
"""

import datetime
import io
import os
import sys
from pathlib import Path

import django
from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from rehab.handouts.words import LANGUAGES
from rehab.rules import LIBRARY

PROJECT = Path(__file__).resolve().parents[2]
LOCALE = PROJECT / "rehab" / "handouts" / "locale"
TEMPLATE = LOCALE / "handout.pot"
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def sources():
    """Every file that may hold a sentence of the sheet."""
    return [
        *sorted((PROJECT / "templates" / "handouts").glob("sheet*.html")),
        *sorted((PROJECT / "templates" / "handouts" / "sheet").glob("*.html")),
        *sorted((PROJECT / "rehab" / "handouts").glob("*.py")),
        *sorted((PROJECT / "rehab" / "handouts" / "templatetags").glob("*.py")),
    ]


def marked(path):
    """The messages of a file, as Babel gives them: (line, message or (one, several), comments, context)."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = "\n".join(line.strip() for line in templatize(text, origin=path.name).splitlines())
    return extract("python", io.BytesIO(text.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"})


def reference_sentences():
    """{sentence: where it stands}: what the sheet prints of the reference data beside the cards."""
    found = {row.warning_patient: f"precaution {row.id}" for row in LIBRARY.precautions.values() if row.warning_patient}
    return found | {row.patient_words: f"red flag {row.id}" for row in LIBRARY.red_flags.values()}


def wanted() -> Catalog:
    """Every sentence of the sheet, without translations."""
    catalogue = Catalog(project="Hipwise", header_comment="# Every fixed sentence of the printed sheet.", fuzzy=False)
    for path in sources():
        for _, message, comments, context in marked(path):
            where = [(str(path.relative_to(PROJECT)), None)]
            catalogue.add(message, locations=where, auto_comments=comments, context=context)
    for sentence, where in reference_sentences().items():
        catalogue.add(sentence, auto_comments=[where])
    return catalogue


def po_file(language) -> Path:
    """Where the translations of a language are kept; the compiled ones stand beside them."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def kept(language) -> Catalog:
    """The translations of a language as they are kept."""
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalogue) -> bytes:
    """A catalogue as the application reads it: the same bytes on every day."""
    catalogue.creation_date = catalogue.revision_date = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def written(catalogue) -> bytes:
    """A catalogue as text, in the order of the sheet and without the time of day."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, ignore_obsolete=True)
    dated = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Report-Msgid-Bugs-To", "Last-Translator")
    return b"".join(line for line in out.getvalue().splitlines(True) if not line.startswith(_headers(dated)))


def _headers(names):
    return tuple(f'"{name}:'.encode() for name in names)


def remake():
    """Bring the template and every language's files up to what the sheet says now; what is translated stays."""
    everything = wanted()
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(written(everything))
    for language in TRANSLATED:
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = kept(language) if path.exists() else Catalog(locale=language, project="Hipwise", fuzzy=False)
        catalogue.update(everything, no_fuzzy_matching=True, update_header_comment=True)
        path.write_bytes(written(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(kept(language)))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    remake()
    sys.stdout.write(f"Remade {TEMPLATE.relative_to(PROJECT)} and {', '.join(TRANSLATED)}\n")
