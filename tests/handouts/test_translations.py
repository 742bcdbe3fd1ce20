"""Every sentence of the sheet is kept in every language, and what the application reads is compiled from that."""

import io
import re

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.translation import gettext, ngettext

from rehab.handouts.sheet import sheet_body, sheet_html
from rehab.handouts.words import LANGUAGES, in_language
from rehab.patients.models import Language
from rehab.rules import LIBRARY
from tests.handouts.catalogues import TEMPLATE, TRANSLATED, compiled, kept, po_file, reference_sentences, wanted
from tests.handouts.sheets import sheet

SECONDS = ("Hold for %(count)d second.", "Hold for %(count)d seconds.")
SAID_OF_SECONDS = {
    "de": [f"Halten Sie {said}." for said in ("1 Sekunde", "2 Sekunden", "5 Sekunden", "22 Sekunden")],
    "es": [f"Aguante {said}." for said in ("1 segundo", "2 segundos", "5 segundos", "22 segundos")],
    "fr": [f"Tenez {said}." for said in ("1 seconde", "2 secondes", "5 secondes", "22 secondes")],
    "pl": [f"Trzymaj przez {said}." for said in ("1 sekundę", "2 sekundy", "5 sekund", "22 sekundy")],
}
# The next review with its day, the day of issuing, and how Monday and Tuesday are shortened.
DATES = {
    "en": ("Monday 30 March 2026", "2 March 2026", ["Mon", "Tue"]),
    "de": ("Montag, 30. März 2026", "2. März 2026", ["Mo", "Di"]),
    "es": ("lunes, 30 de marzo de 2026", "2 de marzo de 2026", ["lun", "mar"]),
    "fr": ("lundi 30 mars 2026", "2 mars 2026", ["lun", "mar"]),
    "pl": ("Poniedziałek, 30 marca 2026", "2 marca 2026", ["Pon", "Wt"]),
}
ENGLISH_SENTENCES = [
    message.id
    for message in wanted()
    if isinstance(message.id, str) and message.id.endswith(".") and "%" not in message.id
]

REMAKE = "run python -m tests.handouts.catalogues"


def keys(catalogue):
    return {(message.context, message.id) for message in catalogue if message.id}


def test_the_languages_are_those_that_a_patient_can_have():
    assert set(LANGUAGES) == set(Language.values) == set(LIBRARY.languages)


def test_the_template_file_holds_what_the_sheet_says_now():
    with TEMPLATE.open("rb") as file:
        found = keys(read_po(file))
    assert found ^ keys(wanted()) == set(), REMAKE
    assert len(found) > 100
    assert set(reference_sentences()) <= {message for _, message in found}


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_is_missing_and_none_is_left_over(language):
    catalogue = kept(language)
    assert keys(wanted()) - keys(catalogue) == set(), f"not in {language}: {REMAKE}"
    assert keys(catalogue) - keys(wanted()) == set(), f"no longer used in {language}: {REMAKE}"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_in_every_form_of_its_count(language):
    catalogue = kept(language)
    untranslated = [message.id for message in catalogue if message.id and not all(forms(message))]
    assert untranslated == [], f"no translation into {language}"
    counted = [message for message in catalogue if message.pluralizable]
    assert len(counted) > 10
    assert {len(forms(message)) for message in counted} == {catalogue.num_plurals}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_translation_holds_the_numbers_of_its_sentence_and_no_others(language):
    for message in kept(language):
        if not message.id:
            continue
        for form in forms(message):
            allowed = places(message.id[-1] if message.pluralizable else message.id)
            # One thing can be said without a number: "once".
            needed = allowed if form is forms(message)[-1] else set()
            assert needed <= places(form) <= allowed, form


def forms(message):
    """The translations of a message: one, or one for each form of its count."""
    return message.string if message.pluralizable else (message.string,)


def places(text):
    return set(re.findall(r"%\((\w+)\)[sd]", text))


@pytest.mark.parametrize(("language", "said"), SAID_OF_SECONDS.items())
def test_a_count_has_the_form_of_its_language(language, said):
    with in_language(language):
        assert [ngettext(*SECONDS, count) % {"count": count} for count in (1, 2, 5, 22)] == said


@pytest.mark.parametrize(("language", "said"), DATES.items())
def test_a_date_is_written_as_in_its_language(language, said):
    body = " ".join(sheet_body(sheet(language=language)).split())
    assert f"</b> {said[0]}. " in body
    assert f"· {said[1]} ·" in body
    assert re.findall(r'<th scope="col">(\w+\.?)</th>', body)[1:3] == said[2]


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_fixed_on_the_sheet_is_left_in_english(language):
    warnings = [row.warning_patient for row in LIBRARY.precautions.values() if row.warning_patient]
    with in_language(language):
        translated = tuple(gettext(words) for words in warnings)
    html = " ".join(sheet_body(sheet(language=language, warnings=translated, number=None)).split())
    assert f'lang="{language}"' in sheet_html(sheet(language=language), "A4")
    for sentence in ENGLISH_SENTENCES:
        assert sentence not in html


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_file_is_made_of_the_kept_one(language):
    fresh, found = io.BytesIO(compiled(kept(language))), po_file(language).with_suffix(".mo").open("rb")
    with fresh, found:
        assert as_compiled(found) == as_compiled(fresh), REMAKE


def as_compiled(file):
    catalogue = read_mo(file)
    said = [(message.context, message.id, message.string) for message in catalogue if message.id]
    return catalogue.plural_forms, said
