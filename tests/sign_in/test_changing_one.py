"""Changing and removing a second factor, and resetting one that was lost."""

import datetime
import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from clinic.sign_in.actions import reset_second_factor
from tests.sign_in.steps import (
    SECOND_FACTORS,
    code_for,
    code_of,
    deeds,
    give_code,
    give_password,
    is_in,
    recovery_codes_of,
    sign_in,
    with_app,
)

SET_UP = reverse("mfa_activate_totp")
REMOVE_APP = reverse("mfa_deactivate_totp")
NEW_CODES = reverse("mfa_generate_recovery_codes")


def with_passkey(person):
    """A second second factor. What the passkey is does not matter where it is only listed and removed."""
    return Authenticator.objects.create(user=person, type="webauthn", data={"name": "Blue key", "credential": {}})


def factors(person):
    return set(Authenticator.objects.filter(user=person).values_list("type", flat=True))


def test_the_last_one_stays_where_the_clinic_asks(strict, ana_with_app):
    browser = sign_in(ana_with_app)
    assert b"this is your only one" in browser.get(REMOVE_APP).content
    assert b"this is your only one" in browser.post(REMOVE_APP).content
    assert factors(ana_with_app) == {"totp", "recovery_codes"}
    assert "remove_factor" not in deeds(ana_with_app)


def test_the_last_passkey_stays_too(strict, ana_with_app):
    passkey = with_passkey(ana_with_app)
    browser = sign_in(ana_with_app)
    Authenticator.objects.filter(type="totp").delete()
    remove = reverse("mfa_remove_webauthn", args=[passkey.pk])
    assert b"this is your only one" in browser.get(remove).content
    assert b"this is your only one" in browser.post(remove).content
    assert factors(ana_with_app) == {"webauthn", "recovery_codes"}


def test_one_of_two_can_be_removed(strict, ana_with_app, mailoutbox):
    with_passkey(ana_with_app)
    browser = sign_in(ana_with_app)
    assert browser.post(REMOVE_APP).url == SECOND_FACTORS
    assert factors(ana_with_app) == {"webauthn", "recovery_codes"}
    assert deeds(ana_with_app, object_type="mfa.totp") == ["remove_factor"]
    assert "An authenticator app was removed" in mailoutbox[-1].body


def test_an_app_moves_to_another_telephone_with_nobody_without_one_in_between(strict, ana_with_app):
    """The way back for who lost the old telephone and came in by a recovery code."""
    browser = Client()
    give_password(browser, "ana")
    give_code(browser, recovery_codes_of(ana_with_app)[0])
    old = code_of(ana_with_app)
    page = browser.get(SET_UP)
    assert b"stops working once this one is" in page.content
    assert browser.post(SET_UP, {"code": "000000"}).status_code == 200
    assert code_of(ana_with_app) == old
    assert browser.post(SET_UP, {"code": code_for(page.context["form"].secret)}).url == SECOND_FACTORS
    assert is_in(browser)
    assert is_in(sign_in(ana_with_app))
    assert len(recovery_codes_of(ana_with_app)) == 9


def test_a_passkey_can_be_renamed_and_removed(ana_with_app):
    passkey = with_passkey(ana_with_app)
    browser = sign_in(ana_with_app)
    rename = reverse("mfa_edit_webauthn", args=[passkey.pk])
    assert b"<title>Error: Rename" in browser.post(rename, {"name": "x" * 61}).content
    browser.post(rename, {"name": "Work <b>telephone</b>"})
    passkey.refresh_from_db()
    assert passkey.data["name"] == "Work <b>telephone</b>"
    assert b"Work &lt;b&gt;telephone" in browser.get(reverse("mfa_list_webauthn")).content
    browser.post(reverse("mfa_remove_webauthn", args=[passkey.pk]))
    assert factors(ana_with_app) == {"totp", "recovery_codes"}


def test_a_colleague_s_passkey_is_nobody_else_s(ana_with_app, lena):
    passkey = with_passkey(lena)
    browser = sign_in(ana_with_app)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        address = reverse(name, args=[passkey.pk])
        assert browser.get(address).status_code == browser.post(address, {"name": "Mine"}).status_code == 404
    assert factors(lena) == {"webauthn"}


def test_where_none_is_asked_for_the_last_goes_and_its_codes_with_it(ana_with_app):
    sign_in(ana_with_app).post(REMOVE_APP)
    assert factors(ana_with_app) == set()


