"""A page whose reading cannot be written down is not shown. Every page of the site, whosever record it is of."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.handouts.conftest import no_paper
from tests.trust import places

__all__ = ["no_paper"]

# They show nothing of any record: the library, the settings, and empty forms.
OF_NO_RECORD = {
    "library:exercises",
    "library:exercise",
    "library:drawings",
    "library:rules",
    "library:rule",
    "thresholds:settings",
    "thresholds:change",
    "thresholds:defaults",
    "thresholds:version",
    "letterhead:letterhead",
    "patients:add",
    "people:invite",
    "programmes:save_filter",
}


class NoAudit(Exception):
    """The database does not take the audit event."""


def no_audit_event(execute, sql, params, many, context):
    if sql.startswith("INSERT") and "audit_auditevent" in sql:
        raise NoAudit
    return execute(sql, params, many, context)


@pytest.fixture
def place(ana, maria, marias_episode, no_paper):
    return places.Clinic(ana, maria, marias_episode)


def pages(place):
    known = {**places.ABOUT_A_PATIENT, **places.ABOUT_NOBODY}
    for name in sorted(set(known) - OF_NO_RECORD):
        arguments = known[name]
        yield name, reverse(name, args=arguments(place) if callable(arguments) else arguments)
    for name in ("records:who_saw_csv", "records:everything"):
        yield name, reverse(name, args=[place.maria.pk])


def shown(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_no_page_is_shown_whose_reading_cannot_be_recorded(place, lena):
    client = Client(raise_request_exception=False)
    client.force_login(lena)
    wrong, refused = [], 0
    for name, address in pages(place):
        with connection.execute_wrapper(no_audit_event):
            response = client.get(address)
        transaction.set_rollback(False)  # nothing failed in the database itself
        refused += response.status_code == 500
        if response.status_code == 200 or b"Silva" in shown(response):
            wrong.append(name)
    assert wrong == []
    assert refused > len(places.ABOUT_A_PATIENT)  # nearly all: a few lead elsewhere


def test_a_refusal_that_cannot_be_recorded_is_not_sent(place, ben):
    client = Client(raise_request_exception=False)
    client.force_login(ben)
    address = reverse("patients:patient", args=[place.maria.pk])
    assert client.get(address).status_code == 404
    with connection.execute_wrapper(no_audit_event):
        assert client.get(address).status_code == 500
