"""What holds on every page: members of a clinic only, the clinic's clock, nothing kept by a cache."""

import datetime

import pytest
from django.urls import reverse

from clinic.accounts.models import Clinician
from clinic.audit.models import AuditEvent
from tests.conftest import signed_in

PATIENTS = reverse("patients:patients")


@pytest.fixture
def admin(db):
    return Clinician.objects.create_superuser("root", "root@example.org", "pw")


def test_an_administrator_without_a_clinic_sees_no_patient(admin, maria):
    as_admin = signed_in(admin)
    assert as_admin.get(PATIENTS).status_code == 403
    assert as_admin.get(f"/patients/{maria.pk}/").status_code == 403
    assert set(AuditEvent.objects.filter(actor=admin).values_list("action", flat=True)) == {"refuse"}


def test_an_administrator_reaches_the_admin_and_is_told_where_it_is(admin):
    as_admin = signed_in(admin)
    assert as_admin.get("/admin/").status_code == 200
    assert b'href="/admin/"' in as_admin.get(PATIENTS).content


def test_pages_of_somebody_signed_in_are_kept_by_no_cache(as_ana):
    assert "no-store" in as_ana.get(PATIENTS)["Cache-Control"]
    assert "no-store" in as_ana.get("/nowhere/")["Cache-Control"]


def test_each_answer_has_a_request_id_of_its_own(as_ana):
    first, second = as_ana.get(PATIENTS), as_ana.get("/nowhere/")
    assert first["X-Request-ID"] != second["X-Request-ID"]


def test_dates_follow_the_clinic_not_the_server(ana, clock, harbour):
    clock.move_to(datetime.datetime(2026, 3, 2, 23, 30, tzinfo=datetime.UTC))
    harbour.time_zone = "Asia/Tokyo"
    harbour.save()
    field = signed_in(ana).get("/patients/new/").context["form"].fields["date_of_birth"]
    assert field.latest == datetime.date(2026, 3, 3)


def test_an_address_that_does_not_exist_is_told_in_plain_words(as_ana):
    response = as_ana.get("/nowhere/")
    assert response.status_code == 404
    assert b"Nothing here" in response.content
