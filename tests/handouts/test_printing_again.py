"""What was issued is printed again byte for byte, by those who may see the patient, and never when it is damaged."""

import datetime

import pytest
from django.test import Client

from clinic.audit.models import AuditEvent
from rehab.handouts.actions import issue_handout
from rehab.handouts.models import IssuedHandout
from rehab.programmes.actions import end_programme
from tests.conftest import signed_in
from tests.handouts.reading import text


@pytest.fixture
def url(issued):
    return f"/handouts/{issued.pk}.pdf"


def test_the_same_bytes_come_again_whatever_happened_since(ana, maria, programme, issued, url, clock):
    clock.move_to(datetime.datetime(2026, 4, 20, 9, 0, tzinfo=datetime.UTC))
    maria.given_name = "Mary"
    maria.save()
    end_programme(by=ana, programme=programme, version=1, end_reason="completed")
    response = signed_in(ana).get(url)
    assert response.content == bytes(issued.pdf)
    assert "Maria Silva" in text(response.content)


@pytest.mark.usefixtures("no_paper")
def test_it_opens_in_the_browser_under_a_name_that_tells_nobody_who(as_ana, url):
    response = as_ana.get(url)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="handout-1.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.usefixtures("no_paper")
def test_printing_leaves_its_trace(as_ana, ana, maria, issued, url):
    as_ana.get(url)
    event = AuditEvent.objects.get(action="print")
    assert (event.actor, event.patient_id, event.object_id) == (ana, maria.pk, issued.pk)


@pytest.mark.usefixtures("no_paper")
def test_damaged_bytes_are_not_printed(as_ana, issued, url):
    IssuedHandout.objects.filter(pk=issued.pk).update(pdf=bytes(issued.pdf)[:-1] + b"!")
    response = as_ana.get(url)
    assert response.status_code == 409
    assert response["Content-Type"].startswith("text/html")
    assert "Handout 1 cannot be shown" in response.content.decode()
    assert not AuditEvent.objects.filter(action="print").exists()


@pytest.mark.usefixtures("no_paper")
def test_another_clinic_finds_nothing(as_ben, url, programme):
    assert as_ben.get(url).status_code == 404
    for page in ("", "preview.pdf"):
        assert as_ben.get(f"/programmes/{programme.pk}/handouts/{page}").status_code == 404
        assert as_ben.post(f"/programmes/{programme.pk}/handouts/{page}", {"paper": "A4"}).status_code == 404
    assert IssuedHandout.objects.count() == 1


@pytest.mark.usefixtures("no_paper")
def test_who_is_not_signed_in_is_asked_to(url, programme):
    for address in (url, f"/programmes/{programme.pk}/handouts/", f"/programmes/{programme.pk}/handouts/preview.pdf"):
        response = Client().get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/")


def test_the_same_programme_on_the_same_day_gives_the_same_bytes(ana, lukasz_programme, ben):
    first = issue_handout(by=ben, programme=lukasz_programme)
    IssuedHandout.objects.all().delete()
    assert issue_handout(by=ben, programme=lukasz_programme).sha256 == first.sha256