def test_new_recovery_codes_end_the_old_ones(ana_with_app):
    old = recovery_codes_of(ana_with_app)
    browser = sign_in(ana_with_app)
    shown = browser.post(NEW_CODES, follow=True).content.decode()
    new = recovery_codes_of(ana_with_app)
    assert all(code in shown for code in new)
    assert not set(old) & set(new)
    thief = Client()
    give_password(thief, "ana")
    assert give_code(thief, old[0]).status_code == 200
    assert deeds(ana_with_app, object_type="mfa.recovery_codes") == ["second_factor"]


@pytest.mark.parametrize(
    "name", ["mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_add_webauthn", "mfa_activate_totp"]
)
def test_some_time_after_signing_in_one_shows_again_who_one_is(ana_with_app, clock, name):
    browser = sign_in(ana_with_app)
    assert browser.get(reverse(name)).status_code == 200
    clock.shift(datetime.timedelta(minutes=6))
    confirm = browser.get(reverse(name)).url
    assert confirm == f"{reverse('account_reauthenticate')}?next={reverse(name).replace('/', '%2F')}"
    assert browser.post(confirm, {"password": "wrong"}).status_code == 200
    assert browser.get(reverse(name)).status_code == 302
    assert browser.post(confirm, {"password": "pw"}).url == reverse(name)
    assert browser.get(reverse(name)).status_code == 200


def test_what_was_sent_too_late_waits_until_one_has_shown_it(ana_with_app, clock):
    browser = sign_in(ana_with_app)
    clock.shift(datetime.timedelta(minutes=6))
    confirm = browser.post(REMOVE_APP).url
    browser.post(confirm, {"password": "wrong"})
    assert factors(ana_with_app) == {"totp", "recovery_codes"}
    browser.post(confirm, {"password": "pw"})
    assert factors(ana_with_app) == set()


def test_a_code_shows_it_too(ana_with_app, clock):
    browser = sign_in(ana_with_app)
    clock.shift(datetime.timedelta(minutes=6))
    confirm = f"{reverse('mfa_reauthenticate')}?next={REMOVE_APP}"
    assert b"Use your password instead" in browser.get(confirm).content
    assert browser.post(confirm, {"code": "000000"}).status_code == 200
    assert browser.post(confirm, {"code": code_of(ana_with_app)}).url == REMOVE_APP
    assert "sign_in_failed" in deeds(ana_with_app)


def test_a_lead_resets_what_a_colleague_has_lost(strict, ana_with_app, lena, mailoutbox):
    browser = sign_in(ana_with_app)
    reset_second_factor(by=lena, clinician=ana_with_app)
    assert factors(ana_with_app) == set()
    assert not is_in(browser)
    again = sign_in(ana_with_app)
    assert again.get("/").url.startswith(SECOND_FACTORS)
    assert deeds(lena, object_type="accounts.Clinician", object_id=ana_with_app.pk) == ["remove_factor"]


def test_who_was_reset_hears_of_it(ana_with_app, lena, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        reset_second_factor(by=lena, clinician=ana_with_app)
    assert [message.to for message in mailoutbox] == [[ana_with_app.email]]


@pytest.mark.parametrize("who", ["ana", "rosa", "ben", "lena_of_hill_street"])
def test_nobody_else_resets_it(ana_with_app, rosa, ben, hill_street, who, request):
    ben.role = "lead" if who == "lena_of_hill_street" else ben.role
    ben.save()
    by = ben if who == "lena_of_hill_street" else request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        reset_second_factor(by=by, clinician=ana_with_app)
    assert "totp" in factors(ana_with_app)


def test_a_lead_does_not_reset_their_own(lena):
    with_app(lena)
    with pytest.raises(PermissionDenied):
        reset_second_factor(by=lena, clinician=lena)


def test_a_lead_no_more_resets_nothing(ana_with_app, lena):
    type(lena).objects.filter(pk=lena.pk).update(role="clinician")
    with pytest.raises(PermissionDenied):
        reset_second_factor(by=lena, clinician=ana_with_app)


def test_whoever_runs_the_server_resets_the_only_lead_s(lena):
    with_app(lena)
    said = io.StringIO()
    call_command("reset_second_factor", "lena", stdout=said)
    assert said.getvalue() == "The second factor of Lena Vogt is reset.\n"
    assert factors(lena) == set()
    assert deeds(None, clinic=lena.clinic, object_id=lena.pk) == ["remove_factor"]
    with pytest.raises(CommandError, match="Nobody has the user name nobody"):
        call_command("reset_second_factor", "nobody")
