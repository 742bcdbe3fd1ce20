"""What is typed into a long form is kept on the way, for the one who typed it, until the form is stored."""

import datetime
import io
import uuid

import pytest
from django.core.management import call_command
from django.urls import reverse

from clinic.audit.models import Submission
from clinic.drafts.actions import carry_over, keep
from clinic.drafts.models import FormDraft
from clinic.drafts.offering import sign
from rehab.patients.models import Patient
from tests.conftest import signed_in
from tests.drafts.page import OpenForm, offered, restored

ADD = "/patients/new/"
ROSA = {"given_name": "Rosa", "family_name": "Keller", "date_of_birth": "1970-01-02", "record_number": "H-2"}


@pytest.fixture
def form(as_ana):
    """The form for a new patient in Ana's browser."""
    return OpenForm(as_ana, ADD)


def test_what_is_typed_is_kept_and_the_page_is_told_when(form, clock):
    assert form.keep(given_name="Rosa").content.decode() == "Draft saved at 10:00"
    clock.move_to(datetime.datetime(2026, 3, 2, 10, 21, tzinfo=datetime.UTC))
    assert form.keep(family_name="Keller").content.decode() == "Draft saved at 10:21"
    draft = FormDraft.objects.get()
    assert draft.values["given_name"] == ["Rosa"]
    assert draft.values["family_name"] == ["Keller"]
    assert not {"csrfmiddlewaretoken", "draft", "draft_version"} & draft.values.keys()
    assert Patient.objects.count() == 0


def test_the_form_offers_it_when_it_is_opened_again(as_ana, form):
    form.keep(given_name="Rosa", family_name="Kel")
    page = as_ana.get(ADD).content.decode()
    assert "You have unsaved entries of 10:00" in page
    assert "Kel" not in page
    again = restored(as_ana, ADD)
    assert again.context["form"]["given_name"].value() == "Rosa"
    assert again.context["form"]["family_name"].value() == "Kel"
    assert "These are your unsaved entries of 10:00" in again.content.decode()
    assert "error-summary" not in again.content.decode()


def test_entries_of_another_day_are_offered_with_their_date(ana, form, clock):
    form.keep(given_name="Rosa")
    clock.move_to(datetime.datetime(2026, 3, 4, 9, 0, tzinfo=datetime.UTC))
    assert "unsaved entries of 2 March, 10:00" in signed_in(ana).get(ADD).content.decode()


def test_it_is_offered_after_signing_in_anew(ana, form):
    form.keep(given_name="Rosa")
    assert [draft.values["given_name"] for draft in offered(signed_in(ana), ADD)] == [["Rosa"]]


def test_restored_entries_are_stored_like_any_others_and_the_draft_goes(as_ana, form):
    form.keep(**ROSA)
    again = OpenForm(as_ana, f"{ADD}?restore={offered(as_ana, ADD)[0].pk}")
    again.keep(sex="female")
    assert FormDraft.objects.count() == 1
    again.save(sex="female")
    assert Patient.objects.get().family_name == "Keller"
    assert FormDraft.objects.count() == 0


def test_a_form_that_could_not_be_stored_goes_on_with_its_draft(as_ana, form):
    form.keep(**ROSA | {"record_number": ""})
    response = form.save()
    assert response.context["form"].errors
    assert response.context["drafts"].version == form.version
    assert response.context["drafts"].offered == []


def test_a_colleague_is_not_offered_it(lena, form):
    form.keep(**ROSA)
    draft = FormDraft.objects.get()
    as_lena = signed_in(lena)
    assert offered(as_lena, ADD) == []
    page = as_lena.get(ADD, {"restore": str(draft.pk)})
    assert page.context["drafts"].restored is None
    assert b"Keller" not in page.content


def test_neither_is_somebody_of_another_clinic(as_ben, form):
    form.keep(**ROSA)
    draft = FormDraft.objects.get()
    assert b"Keller" not in as_ben.get(ADD, {"restore": str(draft.pk)}).content
    assert as_ben.post(reverse("drafts:discard", args=[draft.pk])).status_code == 404
    assert FormDraft.objects.filter(pk=draft.pk).exists()


def test_a_page_that_somebody_else_opened_keeps_nothing(lena, form):
    form.client = signed_in(lena)
    response = form.keep(given_name="Rosa")
    assert response.status_code == 409
    assert "Somebody else has signed in" in response.content.decode()
    assert FormDraft.objects.count() == 0


def test_two_windows_do_not_take_each_others_entries(as_ana):
    first, second = OpenForm(as_ana, ADD), OpenForm(as_ana, ADD)
    first.keep(given_name="Rosa")
    second.keep(given_name="Sam")
    assert {draft.values["given_name"][0] for draft in offered(as_ana, ADD)} == {"Rosa", "Sam"}


