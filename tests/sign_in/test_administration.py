"""The administration: accounts and clinics, each change in the audit trail, and no secret to be seen."""

import pytest
from django.contrib import admin
from django.urls import reverse

from clinic.accounts.models import Clinic, Clinician
from clinic.audit.models import AuditEvent
from clinic.sign_in.urls import urlpatterns
from tests.sign_in.steps import is_in, sign_in, with_app


@pytest.fixture
def as_keeper(db):
    keeper = Clinician.objects.create_superuser("keeper", "keeper@example.org", "pw")
    return sign_in(with_app(keeper))


def recorded(obj):
    return list(AuditEvent.objects.filter(object_id=obj.pk).values_list("actor__username", "action", "clinic__name"))


def test_it_holds_accounts_and_clinics_alone():
    assert set(admin.site._registry) == {Clinic, Clinician}


def test_a_clinic_is_added_and_told_to_ask_for_no_second_factor(as_keeper):
    fields = {"name": "New Clinic", "time_zone": "Europe/London", "requires_second_factor": "on"}
    as_keeper.post(reverse("admin:accounts_clinic_add"), fields)
    made = Clinic.objects.get()
    assert made.requires_second_factor
    del fields["requires_second_factor"]
    as_keeper.post(reverse("admin:accounts_clinic_change", args=[made.pk]), fields)
    made.refresh_from_db()
    assert not made.requires_second_factor
    assert recorded(made) == [("keeper", "amend", "New Clinic"), ("keeper", "create", "New Clinic")]


def test_a_password_that_is_set_here_is_recorded_and_ends_sessions(as_keeper, ana):
    browser = sign_in(ana)
    new = "given by the keeper"
    address = reverse("admin:auth_user_password_change", args=[ana.pk])
    as_keeper.post(address, {"password1": new, "password2": new, "usable_password": "true"})
    assert not is_in(browser)
    assert is_in(sign_in(ana, new))
    assert recorded(ana) == [("keeper", "amend", "Harbour Physio")]


# Every address below /accounts/. allauth has more: changing one's e-mail address, codes by mail, signing up.
DOORS = {
    "account_login",
    "account_logout",
    "account_signup",  # says that one is invited
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_login_webauthn",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "sign_in_account",
    "sign_in_places",
    "sign_in_end_places",
}


def test_every_door_is_listed_here():
    assert {route.name for route in urlpatterns} == DOORS


def test_who_looks_after_clinics_comes_to_the_administration(as_keeper):
    assert as_keeper.came_to == reverse("admin:index")
