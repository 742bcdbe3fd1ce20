"""Reception sees who the patients are and when they come, keeps their contacts, and sees nothing clinical."""

import datetime

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.assessments.models import Assessment
from rehab.patients.actions import archive_patient, discharge_episode, open_episode, set_circumstances
from rehab.patients.models import Episode, Patient
from rehab.programmes import actions as programmes
from tests.conftest import signed_in
from tests.pages import opened, send, text
from tests.programmes.findings import SHORT_AND_WEAK, examined

START = datetime.date(2026, 2, 2)
CANARY = "Kingfisher"
CLINICAL_WORDS = (
    CANARY,
    "Climb the stairs",
    "Anterior hip pain",
    "Osteoporosis",
    "osteoporosis",
    "stretch",
    "Caseload",
    "Episode",
    "episode",
    "Assessment",
    "history/",
)


@pytest.fixture
def marias_programme(ana, maria, marias_episode):
    """Maria in treatment, reviewed on Thursday, with clinical words in everything that takes words."""
    set_circumstances(
        by=ana, patient=maria, holds_from=START, precautions=["osteoporosis"], equipment=[], note=f"{CANARY} note"
    )
    Episode.objects.update(complaint=f"{CANARY} complaint", goal=f"{CANARY} goal")
    assessment = examined(Episode.objects.get(), by=ana, on=START, right=SHORT_AND_WEAK)
    Assessment.objects.update(note=f"{CANARY} finding")
    return programmes.start_programme(
        by=ana, assessment=assessment, started_on=START, next_review_on=datetime.date(2026, 3, 5)
    )


def open_pages(maria):
    return {
        "start": "/",
        "list": reverse("patients:patients"),
        "found": reverse("patients:patients") + "?state=all",
        "patient": reverse("patients:patient", args=[maria.pk]),
        "edit": reverse("patients:edit", args=[maria.pk]),
        "add": reverse("patients:add"),
    }


def test_no_page_that_opens_holds_a_clinical_word(as_rosa, maria, marias_programme):
    for name, address in open_pages(maria).items():
        page = as_rosa.get(address, follow=True)
        assert page.status_code == 200, name
        assert [word for word in CLINICAL_WORDS if word in text(page)] == [], name


def test_nor_is_any_clinical_row_given_to_a_template(as_rosa, maria, marias_programme):
    for name, address in open_pages(maria).items():
        for context in as_rosa.get(address, follow=True).context or []:
            for value in context.flatten().values():
                models = {type(one).__name__ for one in (value if isinstance(value, list) else [value])}
                assert not models & {"Episode", "Programme", "Assessment", "Circumstances"}, name


def test_clinicians_see_those_words(as_ana, maria, marias_programme):
    page = text(as_ana.get(reverse("patients:patient", args=[maria.pk])))
    assert f"{CANARY} complaint" in page
    assert "steoporosis" in page


def test_of_the_clinic_s_records_only_patients_are_visible(rosa, ana, maria, marias_programme):
    for model in (Episode, Assessment, type(marias_programme)):
        assert model.objects.visible_to(ana).exists()
        assert not model.objects.visible_to(rosa).exists()
    assert list(Patient.objects.visible_to(rosa)) == [maria]


def test_a_patient_of_another_clinic_does_not_exist(as_rosa, lukasz):
    for name in ("patient", "edit"):
        assert as_rosa.get(reverse(f"patients:{name}", args=[lukasz.pk])).status_code == 404
    assert "Nowak" not in text(as_rosa.get(reverse("patients:patients")))


def test_the_patient_s_page_has_contacts_who_treats_them_and_the_next_review(as_rosa, rosa, maria, marias_programme):
    page = text(as_rosa.get(reverse("patients:patient", args=[maria.pk])))
    for said in ("Maria Silva", "14 May 1961", "H-1001", "01234 555019", "Ana Ruiz", "Thursday, 5 March 2026"):
        assert said in page
    event = AuditEvent.objects.first()
    assert (event.actor, event.actor_role, event.action, event.patient_id) == (rosa, "reception", "read", maria.pk)


def test_a_closed_episode_is_nobody_s_business(as_rosa, ana, maria, marias_episode):
    discharge_episode(by=ana, episode=marias_episode, version=1, discharged_on=ana.today(), outcome="other")
    page = text(as_rosa.get(reverse("patients:patient", args=[maria.pk])))
    assert "Not in care at present" in page
    assert "Ana Ruiz" not in page


def test_why_a_patient_is_archived_is_not_told(as_rosa, ana, maria):
    archive_patient(by=ana, patient=maria, version=1, reason=CANARY)
    page = text(as_rosa.get(reverse("patients:patient", args=[maria.pk])))
    assert "Archived on" in page
    assert CANARY not in page


def test_reception_keeps_contacts(as_rosa, rosa, maria):
    response = send(as_rosa, reverse("patients:edit", args=[maria.pk]), telephone="01234 777888")
    assert response.status_code == 302
    maria.refresh_from_db()
    assert maria.telephone == "01234 777888"
    assert AuditEvent.objects.filter(actor=rosa, action="amend", patient_id=maria.pk).count() == 1


