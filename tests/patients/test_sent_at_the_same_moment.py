"""A form refused because the same form was stored a moment before gets the answer of the one that was stored."""

from django.urls import reverse

from rehab.patients.models import Patient
from rehab.patients.views import patients
from tests.pages import opened

ROSA = {"given_name": "Rosa", "family_name": "Keller", "date_of_birth": "1970-01-02", "record_number": "H-77"}


def test_the_first_sending_is_stored_while_the_second_is_read(as_ana, monkeypatch):
    address = reverse("patients:add")
    sent = opened(as_ana, address) | ROSA

    def posted_after_the_first(request):
        monkeypatch.undo()
        as_ana.post(address, sent)
        return patients.posted(request)

    monkeypatch.setattr(patients, "posted", posted_after_the_first)
    answer = as_ana.post(address, sent)
    added = Patient.objects.get(record_number="H-77")
    assert answer.url == reverse("patients:patient", args=[added.pk])


def test_another_form_with_the_same_number_is_refused(as_ana):
    address = reverse("patients:add")
    as_ana.post(address, opened(as_ana, address) | ROSA)
    answer = as_ana.post(address, opened(as_ana, address) | ROSA)
    assert answer.status_code == 200
    assert Patient.objects.filter(record_number="H-77").count() == 1
