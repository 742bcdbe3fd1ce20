"""Who signed in, who tried, and what was changed stands in the audit trail; what a stranger typed stands nowhere."""

from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.urls import reverse

from clinic.audit.models import AuditEvent
from tests.sign_in.steps import code_of, deeds, give_code, give_password, sign_in, with_app

TYPED = "correct-horse-typed-in-the-wrong-field"


def everything_stored():
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += cursor.fetchall()
    return str(rows)


def test_signing_in_and_out_is_recorded_with_the_clinic(ana_with_app):
    browser = sign_in(ana_with_app)
    browser.post(reverse("account_logout"))
    assert deeds(ana_with_app, clinic=ana_with_app.clinic, outcome="done") == ["sign_in", "sign_out"]


def test_the_password_alone_is_no_sign_in_yet(ana_with_app):
    give_password(Client(), "ana")
    assert deeds(ana_with_app) == []


def test_a_wrong_password_stands_at_whose_name_it_was_tried_with(ana):
    give_password(Client(), "ana", "wrong")
    give_password(Client(), ana.email, "wrong")
    assert deeds(ana, outcome="refused") == ["sign_in_failed"] * 2


def test_a_wrong_code_stands_there_too(ana_with_app):
    browser = Client()
    give_password(browser, "ana")
    give_code(browser, "000000")
    give_code(browser, code_of(ana_with_app))
    assert deeds(ana_with_app) == ["sign_in_failed", "sign_in"]


def test_a_name_that_nobody_has_is_kept_nowhere(ana, capfd, caplog):
    give_password(Client(), TYPED, "wrong")
    assert deeds(None, clinic=None) == ["sign_in_failed"]
    assert TYPED not in everything_stored()
    assert TYPED not in caplog.text + "".join(capfd.readouterr())


def test_what_would_be_kept_is_found(ana):
    ana.job_title = TYPED
    ana.save()
    assert TYPED in everything_stored()


def test_the_trail_says_it_in_words(ana_with_app, lena):
    browser = Client()
    give_password(browser, "ana")
    give_code(browser, "000000")
    sign_in(ana_with_app)
    person = with_app(lena)
    page = sign_in(person).get(reverse("records:colleague", args=[ana_with_app.pk])).content.decode()
    assert "Failed to sign in" in page
    assert "Signed in" in page


def test_who_cannot_be_recorded_does_not_come_in(ana, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("clinic.sign_in.adapter.record", broken)
    browser = Client(raise_request_exception=False)
    assert give_password(browser, "ana").status_code == 500
    assert browser.get("/").status_code == 302


def test_no_event_is_about_a_patient(ana_with_app):
    sign_in(ana_with_app).post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert set(AuditEvent.objects.values_list("patient_id", flat=True)) == {None}