def test_reception_adds_a_patient(as_rosa, rosa):
    typed = {"given_name": "Ida", "family_name": "Holm", "date_of_birth": "1980-02-03", "record_number": "H-5"}
    assert send(as_rosa, reverse("patients:add"), **typed).status_code == 302
    assert Patient.objects.get().created_by == rosa


def test_more_fields_than_the_form_has_change_nothing(as_rosa, maria, hill_street, ana):
    before = Patient.objects.values().get()
    address = reverse("patients:edit", args=[maria.pk])
    more = {"clinic": str(hill_street.pk), "created_by": str(ana.pk), "archived_reason": "x", "merged_into": "x"}
    as_rosa.post(address, opened(as_rosa, address) | more)
    assert Patient.objects.values().get() == before | {"version": 2}


def test_the_navigation_shows_what_opens_and_nothing_else(as_rosa, as_ana, as_lena):
    def links(browser):
        page = text(browser.get(reverse("patients:patients")))
        return [line.partition("</a>")[0].rpartition(">")[2] for line in page.split("<li><a ")[1:]]

    assert links(as_rosa) == ["Reviews", "Patients"]
    assert links(as_ana) == ["Caseload", "Patients", "Exercises", "Rules", "Settings"]
    assert links(as_lena) == [*links(as_ana), "People", "Audit"]


def test_a_refusal_says_why_in_plain_words_and_is_in_the_trail(as_rosa, rosa, maria):
    response = as_rosa.get(reverse("patients:history", args=[maria.pk]))
    assert response.status_code == 403
    assert "Clinical records are open to those who treat patients" in text(response)
    event = AuditEvent.objects.first()
    assert (event.actor, event.action, event.outcome) == (rosa, "refuse", "refused")
    assert (event.object_type, event.object_id) == ("patients:history", maria.pk)


class TestPlannedReviews:
    """The start page of the reception: who comes when."""

    REVIEWS = reverse("patients:reviews")

    def days(self, browser):
        planned = browser.get(self.REVIEWS).context["planned"]
        return {
            name: [(day.day, [care.patient.family_name for care in cares]) for day, cares in getattr(planned, name)]
            for name in ("overdue", "this_week", "later")
        }

    def test_reception_begins_here(self, as_rosa):
        assert as_rosa.get("/").url == self.REVIEWS

    @pytest.mark.parametrize(
        ("day", "where"),
        [
            (datetime.date(2026, 3, 1), "overdue"),
            (datetime.date(2026, 3, 2), "this_week"),
            (datetime.date(2026, 3, 8), "this_week"),
            (datetime.date(2026, 3, 9), "later"),
            (datetime.date(2026, 7, 9), "later"),
        ],
    )
    def test_a_review_stands_under_its_day(self, as_rosa, marias_programme, day, where):
        type(marias_programme).objects.update(next_review_on=day)
        found = self.days(as_rosa)
        assert found.pop(where) == [(day.day, ["Silva"])]
        assert set(map(str, found.values())) == {"[]"}

    def test_the_day_is_the_clinic_s(self, as_rosa, harbour, marias_programme, clock):
        harbour.time_zone = "Pacific/Auckland"
        harbour.save()
        clock.move_to(datetime.datetime(2026, 3, 5, 12, 0, tzinfo=datetime.UTC))
        browser = signed_in(harbour.clinicians.get(username="rosa"))
        assert self.days(browser)["overdue"] == [(5, ["Silva"])]

    def test_who_is_in_care_without_a_day_is_listed_apart(self, as_rosa, maria, marias_episode):
        page = as_rosa.get(self.REVIEWS)
        assert [care.patient for care in page.context["planned"].without_date] == [maria]
        assert "1 in care without a planned review" in text(page)

    def test_an_ended_programme_plans_nothing(self, as_rosa, ana, marias_programme):
        programmes.end_programme(by=ana, programme=marias_programme, version=1, end_reason="stopped")
        assert self.days(as_rosa) == {"overdue": [], "this_week": [], "later": []}

    def test_another_clinic_s_reviews_are_not_there(self, as_rosa, ben, lukasz):
        open_episode(by=ben, patient=lukasz, complaint="Hip", sides="left", started_on=ben.today())
        page = as_rosa.get(self.REVIEWS)
        assert page.context["planned"].without_date == []
        assert "No review is planned" in text(page)

    def test_the_queries_do_not_grow_with_the_patients(
        self, as_rosa, ana, maria, marias_programme, django_assert_max_num_queries
    ):
        for place in range(5):
            open_episode(by=ana, patient=maria, complaint=str(place), sides="left", started_on=ana.today())
        as_rosa.get(self.REVIEWS)
        with django_assert_max_num_queries(14):
            as_rosa.get(self.REVIEWS)

    def test_opening_it_is_in_the_trail(self, as_rosa, rosa):
        as_rosa.get(self.REVIEWS)
        event = AuditEvent.objects.first()
        assert (event.actor, event.action) == (rosa, "list")
