"""A report composed from the record: what may be changed before signing, and what may not."""

import dataclasses

from clinic.forms import spoken_date
from rehab.programmes.words import combination_name, exercise_name, stage_name
from rehab.progress.models import Report, Review
from rehab.progress.queries import Progress, progress_of, signed_reviews
from rehab.progress.reports import patient_words
from rehab.progress.reports.context import Change, ReportContext, Section, Sender, Subject
from rehab.rules import RULES_VERSION

Kind = Report.Kind
FIGURES = {
    Kind.PATIENT: ("sessions",),
    Kind.LETTER: ("hip-extension", "strength", "torque", "force", "sessions"),
    Kind.DISCHARGE: ("hip-extension", "strength", "torque", "force", "sessions"),
}


def composed(programme, kind, *, by, today, texts=None, addressee="") -> ReportContext:
    """The report of today. `texts` maps the ids of sections to what the clinician made of them."""
    shown = progress_of(programme, today)
    review = signed_reviews(programme).first()
    sections = (
        patient_words.sections(programme, shown, review)
        if kind == Kind.PATIENT
        else _sections(programme, shown, review, kind)
    )
    return ReportContext(
        kind=kind,
        title=Report.TITLES[kind],
        issued_on=today.isoformat(),
        sender=_sender(by),
        subject=_subject(programme),
        addressee=addressee,
        sections=tuple(_edited(section, texts or {}) for section in sections),
        compared=_compared(shown),
        changes=tuple(_changes(shown, kind)),
        figures=tuple(_figures(shown, kind)),
        rules_version=RULES_VERSION,
    )


def _edited(section, texts):
    return dataclasses.replace(section, text=texts.get(section.id, section.text))


def _sender(by) -> Sender:
    clinic = by.clinic
    address = ", ".join(line.strip() for line in clinic.address.splitlines() if line.strip())
    return Sender(clinic.name, address, clinic.telephone, clinic.email, str(by), by.job_title)


def _subject(programme) -> Subject:
    patient = programme.patient
    return Subject(str(patient), patient.date_of_birth.isoformat(), patient.record_number, programme.episode.complaint)


def _compared(shown: Progress):
    if shown.first == shown.latest:
        return ()
    return shown.first.examined_on.isoformat(), shown.latest.examined_on.isoformat()


def _changes(shown: Progress, kind):
    said = patient_words.change_words if kind == Kind.PATIENT else lambda one: one.words
    name = patient_words.measure_name if kind == Kind.PATIENT else lambda one: one.label
    for side in shown.sides:
        for one in side.verdicts:
            yield Change(side.side, name(one), *_values(one, kind), said(one))
    for one in shown.verdicts:
        yield Change("", name(one), *_values(one, kind), said(one))


def _values(one, kind) -> tuple[str, str]:
    """A manual grade is told to a patient as what it is: a mark out of five."""
    if kind == Kind.PATIENT and one.measure == "strength.mmt":
        before, after = (value.replace("MMT ", "") + " out of 5" for value in (one.before, one.after))
        return before, after
    return one.before, one.after


def _figures(shown: Progress, kind):
    """The charts as plain data, so that an issued report is drawn for ever as it was."""
    for side in shown.sides:
        for one in side.drawings:
            chart = one.drawing["chart"]
            if chart.id.removeprefix(f"{side.side}-") in FIGURES[kind] and not chart.is_empty:
                told = {"id": chart.id, "title": chart.title, "description": chart.description, "line": chart.line}
                legend = [{"name": glyph.name, "words": glyph.words} for glyph in chart.legend]
                yield one.drawing | {"side": side.side, "chart": told | {"band": chart.band}, "legend": legend}


# The letter and the discharge summary ---------------------------------------------------------------------------------


def _sections(programme, shown, review, kind) -> list[Section]:
    found = [
        Section("introduction", "", _introduction(programme, shown, kind)),
        Section("findings", "Findings", review.findings if review else ""),
        Section("programme", "Programme", _programme(programme, shown)),
        Section("changes", "Changes", _change_note(shown), "changes"),
    ]
    if kind == Kind.DISCHARGE:
        return [*found, Section("outcome", "Outcome and advice", _outcome(programme, review))]
    return [*found, Section("plan", "Plan", _plan(programme, review))]


def _introduction(programme, shown, kind):
    since = spoken_date(programme.started_on)
    what = "has been treated" if kind == Kind.LETTER else "was treated"
    until = "" if programme.ended_on is None else f" until {spoken_date(programme.ended_on)}"
    goal = f"\nThe patient’s goal: “{programme.episode.goal}”" if programme.episode.goal else ""
    return (
        f"{programme.patient} {what} here for {_inside(programme.episode.complaint)} since {since}{until} "
        f"(week {shown.week} of the programme).{goal}"
    )


def _inside(complaint):
    """A complaint inside a sentence: its first letter small, unless the word is one of capitals."""
    return complaint if complaint[1:2].isupper() else complaint[:1].lower() + complaint[1:]


def _programme(programme, shown: Progress):
    lines = []
    for row in programme.sides.all():
        line = f"{row.get_side_display()}: {combination_name(row.combination).lower()}"
        stand = shown.answer["sides"].get(row.side)
        if stand:
            exercises = ", ".join(
                f"{exercise_name(exercise)} (level {state['level']})" for exercise, state in stand["exercises"].items()
            )
            paused = ", paused at present" if stand["paused"] else ""
            line += f"; {stage_name(stand['stage']).lower()}{paused}: {exercises}"
        lines.append(f"{line}.")
    sessions = "1 session was" if shown.sessions == 1 else f"{shown.sessions} sessions were"
    done = f"{sessions} logged up to week {shown.week}; {shown.wanted_a_week} a week were asked for."
    return "\n".join([*lines, done])


def _change_note(shown: Progress):
    if shown.first == shown.latest:
        return "There has been one assessment so far, so that no change can be told."
    return "A difference smaller than the measurement error is not called a change."


def _plan(programme, review):
    if review is None:
        return ""
    when = f" Next review: {spoken_date(review.next_review_on)}." if review.next_review_on else ""
    return {
        Review.Decision.CONTINUE: "The programme goes on as prescribed.",
        Review.Decision.ADJUST: "The programme goes on and is being adjusted.",
        Review.Decision.DISCHARGE: "The patient is being discharged.",
        Review.Decision.REFER: "I should be grateful for your opinion.",
    }[review.decision] + when


def _outcome(programme, review):
    episode = programme.episode
    found = [f"Outcome: {episode.get_outcome_display().lower()}."] if episode.outcome else []
    if programme.ended_on:
        found.append(f"The programme ended on {spoken_date(programme.ended_on)}: {_ended(programme)}.")
    found += [episode.discharge_note] if episode.discharge_note else []
    return "\n".join(found) or _plan(programme, review)


def _ended(programme):
    return programme.get_end_reason_display().lower()
