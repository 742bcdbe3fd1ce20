"""The forms of an assessment: the whole examination on one page, and the reason of an amendment."""

import re

from django import forms

from clinic.forms import DateField, KeyedForm, PlainForm, VersionedForm, spoken_date
from rehab.assessments.fields import YesNoField, fields_of_test, fields_of_trial, score_field
from rehab.assessments.findings import OWN_FIELDS, TEST_FIELDS, TESTS, findings_of, is_known, whole
from rehab.assessments.models import Assessment
from rehab.patients.models import Side
from rehab.rules import LIBRARY

SPARE_ROWS = 3
# Nobody tries more than every level of every exercise once.
MOST_ROWS = sum(exercise.top_level for exercise in LIBRARY.strengthening.values())
ROW_NAME = re.compile(r"(left|right)_trials_(\d{1,3})_")


class FindingsForm(PlainForm):
    """Red flags, tests and trials, both sides. Names follow the findings: left_thomas_hip_extension_deg."""

    def __init__(self, data=None, *, findings, **kwargs):
        super().__init__(data, **kwargs)
        self._add_red_flags(findings["screening"])
        self._row_count: dict[str, int] = {}
        for side in Side:
            self._add_tests(side, findings["sides"][side])
            self._add_trials(side, findings["sides"][side]["trials"])

    def findings(self) -> dict:
        """What was typed, as far as it can be read."""
        return whole(self._typed())

    def point_out(self, missing) -> None:
        """Put what is Unfinished beside the field it belongs to."""
        for one in missing:
            side, part, *further = one.path.split(".")
            if part == "trials":
                row = self._filled_rows(side)[int(further[0])]
                field = "tried" if further[1] in ("exercise", "level") else further[1]
                name = f"{side}_trials_{row}_{field}"
            else:
                name = f"{side}_{part}_{further[0]}"
            if one.words not in self.errors.get(name, ()):
                self.add_error(name, one.words)

    def rows(self, side) -> range:
        """The rows for exercises that were tried on this side."""
        return range(self._row_count[side])

    def _add(self, name, field, value):
        self.fields[name] = field
        self.initial[name] = value

    def _add_red_flags(self, answers):
        for flag in LIBRARY.red_flags.values():
            self._add(f"red_flag_{flag.id}", YesNoField(label=flag.label, unknown="Not asked"), answers[flag.id])

    def _add_tests(self, side, found):
        for test in TESTS:
            for name, field in fields_of_test(test, side).items():
                self._add(f"{side}_{test}_{name}", field, found[test] and found[test][name])

    def _add_trials(self, side, trials):
        self._row_count[side] = self._rows_needed(side, trials)
        for row in self.rows(side):
            trial = trials[row] if row < len(trials) else {}
            values = trial and trial | {"tried": (trial["exercise"], trial["level"])}
            for name, field in fields_of_trial(side, row).items():
                self._add(f"{side}_trials_{row}_{name}", field, values.get(name))

    def _rows_needed(self, side, trials):
        """As many rows as were sent; on a page that is opened one more than is filled in, three at least."""
        if not self.is_bound:
            return max(SPARE_ROWS, len(trials) + 1)
        sent = (ROW_NAME.match(name) for name in self.data)
        rows = [int(found[2]) + 1 for found in sent if found and found[1] == side]
        return min(MOST_ROWS, max([SPARE_ROWS, *rows]))

    def _typed(self):
        return {
            "screening": {flag: self.cleaned_data.get(f"red_flag_{flag}") for flag in LIBRARY.red_flags},
            "sides": {side: self._side(side) for side in Side.values},
        }

    def _side(self, side):
        given = self.cleaned_data
        tests = {
            test: {name: given.get(f"{side}_{test}_{name}") for name in names} for test, names in TEST_FIELDS.items()
        }
        return tests | {"trials": [self._trial(side, row) for row in self._filled_rows(side)]}

    def _filled_rows(self, side):
        return [row for row in self.rows(side) if is_known(self._trial(side, row))]

    def _trial(self, side, row):
        given = self.cleaned_data
        exercise, level = given.get(f"{side}_trials_{row}_tried") or ("", None)
        return {
            "exercise": exercise,
            "level": level,
            "quality": given.get(f"{side}_trials_{row}_quality"),
            "symptoms": given.get(f"{side}_trials_{row}_symptoms"),
        }


class AssessmentForm(FindingsForm, VersionedForm):
    """Everything that is found in one examination."""

    examined_on = DateField(label="Examined on")
    pain_nrs = score_field("pain_nrs", "Pain, worst in the last day")
    usual_morning_symptoms = score_field("symptoms", "Symptoms on a usual morning")
    note = forms.CharField(
        required=False,
        max_length=Assessment._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={"max_length": "The note is too long: %(limit_value)d characters at most."},
    )

    def __init__(self, data=None, *, assessment, today):
        findings = findings_of(assessment)
        super().__init__(data, findings=findings, initial={"version": assessment.version})
        self.assessment = assessment
        self.activities = list(assessment.episode.psfs_activities.all())
        self._limit_the_date(today)
        self.initial.update({name: findings[name] for name in OWN_FIELDS})
        self._add_scores(findings["psfs"])

    def score_name(self, activity) -> str:
        """The name of the field in which an activity is scored."""
        return f"psfs_{activity.position}"

    def _limit_the_date(self, today):
        started_on = self.assessment.episode.started_on
        self.fields["examined_on"].widget.attrs["class"] = "form-control"
        self.fields["examined_on"].between(
            started_on,
            today,
            too_early=f"The episode began on {spoken_date(started_on)}. If it began earlier, change its start first.",
            too_late="This is in the future.",
        )

    def _add_scores(self, scores):
        for activity in self.activities:
            self._add(self.score_name(activity), score_field("psfs_mean", activity.activity), scores.get(activity.pk))

    def _typed(self):
        given = self.cleaned_data
        return super()._typed() | {
            **{name: given.get(name) for name in OWN_FIELDS},
            "psfs": {activity.pk: given.get(self.score_name(activity)) for activity in self.activities},
        }


class ConfirmForm(VersionedForm):
    """The confirmation that a draft is signed, or discarded, just as it was shown."""


class AmendForm(KeyedForm):
    """Why a signed assessment is amended."""

    reason = forms.CharField(
        label="Why is it amended?",
        max_length=Assessment._meta.get_field("amendment_reason").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why: the signed assessment stays readable beside the amended one."},
    )
