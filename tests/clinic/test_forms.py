"""The parts every form is made of."""

import datetime
import uuid

import pytest
from django import forms

from clinic.forms import DateField, KeyedForm, NameField, ScoreField, VersionedForm, shown


class Visit(KeyedForm):
    on = DateField()
    pain = ScoreField(limits=(0, 10), not_asked="Not asked")
    effort = ScoreField(limits=(1, 5))
    name = NameField(max_length=10)


GOOD = {"on": "2026-03-01", "pain": "3", "effort": "5", "name": "Zoë"}


def visit(**typed):
    return Visit({"key": str(uuid.uuid4())} | GOOD | typed)


def test_each_opened_form_has_a_key_of_its_own():
    assert uuid.UUID(Visit()["key"].value())
    assert Visit()["key"].value() != Visit()["key"].value()


@pytest.mark.parametrize("key", ["", "abc", "\x00", "1" * 5000])
def test_a_damaged_key_is_said_once_and_the_form_can_be_sent_again(key):
    form = visit(key=key)
    assert not form.is_valid()
    assert list(form.errors) == ["__all__"]
    assert "send it again" in form.non_field_errors()[0]
    again = Visit({name: form[name].value() for name in form.fields})
    assert again.is_valid()


@pytest.mark.parametrize("version", ["", "abc", "-", "9" * 5000])
def test_a_damaged_version_counts_as_one_that_was_never_stored(version):
    form = VersionedForm({"key": str(uuid.uuid4()), "version": version})
    assert form.is_valid()
    assert form.stamp["version"] == 0


def test_a_form_opened_at_the_version_stored_now_can_be_sent_again():
    form = VersionedForm({"key": str(uuid.uuid4()), "version": "1"})
    old_key = form["key"].value()
    form.is_valid()
    again = form.opened_at(7)
    assert again["version"].value() == "7"
    assert again["key"].value() != old_key


@pytest.mark.parametrize("typed", ["2026-03-05", "05/03/2026", " 5/3/2026 "])
def test_a_date_is_picked_or_typed(typed):
    form = visit(on=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == datetime.date(2026, 3, 5)


@pytest.mark.parametrize("typed", ["yesterday", "31/02/2026", "2026-13-01", "5/3/26", "\x00", "0"])
def test_what_is_no_date_is_told_how_to_write_one(typed):
    assert visit(on=typed).errors["on"] == ["Write a date like 05/03/2026."]


def test_a_date_has_limits_that_are_said_in_words():
    form = visit(on="2026-03-05")
    form.fields["on"].between(datetime.date(2026, 1, 1), datetime.date(2026, 3, 2), too_late="Not yet.")
    assert form.errors["on"] == ["Not yet."]
    assert 'max="2026-03-02"' in str(form["on"])
    early = visit(on="2025-03-05")
    early.fields["on"].between(datetime.date(2026, 1, 1))
    assert early.errors["on"] == ["The date must be 1 January 2026 or later."]


def test_the_limits_of_one_form_are_not_those_of_the_next():
    visit().fields["on"].between(datetime.date(2026, 3, 2))
    assert visit().is_valid()


def test_a_score_is_a_row_of_radio_buttons_with_one_for_not_asked():
    html = str(visit()["pain"])
    assert html.count('type="radio"') == 12
    assert "Not asked" in html


def test_a_score_is_a_number_and_not_asked_is_not_zero():
    zero, unasked = visit(pain="0"), visit(pain="")
    assert zero.is_valid()
    assert unasked.is_valid()
    assert (zero.cleaned_data["pain"], unasked.cleaned_data["pain"]) == (0, None)


@pytest.mark.parametrize("typed", ["11", "-1", "2.5", "high", "\x00", "6"])
def test_a_score_outside_its_range_is_told_the_range(typed):
    assert visit(effort=typed).errors["effort"] == ["Choose a whole number from 1 to 5."]


def test_a_score_without_not_asked_must_be_given():
    assert visit(effort="").errors["effort"] == ["Choose one."]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ana \u202eziuR", "Ana ziuR"),
        ("\u200fAna\u200b", "Ana"),
        ("  Ana \t Ruiz ", "Ana Ruiz"),
        ("Zoe\u0308", "Zoë"),
        ("نیم\u200cرخ", "نیم\u200cرخ"),
    ],
)
def test_a_name_keeps_what_can_be_seen(typed, kept):
    form = visit(name=typed)
    form.is_valid()
    assert form.cleaned_data["name"] == kept


@pytest.mark.parametrize("typed", ["\u202e", " ", "a\x00b", "x" * 11])
def test_a_name_that_is_none_or_too_long_or_broken_is_refused(typed):
    assert "name" in visit(name=typed).errors


def test_values_are_shown_as_people_read_them():
    class Told(forms.Form):
        side = forms.ChoiceField(choices=[("left", "Left side")])
        tools = forms.MultipleChoiceField(choices=[("band", "Elastic band"), ("chair", "Chair")])
        on = DateField()
        sure = forms.BooleanField()
        note = forms.CharField()

    form = Told()
    assert shown(form["side"], "left") == "Left side"
    assert shown(form["tools"], ["chair", "band"]) == "Chair, Elastic band"
    assert shown(form["on"], datetime.date(2026, 3, 5)) == "5 March 2026"
    assert (shown(form["sure"], True), shown(form["sure"], False)) == ("Yes", "No")
    assert (shown(form["note"], ""), shown(form["note"], None), shown(form["note"], "0")) == ("–", "–", "0")


class Plain(KeyedForm):
    words = forms.CharField(max_length=5)
    side = forms.ChoiceField(choices=[("left", "Left")])
    height = forms.DecimalField(min_value=40, max_value=250, decimal_places=1)
    reason = forms.CharField(error_messages={"required": "Say why."})


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("words", "", "Fill this in."),
        ("words", "too long", "Use at most 5 characters; these are 8."),
        ("side", "", "Choose one."),
        ("height", "tall", "Write a number."),
        ("height", "1.7", "This must be 40 or more."),
        ("height", "999", "This must be 250 or less."),
        ("height", "170.25", "Digits after the point: at most 1."),
        ("reason", "", "Say why."),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(field, typed, said):
    assert Plain({field: typed}).errors[field] == [said]