def test_one_draft_restored_in_two_windows_is_not_written_over(as_ana, form):
    form.keep(given_name="Rosa")
    url = f"{ADD}?restore={offered(as_ana, ADD)[0].pk}"
    first, second = OpenForm(as_ana, url), OpenForm(as_ana, url)
    assert first.keep(given_name="Rosamund").status_code == 200
    refused = second.keep(given_name="Rosalind")
    assert refused.status_code == 409
    assert "changed in another window" in refused.content.decode()
    assert FormDraft.objects.get().values["given_name"] == ["Rosamund"]


def test_what_arrives_after_the_form_was_stored_is_not_kept(form):
    form.keep(**ROSA)
    form.save(**ROSA)
    assert form.keep(given_name="Rosa").status_code == 409
    assert FormDraft.objects.count() == 0


def test_a_draft_that_the_storing_overtook_is_not_offered(ana, as_ana, form):
    form.keep(**ROSA)
    Submission.objects.create(key=form.values["key"], by=ana, action="elsewhere")
    assert offered(as_ana, ADD) == []


def test_unwanted_entries_are_discarded(as_ana, form):
    form.keep(given_name="Rosa")
    draft = FormDraft.objects.get()
    response = as_ana.post(reverse("drafts:discard", args=[draft.pk]), {"back": ADD})
    assert response.url == ADD
    assert FormDraft.objects.count() == 0


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example/", "", "1", "@SUM(1+1)", "account_login"]
)
def test_discarding_leads_nowhere_else(as_ana, form, back):
    form.keep(given_name="Rosa")
    response = as_ana.post(reverse("drafts:discard", args=[FormDraft.objects.get().pk]), {"back": back})
    assert response.url == "/"


@pytest.mark.parametrize(
    "broken",
    [
        {"draft": "made up"},
        {"draft": ""},
        {"key": "no key"},
        {"draft_version": "x"},
        {"draft_version": "-1"},
        {"draft_version": "99999999999"},
    ],
)
def test_what_arrives_damaged_is_refused_in_words(as_ana, form, broken):
    sent = form.values | {"draft": form.token, "draft_version": 1} | broken
    response = as_ana.post(reverse("drafts:keep"), sent)
    assert response.status_code == 400
    assert "arrived damaged" in response.content.decode()


def test_endless_entries_are_refused_in_words(form):
    response = form.keep(address="x" * 300_000)
    assert response.status_code == 413
    assert "too long" in response.content.decode()


def test_a_character_that_no_database_stores_is_left_out(form):
    form.keep(given_name="Ro\x00sa")
    assert FormDraft.objects.get().values["given_name"] == ["Rosa"]


def test_a_fresh_token_is_given_to_the_one_who_opened_the_page(as_ana, lena, form):
    address = reverse("drafts:token")
    assert len(as_ana.get(address, {"draft": form.token}).content) == 64
    assert signed_in(lena).get(address, {"draft": form.token}).status_code == 409
    assert as_ana.get(address, {"draft": "made up"}).status_code == 400


def test_nobody_signed_out_keeps_or_reads_anything(client, ana):
    token = sign(by=ana, form="patients:add", object_id=None)
    assert client.post(reverse("drafts:keep"), {"draft": token}).status_code == 302
    assert client.get(reverse("drafts:token"), {"draft": token}).status_code == 302


def test_the_draft_of_a_form_goes_on_under_its_new_key(ana):
    old, new = uuid.uuid4(), uuid.uuid4()
    keep(by=ana, form="patients:edit", object_id=None, key=old, values={"given_name": ["Rosa"]}, version=1)
    carry_over(by=ana, key=old, to=new)
    assert FormDraft.objects.get().key == new


def test_old_drafts_are_cleaned_by_a_command(form, clock):
    form.keep(given_name="Rosa")
    clock.move_to(datetime.datetime(2026, 3, 16, 9, 59, tzinfo=datetime.UTC))
    assert cleaned() == "0 drafts removed."
    clock.move_to(datetime.datetime(2026, 3, 16, 10, 1, tzinfo=datetime.UTC))
    assert cleaned() == "1 draft removed."
    assert FormDraft.objects.count() == 0


def cleaned():
    said = io.StringIO()
    call_command("clean_drafts", stdout=said)
    return said.getvalue().strip()


def test_a_form_that_arrives_signed_out_is_told_plainly_that_it_was_not_stored(client, db):
    response = client.post(ADD, ROSA, headers={"accept": "text/html"})
    assert response.status_code == 403
    assert "Not saved: you had been signed out" in response.content.decode()
    assert f"/accounts/login/?next={ADD}" in response.content.decode()
    assert Patient.objects.count() == 0


def test_a_page_that_is_opened_signed_out_is_returned_to_after_signing_in(client, ana):
    ana.set_password("harbour-wall-at-dawn")
    ana.save()
    asked = client.get(ADD)
    assert asked.url == f"/accounts/login/?next={ADD}"
    back = client.post(asked.url, {"login": "ana", "password": "harbour-wall-at-dawn"})
    assert back.url == ADD
