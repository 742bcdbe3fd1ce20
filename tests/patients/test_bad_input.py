"""Whatever is typed, there is a clear message and never a crash."""

import pytest
from django.urls import reverse

from rehab.patients.models import PSFS_ACTIVITIES, Patient
from tests.bad_input import bad_sendings
from tests.pages import looked_for, opened
from tests.standing import undone

PAGES = ["add", "edit", "archive", "measure", "circumstances", "open_episode", "edit_episode", "discharge"]


@pytest.fixture
def address(maria, marias_episode):
    def of(name):
        of_what = {"add": [], "edit_episode": [marias_episode.pk], "discharge": [marias_episode.pk]}
        return reverse(f"patients:{name}", args=of_what.get(name, [maria.pk]))

    return of


def test_no_page_breaks_on_what_is_typed(as_ana, address):
    for page in PAGES:
        url = address(page)
        form = as_ana.get(url).context["form"]
        filled = {field.html_name: "1" for field in form} | opened(as_ana, url)
        for what, sent in bad_sendings(filled):
            with undone():
                assert as_ana.post(url, sent).status_code in {200, 302, 409}, (page, what)


def test_a_message_is_given_for_each_bad_field_and_nothing_is_stored(as_ana, address):
    url = address("add")
    for bad in ("a\x00b", "x" * 1000):
        typed = opened(as_ana, url) | dict.fromkeys(
            ["given_name", "family_name", "record_number", "telephone", "email", "address", "language", "sex"], bad
        )
        form = as_ana.post(url, typed | {"date_of_birth": bad}).context["form"]
        assert set(form.errors) == {
            "given_name", "family_name", "record_number", "telephone", "email", "address", "language", "sex",
            "date_of_birth",
        }  # fmt: skip
    assert Patient.objects.count() == 1


def test_bytes_that_are_no_text_are_taken_as_they_come(as_ana, address):
    response = as_ana.post(
        address("add"), b"given_name=%ff%fe&family_name=%ed%a0%80", content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 200


def test_a_name_that_unfolds_into_many_letters_is_stored_and_found(as_ana, address):
    typed = opened(as_ana, address("add")) | {
        "given_name": "ﷺ" * 80,
        "family_name": "ﷺ" * 80,
        "date_of_birth": "1980-01-01",
        "record_number": "U-1",
    }
    assert as_ana.post(address("add"), typed).status_code == 302
    assert looked_for(as_ana, "/patients/", "ﷺ").context["page"].paginator.count == 1


def test_more_activities_than_the_scale_has_are_not_taken(as_ana, maria, marias_episode, address):
    typed = opened(as_ana, address("edit_episode")) | {f"activity_{n}": f"Activity {n}" for n in range(1, 9)}
    as_ana.post(address("edit_episode"), typed)
    assert marias_episode.psfs_activities.count() == PSFS_ACTIVITIES


@pytest.mark.parametrize("path", ["/patients/not-an-id/", "/patients/%00/", "/episodes/1/edit/"])
def test_an_address_that_names_nothing_is_not_found(as_ana, path):
    assert as_ana.get(path).status_code == 404
