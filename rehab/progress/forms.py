"""The forms of reviews, reports and figures."""

from django import forms

from clinic.forms import DateField, KeyedForm, PlainForm, VersionedForm, spoken_date
from rehab.progress.models import SCALES, Report, Review, ReviewScore
from rehab.rules import GLOBAL_CHANGE, GLOBAL_CHANGE_QUESTION, QUESTIONNAIRES

LONGEST_TEXT = 4000


def _text(name, label, help_text, rows):
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=Review._meta.get_field(name).max_length,  # type: ignore[union-attr]
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ReviewForm(VersionedForm):
    """A review as it is written: saved as a draft it may be incomplete."""

    reviewed_on = DateField(label="Reviewed on")
    global_change = forms.ChoiceField(
        label=GLOBAL_CHANGE_QUESTION,
        choices=[*GLOBAL_CHANGE, ("", "Not asked")],
        widget=forms.RadioSelect,
        required=False,
        help_text="As the patient says it.",
    )
    findings = _text("findings", "Findings", "What was found today, in your words. It goes into letters.", 4)
    decision = forms.ChoiceField(
        label="Decision", choices=Review.Decision.choices, widget=forms.RadioSelect, required=False
    )
    next_review_on = DateField(label="Next review", required=False)
    note = _text("note", "Note", "For the record alone.", 3)

    def __init__(self, *args, review, today, **kwargs):
        initial = {name: getattr(review, name) for name in self.base_fields if hasattr(review, name)}
        super().__init__(*args, initial=initial | {"version": review.version}, **kwargs)
        started_on = review.programme.started_on
        too_early = f"The programme began on {spoken_date(started_on)}."
        self.fields["reviewed_on"].between(started_on, today, too_early=too_early, too_late="This is in the future.")
        self.fields["next_review_on"].between(started_on)
        self._add_scores({row.scale: row.score for row in review.scores.all()} if review.pk else {})

    def _add_scores(self, stored):
        limits = ReviewScore._meta.get_field("score")
        for scale, label in SCALES:
            questionnaire = QUESTIONNAIRES[scale.partition(".")[0]]
            self.fields[score_name(scale)] = forms.DecimalField(
                label=label,
                min_value=questionnaire.minimum,
                max_value=questionnaire.maximum,
                max_digits=limits.max_digits,
                decimal_places=limits.decimal_places,
                required=False,
            )
            self.initial[score_name(scale)] = stored.get(scale)

    def questionnaires(self):
        """[(questionnaire, its fields)] as the page lays them out."""
        return [
            (one, [self[score_name(f"{one.id}.{scale}")] for scale in one.scales]) for one in QUESTIONNAIRES.values()
        ]

    @property
    def has_scores(self) -> bool:
        """Whether any score is filled in, or was and could not be read."""
        return any(self[score_name(scale)].value() not in (None, "") for scale, _ in SCALES)

    @property
    def content(self) -> dict:
        """What the actions take: the fields of the Review and its scores."""
        names = ("reviewed_on", "global_change", "findings", "decision", "note", "next_review_on")
        scores = {scale: self.cleaned_data[score_name(scale)] for scale, _ in SCALES}
        return {name: self.cleaned_data[name] for name in names} | {"scores": scores}


class ConfirmForm(VersionedForm):
    """The confirmation that a draft is discarded just as it was shown."""


class AmendForm(KeyedForm):
    """Why a signed review is amended."""

    reason = forms.CharField(
        label="Why is it amended?",
        max_length=Review._meta.get_field("amendment_reason").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why: the signed review stays readable beside the amended one."},
    )


class ReportForm(KeyedForm):
    """The texts of a report before it is signed. `facts` is the digest of the numbers that stand beside them."""

    addressee = forms.CharField(
        label="To",
        max_length=Report._meta.get_field("addressee").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Name and address, as they stand on the letter.",
    )
    paper = forms.ChoiceField(choices=Report.Paper.choices, initial=Report.Paper.A4)
    facts = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, context, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["facts"] = context.facts
        if context.kind == Report.Kind.PATIENT:
            del self.fields["addressee"]
        for section in context.sections:
            self.fields[text_name(section.id)] = forms.CharField(
                label=section.heading or "Introduction",
                initial=section.text,
                required=False,
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": min(8, 2 + section.text.count("\n") + len(section.text) // 90)}),
            )
        self.section_ids = [section.id for section in context.sections]
        self.order_fields(["key", "facts", "addressee", *map(text_name, self.section_ids), "paper"])

    @property
    def content(self) -> dict:
        """What issue_report() takes."""
        given = self.cleaned_data
        texts = {section: given[text_name(section)] for section in self.section_ids}
        return {"texts": texts, "addressee": given.get("addressee", ""), "paper": given["paper"]}

    def looked_over(self, context):
        """The same entries, beside the numbers as they are now: they may be signed again."""
        self.opened_at(None)
        self.data[self.add_prefix("facts")] = context.facts
        return self


class PeriodForm(PlainForm):
    """In which year the programmes began that are counted."""

    year = forms.TypedChoiceField(
        label="Programmes begun in", coerce=int, error_messages={"invalid_choice": "Choose one of these years."}
    )

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, year) for year in years]


def text_name(section) -> str:
    """The name of the field of a section: "text_plan"."""
    return f"text_{section}"


def score_name(scale) -> str:
    """The name of the field of a scale: "score_hagos_pain"."""
    return "score_" + scale.replace(".", "_")
