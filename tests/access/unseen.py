"""Filters of rows whose absence no page of the matrix shows by itself: the test that does show it, or why none can.

In the long mode (FUZZ_REQUESTS=20000) each named test is run without its filter, and must fail.
"""

AUDIT, DRAFTS, PEOPLE, PATIENTS = "clinic/audit/", "clinic/drafts/", "clinic/people/", "rehab/patients/"
KEEPING = "tests/drafts/test_keeping.py::"
BODIES = "tests/access/test_bodies.py::"
MERGING, WRONG = "tests/patients/test_merging.py::", "tests/patients/test_wrong_patient.py::"

PROVED_BY = {
    AUDIT + "recording.py stored_before": BODIES + "test_a_key_of_a_colleague_s_form_gives_nothing_away",
    DRAFTS + "actions.py forget": BODIES + "test_a_colleague_s_draft_of_the_same_key_stays",
    DRAFTS + "actions.py keep": BODIES + "test_a_colleague_s_draft_of_the_same_key_stays",
    DRAFTS + "actions.py carry_over": BODIES + "test_a_colleague_s_draft_of_the_same_key_stays",
    DRAFTS + "offering.py unstored": KEEPING + "test_a_colleague_is_not_offered_it",
    PEOPLE + "actions.py _withdraw_invitations": BODIES + "test_who_no_longer_leads_takes_back_only_what_they_sent",
    PEOPLE + "forms.py clean_email": "tests/people/test_inviting.py::test_a_lead_is_told_nothing_of_other_clinics",
    PEOPLE + "inviting.py invite": "tests/people/test_inviting.py::test_a_lead_is_told_nothing_of_other_clinics",
    PEOPLE + "queries.py is_last_lead": BODIES + "test_a_lead_elsewhere_is_no_second_lead_here",
    "clinic/sign_in/actions.py _leads": BODIES + "test_a_lead_elsewhere_resets_no_second_factor_here",
    PATIENTS + "actions.py _refuse_taken_number": "tests/patients/test_adding.py::"
    "test_another_clinic_s_record_numbers_do_not_count_and_are_not_told",
    PATIENTS + "merge_form.py clean_record_number": MERGING + "test_a_record_of_the_other_clinic_is_not_found",
    PATIENTS + "misfiled_form.py _found": WRONG + "test_only_another_patient_of_the_clinic_is_right",
    PATIENTS + "queries.py lookalikes": "tests/patients/test_look_alikes.py::"
    "test_another_clinic_s_patients_are_not_compared",
    "rehab/programmes/caseload.py _episodes": "tests/programmes/test_caseload.py::"
    "test_the_other_clinic_sees_nothing_of_it",
    "rehab/programmes/other_settings.py running_by_version": "tests/thresholds/test_settings_pages.py::"
    "test_it_says_how_many_running_programmes_follow_each_version",
    "rehab/programmes/queries.py saved_filters": "tests/programmes/test_saved_filters.py::"
    "test_it_is_offered_to_its_clinician_alone",
    "rehab/progress/figures.py _programmes": "tests/progress/test_figures.py::"
    "test_of_another_clinic_nothing_is_counted",
    "rehab/thresholds/queries.py in_force": "tests/thresholds/test_answers_use_them.py::"
    "test_another_clinic_s_version_changes_nothing",
}
# They narrow what was looked up by a guard before, or tell no more than a number or a date.
NARROWED_ALREADY = {
    AUDIT + "queries.py colleagues": "the second says of whom it tells, the first only when each acted last",
    PEOPLE + "actions.py _locked": "locks a person that colleague() has looked up",
    PEOPLE + "actions.py require_lead": "asks about the very person who acts",
    PEOPLE + "queries.py _with_second_factor": "says of people_of(), who are of the clinic, which have one",
    "rehab/assessments/views/examining.py _conflict": "reads once more what edit() has looked up",
    PATIENTS + "handover.py open_episodes_of": "the episodes of a person that colleague() has looked up",
    PATIENTS + "handover.py patients_of_each": "says of people_of(), who are of the clinic, how many each",
    PATIENTS + "queries.py find_patients": "the first is held by the list; the second by what reception is shown",
    PATIENTS + "views/dated.py _correcting": "one row of a patient that was looked up before",
    PATIENTS + "views/patients.py patients": "whether an empty list is a search without a hit",
    "rehab/programmes/views/caseload.py caseload": "whether an empty list is a search without a hit",
    "rehab/progress/figures.py years": "which years are offered",
    "rehab/records/queries.py in_words": "the events were looked up by patient or by colleague",
    "rehab/thresholds/queries.py version_before": "what differs from the version before, of one that was looked up",
}
