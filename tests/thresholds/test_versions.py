"""A clinic's settings are changed only by a new version: by its lead, within limits, with a reason, never edited."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from clinic.audit.models import AuditEvent
from clinic.audit.recording import EditConflict, new_key
from rehab.rules import RULES_VERSION, SETTINGS, effective_settings
from rehab.thresholds.actions import make_version
from rehab.thresholds.models import SettingsVersion
from rehab.thresholds.queries import changes, in_force, versions


def test_a_clinic_without_a_version_follows_the_defaults(harbour):
    current = in_force(harbour)
    assert (current.number, current.name, current.stored) == (0, "the default settings", None)
    assert current.settings == effective_settings()


def test_a_version_holds_every_setting_who_made_it_and_why(set_to, harbour, lena):
    made = set_to(lapse_days=10, reason="Two weeks were too long")
    current = in_force(harbour)
    assert current == made
    assert (current.number, current.created_by, current.reason) == (1, lena, "Two weeks were too long")
    assert current.settings == effective_settings() | {"lapse_days": 10}
    assert current.rules_version == RULES_VERSION


def test_versions_are_numbered_in_their_clinic(set_to, ben, hill_street, harbour):
    set_to(lapse_days=10)
    set_to(lapse_days=11)
    ben.role = "lead"
    ben.save()
    make_version(by=ben, settings={"green_max": 1}, reason="Ours", version=0)
    assert [version.number for version in versions(harbour)] == [2, 1, 0]
    assert [version.number for version in versions(hill_street)] == [1, 0]


def test_back_to_the_defaults_is_a_version_like_any_other(set_to, harbour):
    set_to(lapse_days=10)
    made = set_to(**effective_settings(), reason="It brought nothing")
    assert (made.number, in_force(harbour).settings) == (2, effective_settings())


def test_what_changed_is_told_in_words_of_each_setting():
    found = changes({}, {"weak_at_or_below": "4+", "knee_flexion_threshold_deg": 67, "amber_max": 4})
    assert [(change.label, change.before, change.after) for change in found] == [
        (SETTINGS["knee_flexion_threshold_deg"].label, "80°", "67°"),
        (SETTINGS["weak_at_or_below"].label, "MMT 4", "MMT 4+"),
        (SETTINGS["amber_max"].label, "5/10", "4/10"),
    ]


def test_only_a_lead_makes_a_version(ana, harbour):
    with pytest.raises(PermissionDenied):
        make_version(by=ana, settings={"lapse_days": 10}, reason="x", version=0)
    assert in_force(harbour).is_defaults


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"lapse_days": 22}, "lapse_days"),
        ({"green_max": 3}, "green_max"),
        ({"weak_at_or_below": "5"}, "weak_at_or_below"),
        ({"min_gap_days": 3}, "sessions_per_week"),
    ],
)
def test_what_cannot_be_set_is_refused_and_says_which(lena, bad, field):
    with pytest.raises(ValidationError) as refused:
        make_version(by=lena, settings=bad, reason="x", version=0)
    assert list(refused.value.message_dict) == [field]
    assert not SettingsVersion.objects.exists()


def test_a_version_that_changes_nothing_is_not_made(lena):
    with pytest.raises(ValidationError, match="Nothing is changed"):
        make_version(by=lena, settings=effective_settings(), reason="x", version=0)


def test_a_version_made_meanwhile_is_not_replaced_unseen(set_to, lena, harbour):
    meanwhile = set_to(lapse_days=10)
    with pytest.raises(EditConflict) as conflict:
        make_version(by=lena, settings={"green_max": 1}, reason="x", version=0)
    assert conflict.value.current == meanwhile
    assert in_force(harbour) == meanwhile


def test_the_same_form_sent_twice_makes_one_version(lena):
    sent = {"by": lena, "key": new_key(), "settings": {"lapse_days": 10}, "reason": "x", "version": 0}
    assert make_version(**sent) == make_version(**sent)
    assert SettingsVersion.objects.count() == 1


def test_a_version_is_in_the_audit_trail(set_to, lena, harbour):
    made = set_to(lapse_days=10)
    event = AuditEvent.objects.first()
    assert (event.action, event.actor, event.clinic, event.patient_id) == ("create", lena, harbour, None)
    assert (event.object_type, event.object_id, event.object_version) == ("thresholds.SettingsVersion", made.pk, 1)


def test_a_version_is_never_edited_or_deleted(set_to):
    made = set_to(lapse_days=10)
    made.reason = "Another"
    with pytest.raises(TypeError):
        made.save()
    with pytest.raises(TypeError):
        made.delete()
    made.refresh_from_db()
    assert made.reason == "Agreed at the team meeting"


def test_the_defaults_are_never_stored():
    with pytest.raises(TypeError):
        SettingsVersion.defaults().save()


@pytest.mark.parametrize("broken", [{"number": 1}, {"number": 0}, {"number": 2, "reason": ""}])
def test_the_database_holds_numbers_and_reasons(set_to, lena, harbour, broken):
    set_to(lapse_days=10)
    row = SettingsVersion(
        **{"clinic": harbour, "settings": {}, "rules_version": "x", "reason": "x", "created_by": lena} | broken
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        SettingsVersion.objects.bulk_create([row])
