"""Editing a patient's details, also when a colleague does the same."""

import pytest
from django.urls import reverse

from clinic.audit.models import FormerVersion
from tests.pages import looked_for, opened, send, text


@pytest.fixture
def edit(maria):
    return reverse("patients:edit", args=[maria.pk])


def test_an_edit_is_stored_as_the_next_version(as_ana, maria, edit):
    response = send(as_ana, edit, telephone="01234 000000")
    maria.refresh_from_db()
    assert response.url == reverse("patients:patient", args=[maria.pk])
    assert (maria.telephone, maria.version) == ("01234 000000", 2)


def test_what_stood_there_before_stays_readable(as_ana, maria, edit):
    send(as_ana, edit, telephone="01234 000000", sex="other")
    page = text(as_ana.get(reverse("patients:history", args=[maria.pk])))
    assert "01234 555019" in page
    assert "01234 000000" in page
    assert ("Female" in page, "Other" in page, "Ana Ruiz" in page) == (True, True, True)
    assert "Given name" not in page


def test_a_changed_name_is_found_at_once(as_ana, maria, edit):
    send(as_ana, edit, family_name="Côrte")
    assert list(looked_for(as_ana, "/patients/", "corte").context["page"]) == [maria]


def test_the_page_names_the_patient_as_stored_while_the_form_is_wrong(as_ana, edit):
    page = text(send(as_ana, edit, family_name="Nobody", date_of_birth=""))
    assert ">Maria Silva</a>" in page
    assert 'value="Nobody"' in page


def test_another_patient_s_number_is_refused(as_ana, ana, maria, edit):
    send(as_ana, reverse("patients:add"), given_name="Rosa", family_name="K", date_of_birth="1970-01-02",
         record_number="H-2")  # fmt: skip
    response = send(as_ana, edit, record_number="H-2")
    assert "Rosa K has this record number already." in text(response)
    maria.refresh_from_db()
    assert maria.record_number == "H-1001"


def test_a_colleague_s_edit_is_not_overwritten(as_ana, as_lena, maria, edit):
    mine = opened(as_ana, edit) | {"telephone": "111"}
    send(as_lena, edit, telephone="222", email="maria@example.org")
    response = as_ana.post(edit, mine)
    maria.refresh_from_db()
    assert response.status_code == 409
    assert (maria.telephone, maria.email) == ("222", "maria@example.org")


def test_the_conflict_page_shows_both_texts_and_who_saved_the_other(as_ana, as_lena, edit):
    mine = opened(as_ana, edit) | {"telephone": "111"}
    send(as_lena, edit, telephone="222")
    response = as_ana.post(edit, mine)
    rows = {row.label: row for row in response.context["comparisons"]}
    assert (rows["Telephone"].stored, rows["Telephone"].typed, rows["Telephone"].differs) == ("222", "111", True)
    assert [row.label for row in rows.values() if row.differs] == ["Telephone"]
    assert "Lena Vogt saved this at" in text(response)
    assert (rows["Date of birth"].stored, rows["Sex"].stored) == ("14 May 1961", "Female")


def test_the_clinician_saves_theirs_over_from_the_conflict_page(as_ana, as_lena, maria, edit):
    mine = opened(as_ana, edit) | {"telephone": "111"}
    send(as_lena, edit, telephone="222")
    page = as_ana.post(edit, mine)
    form = page.context["form"]
    again = {field.html_name: field.value() for field in form if field.value() is not None}
    assert as_ana.post(edit, again).status_code == 302
    maria.refresh_from_db()
    assert (maria.telephone, maria.version) == ("111", 3)
    assert [former.values["telephone"] for former in FormerVersion.objects.all()] == ["222", "01234 555019"]


def test_saving_over_a_third_edit_shows_the_conflict_again(as_ana, as_lena, edit):
    mine = opened(as_ana, edit) | {"telephone": "111"}
    send(as_lena, edit, telephone="222")
    form = as_ana.post(edit, mine).context["form"]
    again = {field.html_name: field.value() for field in form if field.value() is not None}
    send(as_lena, edit, telephone="333")
    assert as_ana.post(edit, again).status_code == 409


def test_a_double_tap_is_no_conflict_with_oneself(as_ana, maria, edit):
    typed = opened(as_ana, edit) | {"telephone": "111"}
    assert [as_ana.post(edit, typed).status_code for _ in range(2)] == [302, 302]
    maria.refresh_from_db()
    assert maria.version == 2
