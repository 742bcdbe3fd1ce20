"""Finding a patient by name or number, on either database."""

import datetime

import pytest
from django.urls import reverse

from clinic.audit.models import AuditEvent
from rehab.patients.actions import add_patient, archive_patient
from rehab.patients.names import KEY_LENGTH, search_key
from tests.pages import looked_for, text

PATIENTS = reverse("patients:patients")
PEOPLE = [
    ("Łukasz", "Wiśniewski", "H-11"),
    ("Zoë", "O’Neill", "H-12"),
    ("Jörg", "Weiß", "H-13"),
    ("Anne-Marie", "Søndergaard", "H-14"),
]


@pytest.fixture
def people(ana):
    return [
        add_patient(
            by=ana,
            given_name=given,
            family_name=family,
            record_number=number,
            date_of_birth=datetime.date(1980 - position, 1, 1),
        )
        for position, (given, family, number) in enumerate(PEOPLE)
    ]


def found(client, words="", **asked):
    return [str(patient) for patient in looked_for(client, PATIENTS, words, **asked).context["page"]]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("łukasz", "Łukasz Wiśniewski"),
        ("LUKASZ", "Łukasz Wiśniewski"),
        ("wisniewski lukasz", "Łukasz Wiśniewski"),
        ("ZOË", "Zoë O’Neill"),
        ("zoe o'neill", "Zoë O’Neill"),
        ("oneill", "Zoë O’Neill"),
        ("WEISS", "Jörg Weiß"),
        ("sondergaard", "Anne-Marie Søndergaard"),
        ("anne søn", "Anne-Marie Søndergaard"),
        ("h-13", "Jörg Weiß"),
        ("  weiß   h-13 ", "Jörg Weiß"),
    ],
)
def test_accents_and_case_do_not_matter_and_words_come_in_any_order(as_ana, people, words, name):
    assert found(as_ana, words) == [name]


@pytest.mark.parametrize("words", ["lukasz weiss", "xyz", "%", "_", "\\"])
def test_every_word_must_match_and_signs_mean_themselves(as_ana, people, words):
    assert found(as_ana, words) == []


def test_a_key_fits_its_column_whatever_a_name_unfolds_into():
    assert len(search_key("ﷺ" * 80, "ﷺ" * 80, "H-1")) == KEY_LENGTH


def test_the_list_is_sorted_by_family_name_whatever_its_accents(as_ana, people):
    assert found(as_ana) == ["Zoë O’Neill", "Anne-Marie Søndergaard", "Jörg Weiß", "Łukasz Wiśniewski"]


@pytest.mark.parametrize(
    ("order", "first"),
    [("number", "Łukasz Wiśniewski"), ("born", "Anne-Marie Søndergaard"), ("nonsense", "Zoë O’Neill")],
)
def test_the_list_is_sorted_as_asked(as_ana, people, order, first):
    assert found(as_ana, order=order)[0] == first


def test_archived_patients_are_shown_when_asked_for(as_ana, ana, people):
    archive_patient(by=ana, patient=people[0], version=1, reason="Moved away")
    assert "Łukasz Wiśniewski" not in found(as_ana)
    assert found(as_ana, state="archived") == ["Łukasz Wiśniewski"]
    assert len(found(as_ana, state="all")) == 4
    assert len(found(as_ana, state="nonsense")) == 3


def test_nobody_of_another_clinic_is_found(as_ana, as_ben, people, lukasz):
    assert "Łukasz Nowak" not in found(as_ana, "nowak", state="all")
    assert found(as_ben, "lukasz") == ["Łukasz Nowak"]


def test_twenty_five_stand_on_a_page_and_the_search_is_kept_in_the_links(as_ana, ana):
    for number in range(26):
        add_patient(
            by=ana,
            given_name="Kim",
            family_name=f"Test {number:02}",
            record_number=f"K-{number}",
            date_of_birth=datetime.date(2000, 1, 1),
        )
    first = looked_for(as_ana, PATIENTS, "kim", order="name")
    assert len(first.context["page"]) == 25
    address = first.redirect_chain[-1][0]
    assert f'rel="next" href="{address.removeprefix(PATIENTS).replace("&", "&amp;")}&amp;page=2"' in text(first)

    def on_page(page):
        return [str(patient) for patient in as_ana.get(f"{address}&page={page}").context["page"]]

    assert on_page("2") == on_page("99") == ["Kim Test 25"]
    assert len(on_page("x")) == 25


def test_a_clinic_without_patients_is_invited_to_add_the_first(as_ana):
    assert "Add the first patient" in text(as_ana.get(PATIENTS))


def test_a_search_without_a_hit_says_so_and_offers_what_to_do(as_ana, people):
    page = text(looked_for(as_ana, PATIENTS, "<b>nobody"))
    assert "Nobody found for “&lt;b&gt;nobody”" in page
    assert "Show all active patients" in page
    assert reverse("patients:add") in page


@pytest.mark.parametrize("words", ["\x00", "a\x00b", "x" * 101])
def test_what_cannot_be_searched_for_is_told_beside_the_field_and_kept_in_it(as_ana, people, words):
    response = as_ana.post(PATIENTS, {"q": words})
    assert response.status_code == 200
    assert response.context["form"].errors["q"]
    assert f'value="{words}"' in text(response)


def test_listing_and_searching_are_audited_without_what_was_searched_for(as_ana, ana, people):
    as_ana.get(PATIENTS)
    looked_for(as_ana, PATIENTS, "zoe")
    search, listing = AuditEvent.objects.filter(action__in=["list", "search"])
    assert (listing.action, search.action) == ("list", "search")
    assert search.patient_id is None
    assert "zoe" not in str([getattr(search, field.attname) for field in search._meta.fields])


@pytest.mark.parametrize("url", [PATIENTS, reverse("programmes:caseload")])
def test_no_address_holds_what_was_searched_for(as_ana, people, url):
    response = looked_for(as_ana, url, "zoë o’neill", state="all", order="name")
    ((address, _),) = response.redirect_chain
    assert "o%E2" not in address
    assert "zo" not in address
    assert "order=name" in address
    assert 'value="zoë o’neill"' in text(as_ana.get(address))
    assert "found_by" in text(response)
    assert as_ana.get(url, {"q": "zoë"}).context["asked"]["words"] == ""


def test_two_searches_side_by_side_keep_their_own_words(as_ana, people):
    """As in two tabs, or going back."""
    first, second = (looked_for(as_ana, PATIENTS, words).redirect_chain[-1][0] for words in ("zoe", "weiss"))
    assert [str(patient) for patient in as_ana.get(first).context["page"]] == ["Zoë O’Neill"]
    assert [str(patient) for patient in as_ana.get(second).context["page"]] == ["Jörg Weiß"]
    assert looked_for(as_ana, PATIENTS, "zoe").redirect_chain[-1][0] == first


def test_words_that_are_no_longer_kept_are_asked_for_again(as_ana, as_lena, people):
    address = looked_for(as_ana, PATIENTS, "zoe").redirect_chain[-1][0]
    for number in range(20):
        looked_for(as_ana, PATIENTS, f"Nobody {number}")
    for somebody in (as_ana, as_lena):
        page = text(somebody.get(address))
        assert "no longer kept" in page
        assert "zoe" not in page
        assert "Weiß, Jörg" in page
    assert len(as_ana.session["looked_for"]) == 20
