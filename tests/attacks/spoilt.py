"""A clinic in which every text that somebody can type is hostile, in every table."""

from django.apps import apps
from django.db import models

from rehab.patients.actions import edit_patient
from rehab.patients.merging import merge_patients
from rehab.patients.putting_right import put_right
from rehab.programmes import actions
from rehab.records.models import Disclosure
from tests.fuzz.hostile import POLYGLOT

# Text columns that nobody types into: codes, hashes, names of the code's own things, and what is derived.
CODES = {
    "accounts.Clinic.time_zone",
    "accounts.Clinician.password",
    "drafts.FormDraft.form",
    "handouts.IssuedHandout.language",
    "handouts.IssuedHandout.library_version",
    "handouts.IssuedHandout.rules_version",
    "handouts.IssuedHandout.sha256",
    "patients.Misfiling.kind",
    "patients.Patient.search_key",
    "assessments.Trial.exercise",
    "people.Invitation.secret_hash",
    "programmes.ExerciseLog.exercise",
    "programmes.Override.exercise",
    "programmes.Prescription.exercise",
    "programmes.Programme.rules_version",
    "progress.Review.rules_version",
    "records.Disclosure.sha256",
    "thresholds.SettingsVersion.rules_version",
}
CODES_ONLY = {"audit", "sign_in"}  # apps whose tables hold nothing that was typed


def typed_columns() -> list[tuple]:
    """(model, field) of every text column that somebody types into."""
    return [
        (model, field)
        for model in apps.get_models()
        if model.__module__.startswith(("clinic.", "rehab.")) and model._meta.app_label not in CODES_ONLY
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and f"{model._meta.label}.{field.name}" not in CODES
    ]


def spoil(model, field, hostile) -> int:
    """Put a hostile text into every row of a column, different in each; how many rows there are."""
    rows = model._default_manager.order_by("pk").values_list("pk", flat=True)
    for number, pk in enumerate(rows):
        text = f"{number}{hostile}"[: field.max_length]
        model._default_manager.filter(pk=pk).update(**{field.name: text})
    return len(rows)


def fill(clinic):
    """Add a row to every table in which the clinic has none yet."""
    ana, lena, programme = clinic.ana, clinic.lead, clinic.programme
    edit_patient(by=ana, patient=clinic.maria, version=1, record_number="H-1001", telephone="1")
    programme.refresh_from_db()
    actions.move_settings(
        by=lena, programme=programme, version=programme.version, to=clinic.settings.number, reason="As the clinic does"
    )
    actions.decide_override(by=ana, programme=programme, side="right", type="pause", reason="On holiday")
    actions.decide_override(by=ana, programme=programme, side="right", type="resume", reason="Back")
    put_right(by=ana, kind="measurement", row=clinic.measurement, reason="Wrong record open")
    versions = {one.pk: type(one).objects.get(pk=one.pk).version for one in (clinic.again, clinic.archived)}
    merge_patients(by=lena, kept=clinic.again, merged=clinic.archived, versions=versions, reason="One person")
    Disclosure.objects.create(patient=clinic.maria, created_by=lena, reason="Asked", sha256="0" * 64, size_bytes=1)


def spoil_everything(hostile=POLYGLOT) -> list[str]:
    """Spoil every typed column; the names of those that have no row."""
    return [f"{model._meta.label}.{field.name}" for model, field in typed_columns() if not spoil(model, field, hostile)]
