"""Passwords: long, not common, otherwise as one likes; changed by who knows the old one, or by a link."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import Clinician
from tests.sign_in.steps import deeds, give_password, is_in, sign_in

CHANGE, FORGOTTEN = reverse("account_change_password"), reverse("account_reset_password")
NEW = "six boats at low tide"


def change(browser, new, old="pw", again=None):
    return browser.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again or new})


def link_in(mail):
    return next(word for word in mail.body.split() if word.startswith("http"))


def through(browser, link):
    """Where a link leads: to the form, at an address without the secret."""
    return browser.get(link, follow=True).redirect_chain[-1][0]


@pytest.mark.parametrize(
    "new",
    [
        "twelve chars",
        "a" * 11 + "b",
        "ŁÓDŹ łódź ŁÓDŹ",
        "  spaces around it  ",
        "x9 " * 42 + "yz",
        "🚤🌊⛵🏖🐚🦀🐟🦑🐙🦐🐡🐬",
    ],
)
def test_what_is_long_enough_is_taken_as_it_was_typed(ana, new):
    assert change(sign_in(ana), new).status_code == 302
    assert is_in(sign_in(ana, new))


def test_128_characters_are_taken_and_all_of_them_count(ana):
    new = "0123456789abcdef" * 8
    assert len(new) == 128
    change(sign_in(ana), new)
    assert give_password(Client(), "ana", new[:-1]).status_code == 200
    assert is_in(sign_in(ana, new))


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("eleven char", "too short"),
        ("qwerty123456", "too common"),
        ("1234567890123", "too common"),
        ("ana@harbour.example", "too similar"),
        ("", "Fill this in"),
        ("nul\x00nul\x00nul\x00nul", "Null characters"),
    ],
)
def test_what_is_easily_guessed_is_refused_beside_the_field(ana, new, said):
    answer = change(sign_in(ana), new)
    assert answer.status_code == 200
    assert said in answer.context["form"].errors["password1"].as_text()
    assert b"<title>Error: Change" in answer.content
    ana.refresh_from_db()
    assert ana.check_password("pw")


def test_what_was_typed_twice_has_to_be_the_same(ana):
    assert "password2" in change(sign_in(ana), NEW, again=NEW + "!").context["form"].errors


def test_without_the_old_one_nothing_changes(ana):
    answer = change(sign_in(ana), NEW, old="wrong")
    assert answer.context["form"].errors["oldpassword"] == ["This is not your current password."]
    ana.refresh_from_db()
    assert ana.check_password("pw")


def test_it_is_kept_as_argon2(ana, settings):
    from clinic import settings as real

    settings.PASSWORD_HASHERS = real.PASSWORD_HASHERS
    ana.set_password(NEW)
    assert ana.password.startswith("argon2$argon2id$")


def test_the_fields_let_password_managers_and_paste_work(ana):
    page = sign_in(ana).get(CHANGE).content.decode()
    assert page.count('autocomplete="new-password"') == 2
    assert page.count('autocomplete="current-password"') == 1
    assert "onpaste" not in page


def test_a_change_ends_every_other_session_and_keeps_this_one(ana, mailoutbox):
    here, there = sign_in(ana), sign_in(ana)
    before = here.session.session_key
    change(here, NEW)
    assert is_in(here)
    assert not is_in(there)
    assert here.session.session_key != before
    assert deeds(ana)[-1] == "password"
    assert "Your password was changed" in mailoutbox[-1].body


def test_a_link_by_mail_leads_to_a_new_password(ana, mailoutbox):
    signed_in_still, browser = sign_in(ana), Client()
    browser.post(FORGOTTEN, {"email": "Ana@Harbour.example"})
    (mail,) = mailoutbox
    assert mail.to[0].lower() == ana.email
    form = through(browser, link_in(mail))
    assert link_in(mail).rsplit("-", 1)[1] not in form
    assert browser.post(form, {"password1": "short", "password2": "short"}).context["form"].errors
    assert browser.post(form, {"password1": NEW, "password2": NEW}).url == reverse(
        "account_reset_password_from_key_done"
    )
    assert not is_in(browser)
    assert not is_in(signed_in_still)
    assert deeds(ana)[-1] == "reset_password"
    assert is_in(sign_in(ana, NEW))


def test_the_link_works_once(ana, mailoutbox):
    browser = Client()
    browser.post(FORGOTTEN, {"email": ana.email})
    link = link_in(mailoutbox[0])
    browser.post(through(browser, link), {"password1": NEW, "password2": NEW})
    dead = Client().get(link, follow=True)
    assert b"This link does not work any more" in dead.content
    assert Client().post(link, {"password1": "another of them", "password2": "another of them"}).status_code in (
        200,
        302,
    )
    ana.refresh_from_db()
    assert ana.check_password(NEW)


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (61, False)])
def test_the_link_works_for_an_hour(ana, mailoutbox, clock, minutes, works):
    Client().post(FORGOTTEN, {"email": ana.email})
    clock.shift(datetime.timedelta(minutes=minutes))
    answer = Client().get(link_in(mailoutbox[0]), follow=True)
    assert (b"This link does not work any more" not in answer.content) == works


@pytest.mark.parametrize("address", ["ana@harbour.example", "nobody@harbour.example", "gone@harbour.example"])
def test_known_and_unknown_addresses_get_the_same_answer_and_cost_the_same(ana, mailoutbox, address):
    Clinician.objects.create_user("gone", "gone@harbour.example", "pw", clinic=ana.clinic, is_active=False)
    answer = Client().post(FORGOTTEN, {"email": address}, follow=True)
    assert answer.redirect_chain == [(reverse("account_reset_password_done"), 302)]
    assert "If an account has this address" in answer.content.decode()
    assert address not in answer.content.decode()
    assert [message.to for message in mailoutbox] == [[address]]


def test_a_link_goes_to_no_address_that_the_account_has_no_more(ana, mailoutbox):
    ana.email = "ruiz@harbour.example"
    ana.save()
    Client().post(FORGOTTEN, {"email": "ana@harbour.example"})
    assert "http" not in mailoutbox[0].body


def test_the_new_password_form_opens_without_a_link_for_nobody(ana):
    answer = Client().get("/accounts/password/new/abc-set-password/")
    assert b"This link does not work any more" in answer.content


@pytest.mark.parametrize("login", ["ana", "ana@harbour.example", "nobody", "nobody@harbour.example", "gone"])
def test_whatever_name_is_typed_one_password_is_hashed_and_the_answer_is_the_same(ana, login, monkeypatch):
    """The time a hash takes is what a stranger could measure; argon2 takes a thousand times longer than the rest."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    Clinician.objects.create_user("gone", "gone@harbour.example", "pw", clinic=ana.clinic, is_active=False)
    hashed, real = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or real(*args))
    password = "pw" if login == "gone" else "wrong"
    answer = give_password(Client(), login, password)
    assert len(hashed) == 1
    assert answer.status_code == 200
    said = answer.context["form"].errors.get_json_data()
    assert [one["message"] for one in said["__all__"]] == [
        "The name and the password do not fit together. Check both and try again."
    ]


def test_an_address_that_two_accounts_share_signs_in_neither(ana, ben):
    ben.email = ana.email
    ben.save()
    assert give_password(Client(), ana.email).status_code == 200
    assert is_in(sign_in(ana))


def test_an_account_without_a_password_gets_one_by_mail_alone(ana):
    browser = sign_in(ana)
    ana.set_unusable_password()
    ana.save()
    browser.force_login(ana)
    assert browser.get(CHANGE).url == FORGOTTEN
