"""The audit trail in plain words, with a link to each record where it still opens."""

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from clinic.audit.models import AuditEvent

Action = AuditEvent.Action
DID = {
    Action.READ: "Read",
    Action.LIST: "Opened a list",
    Action.SEARCH: "Searched",
    Action.CREATE: "Entered",
    Action.AMEND: "Changed",
    Action.SIGN: "Signed",
    Action.PRINT: "Printed",
    Action.EXPORT: "Took a copy of",
    Action.OVERRIDE: "Decided against or ahead of the rules",
    Action.MERGE: "Merged",
    Action.MOVE: "Moved",
    Action.REFUSE: "Was refused",
    Action.SIGN_IN: "Signed in",
    Action.SIGN_IN_FAILED: "Failed to sign in",
    Action.SIGN_OUT: "Signed out",
    Action.END_SESSION: "Ended a session of their own elsewhere",
    Action.SECOND_FACTOR: "Set up a second factor",
    Action.REMOVE_FACTOR: "Removed a second factor",
    Action.RECOVERY_CODE: "Used a recovery code",
    Action.PASSWORD: "Changed their password",
    Action.RESET_PASSWORD: "Chose a new password by e-mail",
    Action.INVITE: "Invited a colleague",
    Action.ROLE: "Changed a role",
    Action.DEACTIVATE: "Deactivated an account",
    Action.REACTIVATE: "Reactivated an account",
}
CALLED = {
    "patients.Patient": "patient record",
    "patients.Screening": "red flag screening",
    "programmes.SessionLog": "session",
    "programmes.ExerciseLog": "exercise of a session",
    "programmes.StrengthRetest": "strength test",
    "programmes.Override": "decision",
    "progress.Review": "review",
    "progress.Report": "report",
    "handouts.IssuedHandout": "handout",
    "audit.AuditEvent": "audit trail",
    "accounts.Clinician": "account of a colleague",
    "mfa.totp": "authenticator app",
    "mfa.webauthn": "passkey",
    "mfa.recovery_codes": "recovery codes",
    "patients.Misfiling": "entry of another patient",
    "patients.Merge": "merging of two records",
    "records.Disclosure": "everything about the patient",
}
OPENS = {
    "assessments.Assessment": "assessments:assessment",
    "programmes.Programme": "programmes:programme",
    "programmes.SessionLog": "programmes:session",
    "progress.Review": "progress:review",
    "progress.Report": "progress:report",
    "handouts.IssuedHandout": "handouts:pdf",
    "thresholds.SettingsVersion": "thresholds:version",
    "accounts.Clinician": "people:person",
    "audit.AuditEvent": "records:colleague",
}
OPENS_FOR_THE_PATIENT = {
    "patients.BodyMeasurement": "patients:measure",
    "patients.Circumstances": "patients:circumstances",
    "audit.AuditEvent": "records:who_saw",
}


def object_words(event) -> str:
    """What kind of thing an event was about: "programme", "patient record, version 3"; empty for nothing."""
    if ":" in event.object_type:
        return f"the page “{event.object_type.partition(':')[2].replace('_', ' ')}”"
    words = CALLED.get(event.object_type) or _verbose_name(event.object_type)
    version = f", version {event.object_version}" if event.object_version and event.object_version > 1 else ""
    return words + version


def object_url(event) -> str:
    """Where the record of an event opens for a colleague of the clinic; empty where nothing does."""
    if event.outcome == AuditEvent.Outcome.REFUSED:
        return ""
    if event.object_id and event.object_type in OPENS:
        return _address(OPENS[event.object_type], event.object_id)
    if event.patient_id:
        return _address(OPENS_FOR_THE_PATIENT.get(event.object_type, "patients:patient"), event.patient_id)
    return ""


def _verbose_name(label):
    try:
        return str(apps.get_model(label)._meta.verbose_name) if label else ""
    except (LookupError, ValueError):
        return label


def _address(route, pk):
    try:
        return reverse(route, args=[pk])
    except NoReverseMatch:
        return ""
