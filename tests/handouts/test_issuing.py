"""Issuing stores what the patient is given: bytes, hash, context and versions, once, with its trace."""

import datetime
import hashlib
from dataclasses import replace

import pytest

from clinic.audit.models import AuditEvent
from clinic.audit.recording import new_key
from rehab.handouts import actions
from rehab.handouts.actions import ChangedMeanwhileError, issue_handout
from rehab.handouts.context import HandoutContext
from rehab.handouts.models import IssuedHandout
from rehab.handouts.pdf import NotRenderedError
from rehab.handouts.queries import handout_context
from rehab.programmes.actions import decide_override
from rehab.rules import LIBRARY
from tests.handouts.reading import text
from tests.pages import opened, send


@pytest.fixture
def url(programme):
    return f"/programmes/{programme.pk}/handouts/"


def test_a_handout_is_issued_from_its_page(as_ana, url, ana):
    response = send(as_ana, url, paper="Letter", note="Use the  high bed.")
    assert response.status_code == 302
    handout = IssuedHandout.objects.get()
    assert (handout.number, handout.paper, handout.issued_on) == (1, "Letter", datetime.date(2026, 3, 2))
    assert handout.created_by == ana
    assert handout.sha256 == hashlib.sha256(bytes(handout.pdf)).hexdigest()
    assert (handout.rules_version, handout.library_version) == (LIBRARY.rules_version, LIBRARY.version)
    said = text(bytes(handout.pdf))
    assert "Use the high bed." in said
    assert "Climb the stairs to my flat" in said
    assert "Kneeling hip stretch" in said


@pytest.mark.usefixtures("no_paper")
def test_the_context_is_kept_whole(issued, ana, programme):
    stored = IssuedHandout.objects.get().context
    context = HandoutContext.from_json(stored)
    assert context == replace(handout_context(programme, ana.today(), by=ana), number=1)
    assert HandoutContext.from_json(context.to_json()) == context
    assert context.recipient.name == "Maria Silva"
    assert [exercise.exercise for exercise in context.exercises] == [
        "half_kneeling_stretch",
        "half_kneeling_activation",
        "supine_hip_flexion_hold",
    ]


@pytest.mark.usefixtures("no_paper")
def test_issuing_leaves_its_trace(issued, ana, maria):
    event = AuditEvent.objects.filter(object_id=issued.pk).get()
    assert (event.action, event.actor, event.patient_id) == ("create", ana, maria.pk)


@pytest.mark.usefixtures("no_paper")
def test_handouts_are_numbered_within_the_programme(issued, ana, programme):
    assert issue_handout(by=ana, programme=programme).number == 2


@pytest.mark.usefixtures("no_paper")
def test_a_form_sent_twice_issues_one(as_ana, url):
    form = opened(as_ana, url)
    for _ in range(2):
        assert as_ana.post(url, form).status_code == 302
    assert IssuedHandout.objects.count() == 1


@pytest.mark.usefixtures("no_paper")
def test_a_key_used_again_is_answered_without_rendering(ana, programme, monkeypatch):
    key = new_key()
    first = issue_handout(by=ana, programme=programme, key=key)
    monkeypatch.setattr(actions.renderer, "render", None)
    assert issue_handout(by=ana, programme=programme, key=key) == first


def test_a_note_that_is_too_long_is_refused_beside_its_field_and_kept(as_ana, url):
    response = send(as_ana, url, note="x" * 201)
    page = response.content.decode()
    assert "Use at most 200 characters; these are 201." in page
    assert "x" * 201 in page
    assert "Error:" in page
    assert not IssuedHandout.objects.exists()


@pytest.mark.parametrize("typed", [{"paper": "A3"}, {"paper": ""}, {"key": "nonsense"}, {"note": "a\x00b"}])
def test_bad_input_gets_a_message(as_ana, url, typed):
    response = as_ana.post(url, opened(as_ana, url) | typed)
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()
    assert not IssuedHandout.objects.exists()


def test_what_changed_while_it_was_made_is_in_it(ana, programme, no_paper, monkeypatch):
    """A colleague sets a level between the rendering and the storing: the sheet is made again."""
    render, rendered = actions.renderer.render, []

    def render_and_be_overtaken(html):
        if not rendered:
            decide_override(
                by=ana,
                programme=programme,
                side="right",
                type="set_level",
                exercise="supine_hip_flexion_hold",
                level=3,
                reason="Ready",
            )
        rendered.append(html)
        return render(html)

    monkeypatch.setattr(actions.renderer, "render", render_and_be_overtaken)
    handout = issue_handout(by=ana, programme=programme)
    assert len(rendered) == 2
    assert "You are at level 3" in bytes(handout.pdf).decode()


def test_a_programme_that_never_rests_is_given_up(as_ana, url, ana, programme, monkeypatch):
    def never(**given):
        raise ChangedMeanwhileError

    monkeypatch.setattr(actions, "_store", never)
    monkeypatch.setattr(actions, "stored_before", lambda *args, **given: None)
    monkeypatch.setattr(actions.renderer, "render", lambda html: b"")
    response = send(as_ana, url)
    assert response.status_code == 200
    assert "being changed while the sheet was made" in response.content.decode()


def test_a_sheet_that_cannot_be_made_says_so_and_keeps_what_was_typed(as_ana, url, monkeypatch):
    def fail(html):
        raise NotRenderedError("too slow")

    monkeypatch.setattr(actions.renderer, "render", fail)
    response = send(as_ana, url, note="Use the high bed.")
    page = response.content.decode()
    assert response.status_code == 200
    assert "The sheet could not be made. Nothing was stored" in page
    assert "Use the high bed." in page


@pytest.mark.usefixtures("no_paper")
def test_if_the_trace_cannot_be_written_nothing_is_stored(ana, programme, monkeypatch):
    def fail(*args, **given):
        raise RuntimeError

    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(RuntimeError):
        issue_handout(by=ana, programme=programme)
    assert not IssuedHandout.objects.exists()
