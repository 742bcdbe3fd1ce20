"""Every stored field, classified: does it go to a patient who asks for everything about them, and if not, why not?

A field that is not named here fails a test, so that nobody adds one without deciding. Tables of other people's
software are classified as a whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

RECORD = "id created_at created_by "
AMENDABLE = RECORD + "replaces amendment_reason is_current withdrawn "
NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Classified:
    """The fields of one model that are `exported`, and those that are `withheld`, each with the reason."""

    exported: tuple[str, ...] = ()
    withheld: Mapping[str, str] = field(default_factory=dict)


def told(names: str, withheld: Mapping[str, str] = NONE) -> Classified:
    """Fields that go to the patient, and the exceptions."""
    return Classified(tuple(names.split()), withheld)


def kept_back(names: str, reason: str) -> Classified:
    """A model of which nothing goes to the patient."""
    return Classified((), dict.fromkeys(names.split(), reason))


COLLEAGUE = "about a colleague; their name stands at what they wrote"
PROOF = "guards the audit trail and says nothing about the patient"
TECHNICAL = "technical, says nothing about the patient"
SIDE_TEST = "id assessment side "

CLASSIFIED: Mapping[str, Classified] = {
    "patients.Patient": told(
        RECORD + "clinic given_name family_name date_of_birth sex record_number telephone email address language"
        " archived_at archived_reason merged_into version",
        {"search_key": "made from the names for searching, says nothing more than they do"},
    ),
    "patients.Circumstances": told(AMENDABLE + "patient holds_from precautions equipment note"),
    "patients.BodyMeasurement": told(AMENDABLE + "patient measured_on height_cm mass_kg"),
    "patients.Episode": told(
        RECORD + "patient clinician complaint sides goal started_on discharged_on outcome discharge_note version"
    ),
    "patients.PsfsActivity": told(RECORD + "episode position activity"),
    "patients.Screening": told(RECORD + "episode asked_on answers note"),
    "assessments.Assessment": told(
        RECORD + "episode examined_on screening draft_screening pain_nrs usual_morning_symptoms note rater signed_at"
        " signed_by replaces amendment_reason is_current discarded_at version",
        {"saved_by_form": TECHNICAL},
    ),
    "assessments.ThomasTest": told(SIDE_TEST + "hip_extension_deg pelvis_controlled method"),
    "assessments.ModifiedThomasTest": told(
        SIDE_TEST + "hip_extension_deg hip_extension_knee_straight_deg knee_flexion_deg hip_abduction_deg"
        " pelvis_controlled method"
    ),
    "assessments.StrengthTest": told(SIDE_TEST + "mmt force_n lever_arm_m position fixation symptoms"),
    "assessments.Trial": told(SIDE_TEST + "position exercise level quality symptoms"),
    "assessments.PsfsScore": told("id assessment activity score"),
    "programmes.Programme": told(
        RECORD + "episode assessment started_on usual_morning_symptoms next_review_on rules_version settings"
        " settings_version basis ended_on end_reason end_note version"
    ),
    "programmes.ProgrammeSide": told("id programme side combination start_stage mmt symmetry_pct"),
    "programmes.Prescription": told(
        AMENDABLE + "programme side kind position exercise level from_on starts_here dropped sets repetitions unit"
        " hold_seconds rest_seconds load sessions_per_week note"
    ),
    "programmes.SessionLog": told(
        AMENDABLE + "programme performed_on source next_morning_left next_morning_right note"
    ),
    "programmes.ExerciseLog": told(
        "id session position exercise side level sets_done repetitions_done completed compensated symptoms"
    ),
    "programmes.StrengthRetest": told(
        AMENDABLE + "programme tested_on side mmt force_n other_force_n position symmetry_pct symptoms note"
    ),
    "programmes.Override": told(
        AMENDABLE + "programme decided_on side type stage exercise level exercises combination reason after_session"
    ),
    "programmes.SettingsMove": told(RECORD + "programme moved_on from_version to_version former_settings reason"),
    "progress.Review": told(
        RECORD + "programme reviewed_on global_change findings decision note next_review_on seen rules_version"
        " signed_at signed_by replaces amendment_reason is_current discarded_at version"
    ),
    "progress.ReviewScore": told("id review scale score"),
    "progress.Report": told(
        RECORD + "programme review kind number issued_on addressee paper context pdf sha256 rules_version"
    ),
    "handouts.IssuedHandout": told(
        RECORD + "programme number issued_on paper large_print language context html html_sha256 pdf sha256"
        " rules_version library_version"
    ),
    "patients.Misfiling": told(
        RECORD + "patient kind object_id moved_at moved_by",
        dict.fromkeys(("reason", "moved_to", "moved_id"), "about the other person, whose entry it was"),
    ),
    "patients.Merge": told(RECORD + "kept merged reason brought decided"),
    "records.Disclosure": told(RECORD + "patient reason sha256 size_bytes"),
    "audit.FormerVersion": told("id object_type object_id version values replaced_at replaced_by"),
    "drafts.FormDraft": told("id by form object_id values saved_at", {"key": TECHNICAL, "version": TECHNICAL}),
    "audit.AuditEvent": told(
        "id at actor actor_role patient_id object_type object_id object_version action outcome",
        {"clinic": "the clinic of the person who acted, who is not named where it is another one"}
        | dict.fromkeys(("request_id", "chain", "sequence", "previous_hash", "hash"), PROOF),
    ),
    "thresholds.SettingsVersion": told(
        "id created_at number settings rules_version",
        {
            "created_by": COLLEAGUE,
            "clinic": "the same as the patient's",
            "reason": "why the clinic changed its settings for everybody; not about the patient",
        },
    ),
    "accounts.Clinic": told(
        "id name address telephone email",
        dict.fromkeys(("time_zone", "requires_second_factor", "version"), TECHNICAL)
        | dict.fromkeys(("colour", "logo"), "how the clinic's paper looks; on each handout it is kept as it was"),
    ),
    "accounts.Logo": kept_back("id png created_at created_by", "a picture of the clinic's; on each handout it is kept"),
    "accounts.Clinician": kept_back(
        "id password last_login is_superuser username first_name last_name email is_staff is_active date_joined"
        " clinic role job_title version",
        COLLEAGUE,
    ),
    "programmes.SavedFilter": kept_back(
        "id created_at created_by name whose need state order removed_at",
        "how a colleague looks at their list; not about a patient",
    ),
    "accounts.Clinician_groups": kept_back("id clinician group", COLLEAGUE),
    "accounts.Clinician_user_permissions": kept_back("id clinician permission", COLLEAGUE),
    "sign_in.Session": kept_back("session_key session_data expire_date person", "that a colleague is signed in"),
    "people.Invitation": kept_back(
        "id created_at created_by clinic given_name family_name email role secret_hash expires_at accepted_by"
        " accepted_at withdrawn_at version",
        COLLEAGUE,
    ),
    "audit.ChainHead": kept_back("chain length hash", PROOF),
    "audit.ChainCheck": kept_back("id chain at length hash faults", PROOF),
    "audit.Submission": kept_back("id key by action at result_type object_id", TECHNICAL),
}

OTHER_PEOPLE_S_TABLES: Mapping[str, str] = {
    "account": COLLEAGUE,
    "admin": "what site administrators did with accounts; the admin holds no patient",
    "auth": "groups and permissions of colleagues",
    "contenttypes": TECHNICAL,
    "mfa": COLLEAGUE,
    "sessions": "that a colleague is signed in",
    "usersessions": "where a colleague is signed in",
}
