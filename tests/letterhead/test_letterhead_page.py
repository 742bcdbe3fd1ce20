"""The lead sets what stands at the head of the clinic's handouts; everybody else only sees it there."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files import temp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clinic.accounts.models import Logo
from clinic.audit.models import AuditEvent, FormerVersion
from clinic.letterhead.actions import set_letterhead
from clinic.letterhead.logos import MOST_BYTES, logo_from
from rehab.handouts.pdf import NotRenderedError, renderer
from tests.letterhead.pictures import as_file, drawn, read
from tests.pages import opened, send, text

PAGE, SAMPLE = reverse("letterhead:letterhead"), reverse("handouts:sample")
TYPED = {
    "name": "Harbour Rehab",
    "address": " 2 Quay Street \n\n Harbour Town ",
    "telephone": "01234 111222",
    "email": "desk@harbour.example",
    "colour": "#7A1F5C",
}
DETAILS = TYPED | {"address": "2 Quay Street\nHarbour Town", "colour": "#7a1f5c"}


def chosen(content=None, name="logo.png"):
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, as_file(drawn()) if content is None else content, "image/png")


def stored(harbour):
    harbour.refresh_from_db()
    return {name: getattr(harbour, name) for name in DETAILS}


def errors(response):
    return {field: list(said) for field, said in response.context["form"].errors.items()}


@pytest.fixture
def with_logo(lena, harbour):
    """Harbour Physio with a logo, at version 2 of its letterhead."""
    details = {name: getattr(harbour, name) for name in DETAILS}
    return set_letterhead(by=lena, version=1, details=details, picture=logo_from(as_file(drawn())))


def test_what_is_typed_and_chosen_is_stored(as_lena, harbour):
    response = as_lena.post(PAGE, opened(as_lena, PAGE) | TYPED | {"logo": chosen()}, follow=True)
    assert "The letterhead is saved" in text(response)
    assert stored(harbour) == DETAILS
    assert read(bytes(harbour.logo.png)).size == (285, 190)
    assert harbour.logo.address in text(response)


def test_a_logo_stays_until_another_is_chosen_or_it_is_taken_away(as_lena, harbour, with_logo):
    first = with_logo.logo
    send(as_lena, PAGE, telephone="1")
    harbour.refresh_from_db()
    assert harbour.logo == first
    send(as_lena, PAGE, logo=chosen(as_file(drawn(100, 100))))
    harbour.refresh_from_db()
    assert harbour.logo != first
    send(as_lena, PAGE, without_logo="on")
    harbour.refresh_from_db()
    assert harbour.logo is None
    assert Logo.objects.filter(pk=first.pk).exists()
    assert "without_logo" not in as_lena.get(PAGE).context["form"].fields


def test_the_change_is_in_the_trail_and_what_was_before_is_kept(as_lena, lena, harbour, with_logo):
    send(as_lena, PAGE, **TYPED)
    event = AuditEvent.objects.first()
    assert (event.action, event.actor, event.object_id, event.object_version) == ("amend", lena, harbour.pk, 3)
    former = FormerVersion.objects.get(object_id=harbour.pk, version=2)
    assert (former.values["name"], former.values["logo_id"]) == ("Harbour Physio", str(with_logo.logo_id))
    assert former.replaced_by == lena


def test_a_form_that_is_sent_twice_is_stored_once(as_lena, harbour):
    typed = opened(as_lena, PAGE) | TYPED
    for _ in range(2):
        assert as_lena.post(PAGE, typed | {"logo": chosen()}).status_code == 302
    harbour.refresh_from_db()
    assert (harbour.version, Logo.objects.count()) == (2, 1)


def test_two_leads_at_once_see_both_letterheads(as_lena, harbour):
    typed = opened(as_lena, PAGE) | TYPED
    send(as_lena, PAGE, telephone="333")
    response = as_lena.post(PAGE, typed | {"logo": chosen()})
    page = text(response)
    assert response.status_code == 409
    assert all(said in page for said in ("333", "01234 111222", "a new picture, 285 × 190 pixels"))
    assert "Choose the file of the logo again" in page
    assert 'enctype="multipart/form-data"' in page
    again = {field.html_name: field.value() for field in response.context["form"] if field.value()}
    assert as_lena.post(PAGE, again | {"logo": chosen()}).status_code == 302
    assert stored(harbour) == DETAILS


def test_a_pale_colour_is_refused_beside_it_and_everything_typed_is_kept(as_lena, harbour):
    response = send(as_lena, PAGE, **TYPED | {"colour": "#9aa7b0", "logo": chosen()})
    assert set(errors(response)) == {"colour", "logo"}
    assert "its contrast is 2.46 to 1. It needs 4.5 to 1 or more." in errors(response)["colour"][0]
    assert "Choose the file of the logo again: a browser does not keep it." in errors(response)["logo"][0]
    assert all(word in text(response) for word in ("#9aa7b0", "Harbour Rehab", "2 Quay Street", "01234 111222"))
    assert stored(harbour)["name"] == "Harbour Physio"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg/>", "cannot be read as a PNG or JPEG"),
        (b"", "The file is empty"),
        (as_file(drawn(3001, 50)), "too many pixels"),
        (bytes(MOST_BYTES + 1), "at most 1 MB"),
        (bytes(4 * MOST_BYTES), "at most 1 MB"),
    ],
    ids=["no picture", "empty", "many pixels", "too large", "too large to be taken in"],
)
def test_a_file_that_is_no_logo_is_refused_beside_it_and_everything_typed_is_kept(as_lena, harbour, content, said):
    response = send(as_lena, PAGE, **TYPED | {"logo": chosen(content)})
    assert set(errors(response)) == {"logo"}
    assert said in errors(response)["logo"][0]
    assert "everything else you typed is still there" in errors(response)["logo"][0]
    assert all(word in text(response) for word in ("Harbour Rehab", "2 Quay Street", "01234 111222"))
    assert stored(harbour)["name"] == "Harbour Physio"
    assert not Logo.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "\u200b \u200e", "Fill this in."),
        ("name", "x" * 121, "Use at most 120 characters"),
        ("address", "x" * 401, "Use at most 400 characters"),
        ("telephone", "1" * 41, "Use at most 40 characters"),
        ("email", "desk", "Write an e-mail address like"),
        ("colour", "", "Fill this in."),
        ("colour", "red", "six digits"),
        ("name", "a\x00b", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_printed_is_said_beside_the_field(as_lena, harbour, field, value, said):
    response = send(as_lena, PAGE, **TYPED | {field: value})
    assert said in errors(response)[field][0]
    assert stored(harbour)["name"] == "Harbour Physio"


def test_a_new_logo_that_is_taken_away_at_once_is_asked_about(as_lena, with_logo):
    response = send(as_lena, PAGE, logo=chosen(), without_logo="on")
    assert set(errors(response)) == {"logo", "without_logo"}


@pytest.mark.parametrize("who", ["ana", "rosa"])
def test_nobody_but_the_lead_changes_it(request, who, harbour):
    with pytest.raises(PermissionDenied):
        set_letterhead(by=request.getfixturevalue(who), version=1, details=DETAILS)
    assert request.getfixturevalue(f"as_{who}").get(PAGE).status_code == 403


def test_the_way_there_is_on_the_page_of_the_settings_for_the_lead_alone(as_lena, as_ana):
    settings = reverse("thresholds:settings")
    assert f'href="{PAGE}"' in text(as_lena.get(settings))
    assert f'href="{PAGE}"' not in text(as_ana.get(settings))


def test_the_preview_shows_what_is_typed_and_stores_nothing(as_lena, harbour, with_logo, monkeypatch):
    monkeypatch.setattr(renderer, "render", lambda html: html.encode())
    now = text(as_lena.get(SAMPLE))
    assert "Harbour Physio" in now
    assert with_logo.logo.address in now
    other = as_file(drawn(100, 100))
    typed = text(send_to_preview(as_lena, logo=chosen(other)))
    assert all(said in typed for said in ("Harbour Rehab", "--clinic: #7a1f5c", "2 Quay Street, Harbour Town"))
    assert Logo(png=logo_from(other).png).address in typed
    assert "<img" not in text(send_to_preview(as_lena, without_logo="on"))
    assert stored(harbour)["name"] == "Harbour Physio"
    assert Logo.objects.count() == 1


def send_to_preview(client, **typed):
    return client.post(SAMPLE, opened(client, PAGE) | TYPED | typed)


def test_a_preview_of_what_cannot_be_stored_says_so_and_stores_nothing(as_lena, harbour):
    response = send_to_preview(as_lena, colour="#ffffff")
    assert set(errors(response)) == {"colour"}
    assert f'action="{PAGE}"' in text(response)
    assert stored(harbour)["name"] == "Harbour Physio"


def test_a_preview_that_cannot_be_made_says_so(as_lena, monkeypatch):
    def fails(html):
        raise NotRenderedError("not done within 20 s")

    monkeypatch.setattr(renderer, "render", fails)
    assert "The sample could not be made" in text(as_lena.get(SAMPLE, follow=True))


def test_a_file_that_is_sent_never_lies_on_the_disk(as_lena, monkeypatch):
    monkeypatch.setattr(temp, "NamedTemporaryFile", lambda *args, **kwargs: pytest.fail("A file was made."))
    for size in (1, 6):
        response = send(as_lena, PAGE, **TYPED | {"logo": chosen(bytes(size * MOST_BYTES))})
        assert set(errors(response)) == {"logo"}
