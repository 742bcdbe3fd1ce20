"""Every sentence of the sheet is kept in every language, and what the application reads is compiled from that."""

import io

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from rehab.handouts.words import LANGUAGES
from rehab.patients.models import Language
from tests.handouts.catalogues import TEMPLATE, TRANSLATED, compiled, kept, po_file, reference_sentences, wanted

REMAKE = "run python -m tests.handouts.catalogues"


def keys(catalogue):
    return {(message.context, message.id) for message in catalogue if message.id}


def test_the_languages_are_those_that_a_patient_can_have():
    assert set(LANGUAGES) == set(Language.values)


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
def test_the_compiled_file_is_made_of_the_kept_one(language):
    fresh, found = io.BytesIO(compiled(kept(language))), po_file(language).with_suffix(".mo").open("rb")
    with fresh, found:
        assert as_compiled(found) == as_compiled(fresh), REMAKE


def as_compiled(file):
    catalogue = read_mo(file)
    said = [(message.context, message.id, message.string) for message in catalogue if message.id]
    return catalogue.plural_forms, said
