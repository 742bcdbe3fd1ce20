"""Many clinicians save the same form, opened at the same version: one wins, and no other loses a word of theirs."""

from django.db import OperationalError
from django.urls import reverse

from clinic.drafts.models import FormDraft
from rehab.progress.actions import begin_review
from tests.fuzz.page_forms import forms_of
from tests.races.racing import SHORT, WRITERS, race

# Every long form that edits one row: its page, what it is about, and the field that each of them fills in.
TEXTS = {
    "patients:edit": (lambda of: of.maria, "address"),
    "patients:edit_episode": (lambda of: of.episode, "goal"),
    "assessments:edit": (lambda of: of.draft, "note"),
    "programmes:correct_session": (lambda of: of.session, "0-note"),
    "programmes:dosage": (lambda of: of.prescription, "note"),
    "progress:edit_review": (lambda of: of.review, "findings"),
    "patients:discharge": (lambda of: of.episode, "discharge_note"),
}
ALSO = {
    "patients:discharge": {"outcome": ["other"]},
    "programmes:correct_session": {"reason": ["Read again"]},
    "programmes:dosage": {"reason": ["As she wished"]},
}
FEW = 2  # in the suite's short mode all race for the first page, and this many for each of the others


class OpenPage:
    """A form in somebody's browser, with a text of their own typed into it and kept as a draft."""

    def __init__(self, client, name, row, field, mine):
        self.client, self.name, self.mine, self.field = client, name, mine, field
        self.address = reverse(name, args=[row.pk])
        page = client.get(self.address)
        form = next(one for one in forms_of(page.content.decode()) if field in one.fields)
        self.typed = form.as_opened() | {field: [mine]} | ALSO.get(name, {})
        self.typed.pop("then", None)
        self.keeps_drafts = "draft" in self.typed
        if self.keeps_drafts:
            kept = client.post(reverse("drafts:keep"), self.typed | {"draft_version": "1"})
            assert kept.status_code == 200, (name, kept.content)

    @property
    def draft(self):
        """What is kept of this form and not stored, in whatever window."""
        person = self.client.session["_auth_user_id"]
        return FormDraft.objects.filter(by=person, form=self.name).first()

    def save(self):
        """Send it, and again where the database was busy for too long: nothing of it is stored then."""
        try:
            return self.client.post(self.address, self.typed)
        except OperationalError:
            return self.save()


def wrong_with_winner(page, response):
    if page.draft is not None:
        yield "what was stored is still offered as unsaved"


def wrong_with_loser(page, response, winner):
    if response.status_code != 409:
        yield f"a loser got {response.status_code}"
        return
    shown = response.content.decode()  # not the context: the test client takes down that of all pages made meanwhile
    if f"<td>{winner.mine}</td><td>{page.mine}</td>" not in shown:
        yield "the conflict page does not show both texts"
    again = next(one for one in forms_of(shown) if page.field in one.fields)
    if again.fields[page.field].values != [page.mine]:
        yield "what was typed is no longer in the form"
    if page.keeps_drafts and (page.draft is None or page.draft.values[page.field] != [page.mine]):
        yield "what was typed is no longer kept as a draft"


def test_of_many_who_save_the_same_version_one_wins_and_no_word_is_lost(place, crowd, ana, figure):
    place.review = begin_review(by=ana, programme=place.programme)
    wrong = []
    for name, (about, field) in TEXTS.items():
        racing = crowd if name == "patients:edit" or WRITERS > SHORT else crowd[:FEW]
        pages = [OpenPage(client, name, about(place), field, f"Text {n:02}") for n, client in enumerate(racing)]
        answers = race(page.save for page in pages)
        won = [n for n, answer in enumerate(answers) if getattr(answer, "status_code", answer) == 302]
        if len(won) != 1:
            wrong.append((name, f"{len(won)} won", answers))
            continue
        winner = pages[won[0]]
        for page, answer in zip(pages, answers, strict=True):
            found = wrong_with_winner(page, answer) if page is winner else wrong_with_loser(page, answer, winner)
            wrong += [(name, one) for one in found]
    assert wrong == []
    figure("racing writers of one version", WRITERS, of=WRITERS)
