"""Every stored field is classified: whether a patient who asks for everything gets it, and if not, why not."""

import pytest
from django.apps import apps

from rehab.patients.models import Patient
from rehab.records.gathering import clinical_models
from rehab.records.privacy import CLASSIFIED, OTHER_PEOPLE_S_TABLES

OURS = ("clinic.", "rehab.")
MODELS = apps.get_models(include_auto_created=True)


def is_ours(model):
    return apps.get_app_config(model._meta.app_label).name.startswith(OURS)


@pytest.mark.parametrize("model", [model for model in MODELS if is_ours(model)], ids=lambda model: model._meta.label)
def test_every_field_is_exported_or_withheld_for_a_reason(model):
    classified = CLASSIFIED.get(model._meta.label)
    assert classified, f"{model._meta.label} is new: classify its fields in rehab/records/privacy.py"
    fields = sorted(field.name for field in model._meta.concrete_fields)
    assert sorted([*classified.exported, *classified.withheld]) == fields
    assert all(reason.strip() for reason in classified.withheld.values())


def test_nothing_is_classified_that_does_not_exist():
    assert set(CLASSIFIED) == {model._meta.label for model in MODELS if is_ours(model)}


def test_the_tables_of_other_people_s_software_are_classified_as_a_whole():
    assert {model._meta.app_label for model in MODELS if not is_ours(model)} <= set(OTHER_PEOPLE_S_TABLES)


def test_every_model_that_hangs_on_a_patient_is_found_by_its_way_to_them():
    """Walks the relations back from Patient: nothing that leads to a patient is left out of what is gathered."""
    found, waiting = set(), [Patient]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.add(model)
            waiting += [relation.related_model for relation in model._meta.related_objects]
    assert found == set(clinical_models())


def test_of_a_clinical_model_only_what_is_technical_or_another_person_s_is_withheld():
    withheld = {
        (model._meta.label, name) for model in clinical_models() for name in CLASSIFIED[model._meta.label].withheld
    }
    assert withheld == {
        ("patients.Patient", "search_key"),
        ("assessments.Assessment", "saved_by_form"),
        ("patients.Misfiling", "reason"),
        ("patients.Misfiling", "moved_to"),
        ("patients.Misfiling", "moved_id"),
    }
