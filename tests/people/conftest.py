"""Harbour Physio with its lead, a clinician, the reception, and a second clinician who can take patients over."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from clinic.accounts.models import Clinician
from tests.pages import send

INVITE = reverse("people:invite")
NEW = {"given_name": "Nina", "family_name": "Berg", "email": "nina@harbour.example", "role": "clinician"}
PASSWORD = "a long walk by the sea"


@pytest.fixture
def carl(harbour):
    """Carl Moss, a clinician of Harbour's like Ana."""
    return Clinician.objects.create_user(
        "carl", "carl@harbour.example", "pw", first_name="Carl", last_name="Moss", clinic=harbour
    )


@pytest.fixture
def invite(as_lena):
    """Invite somebody as Lena does; gives the link that was sent."""

    def sent(**typed):
        response = send(as_lena, INVITE, **NEW | typed)
        assert response.status_code == 302, response.context["form"].errors
        return link_in(mail.outbox[-1])

    return sent


def link_in(message):
    """The address in an e-mail, without the host."""
    return re.search(r"http://testserver(/invitation/\S+/)", message.body)[1]


def said(response):
    """The messages that the page after `response` shows, as one text."""
    return " ".join(str(message) for message in response.context["messages"])
