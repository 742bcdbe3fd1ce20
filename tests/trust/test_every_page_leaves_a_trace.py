"""Whatever page shows something of a record leaves a trace that names the patient. A new route fails until it does."""

from tests.trust.places import ABOUT_A_PATIENT

# Of these apps no page shows anything of a patient: library, settings and letterhead are the clinic's own.
OF_NO_PATIENT = {"drafts", "letterhead", "library", "thresholds"}
# Of the handouts' pages those of nobody: how the letterhead comes out, and its colour.
OF_NOBODY = {"handouts:colour", "handouts:sample"}
EMPTY_FORMS = {"patients:add", "people:invite", "programmes:save_filter"}
# Led elsewhere or told that the address takes no GET, so that nothing was shown.
NOT_SHOWN = {"assessments:begin", "assessments:so_far", "drafts:discard", "drafts:keep", "drafts:token"} | {
    "programmes:remove_filter",
    "progress:begin_review",
    "records:look",
    "people:accept",
}


def is_shown(visit):
    return visit.status == 200


def done(visit):
    return [patient for _, outcome, patient in visit.traces if outcome == "done"]


def test_every_page_is_shown_or_named_here(visited):
    assert {name for name, visit in visited.items() if not is_shown(visit)} == NOT_SHOWN


def test_every_page_of_a_record_leaves_a_trace_that_names_the_patient(clinic, visited):
    whose = {
        "patients:restore": {clinic.archived.pk},
        "patients:merge": {clinic.maria.pk, clinic.again.pk},
        "patients:find_duplicate": {clinic.maria.pk, clinic.again.pk, clinic.archived.pk},
    }
    named = {name: set(done(visited[name])) for name in {*ABOUT_A_PATIENT, "records:who_saw_csv"}}
    assert {name: who for name, who in named.items() if who != whose.get(name, {clinic.maria.pk})} == {}


def test_every_page_about_people_leaves_a_trace(visited):
    shown = {name for name, visit in visited.items() if is_shown(visit)} - EMPTY_FORMS
    without = {name for name in shown if name.partition(":")[0] not in OF_NO_PATIENT and not done(visited[name])}
    assert without == OF_NOBODY


def test_what_shows_nothing_leaves_no_trace_of_having_shown_it(visited):
    assert {name for name in NOT_SHOWN | EMPTY_FORMS if done(visited[name])} == set()
