"""The access matrix: who gets what at every route, as rows of routes that answer alike.

A row says what GET and what POST of an address of Harbour Physio's are answered with, one word for each role:

    visitor, reception, clinician, lead, clinician elsewhere, lead elsewhere, administrator, deactivated

The first clinician, lead and reception are Harbour's; "elsewhere" is Hill Street Clinic. The administrator keeps the
site, has no clinic and so sees no patient. The deactivated person was signed in when their account was closed.

`in` leads to the sign-in, `go` elsewhere on the site. POST sends an empty form: 200 shows it again with its errors.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What all of these `routes` answer."""

    about: str
    get: str
    post: str
    routes: str


MATRIX = (
    Row(
        "a form of a patient's record",
        "in 403 200 200 404 404 403 in",
        "in 403 200 200 404 404 403 in",
        """
        programmes:proposal programmes:what_if programmes:log programmes:correct_session
        programmes:withdraw_session programmes:retest programmes:review programmes:compare_settings
        programmes:end programmes:override programmes:swap programmes:dosage programmes:withdraw_retest
        patients:archive patients:restore patients:measure patients:circumstances
        patients:withdraw_measurement patients:withdraw_circumstances patients:wrong_patient
        patients:open_episode patients:edit_episode patients:discharge patients:reopen assessments:edit
        assessments:sign assessments:amend assessments:discard progress:edit_review progress:amend_review
        progress:discard_review progress:write_patient progress:write_letter progress:write_discharge
        handouts:handouts handouts:preview handouts:preview_page
        """,
    ),
    Row(
        "a page or paper of a patient's record, and an older version of the clinic's settings",
        "in 403 200 200 404 404 403 in",
        "in 403 405 405 405 405 403 in",
        """
        programmes:referral programmes:programme programmes:session programmes:settings patients:history
        assessments:assessment progress:progress progress:review progress:report progress:report_pdf
        handouts:pdf handouts:page thresholds:version
        """,
    ),
    Row(
        "a step in a patient's record that leads on",
        "in 403 405 405 405 405 403 in",
        "in 403 go go 404 404 403 in",
        "assessments:begin progress:begin_review",
    ),
    Row(
        "a part of a page of a patient's record",
        "in 403 405 405 405 405 403 in",
        "in 403 200 200 404 404 403 in",
        "assessments:so_far",
    ),
    Row(
        "who a patient is",
        "in 200 200 200 404 404 403 in",
        "in 405 405 405 405 405 403 in",
        "patients:patient",
    ),
    Row(
        "who a patient is, to be corrected",
        "in 200 200 200 404 404 403 in",
        "in 200 200 200 404 404 403 in",
        "patients:edit",
    ),
    Row(
        "a form of the lead about a patient, a colleague or an invitation",
        "in 403 403 200 403 404 403 in",
        "in 403 403 200 403 404 403 in",
        """
        people:send_again people:withdraw people:role people:hand_over people:deactivate
        people:second_factor people:reactivate patients:find_duplicate patients:merge records:everything
        """,
    ),
    Row(
        "a page or table of the lead about a patient or a colleague",
        "in 403 403 200 403 404 403 in",
        "in 403 403 405 403 405 403 in",
        "people:person records:who_saw records:who_saw_csv records:colleague records:colleague_csv",
    ),
    Row(
        "a form of the lead about their own clinic, whichever that is",
        "in 403 403 200 403 200 403 in",
        "in 403 403 200 403 200 403 in",
        "people:invite thresholds:change letterhead:letterhead handouts:sample",
    ),
    Row(
        "a page of the lead about their own clinic",
        "in 403 403 200 403 200 403 in",
        "in 403 403 405 403 405 403 in",
        "people:people records:trail",
    ),
    Row(
        "what the lead looks for in their own clinic's trail",
        "in 403 403 405 403 405 403 in",
        "in 403 403 go 403 go 403 in",
        "records:look",
    ),
    Row(
        "the library, the rules and one's own clinic's settings",
        "in 403 200 200 200 200 403 in",
        "in 403 405 405 405 405 403 in",
        """
        library:exercises library:exercise library:drawings library:rules library:rule thresholds:settings
        thresholds:defaults progress:figures progress:figures_csv progress:figures_dictionary
        handouts:colour
        """,
    ),
    Row(
        "one's own clinic's caseload, which reception is led past",
        "in go 200 200 200 200 403 in",
        "in go go go go go 403 in",
        "programmes:caseload",
    ),
    Row(
        "one's own clinic's caseload on paper",
        "in 403 200 200 200 200 403 in",
        "in 403 405 405 405 405 403 in",
        "programmes:day",
    ),
    Row(
        "a name for a filter of one's own",
        "in 403 200 200 200 200 403 in",
        "in 403 200 200 200 200 403 in",
        "programmes:save_filter",
    ),
    Row(
        "a saved filter of the clinician's own, to be removed",
        "in 403 405 405 405 405 403 in",
        "in 403 go 404 404 404 403 in",
        "programmes:remove_filter",
    ),
    Row(
        "one's own clinic's patients, and a search among them",
        "in 200 200 200 200 200 403 in",
        "in go go go go go 403 in",
        "patients:patients",
    ),
    Row(
        "a new patient of one's own clinic",
        "in 200 200 200 200 200 403 in",
        "in 200 200 200 200 200 403 in",
        "patients:add",
    ),
    Row(
        "one's own clinic's reviews",
        "in 200 200 200 200 200 403 in",
        "in 405 405 405 405 405 403 in",
        "patients:reviews",
    ),
    Row(
        "keeping a draft; this one is damaged",
        "in 405 405 405 405 405 403 in",
        "in 400 400 400 400 400 403 in",
        "drafts:keep",
    ),
    Row(
        "a new token for a form; what it is asked with is damaged",
        "in 400 400 400 400 400 403 in",
        "in 405 405 405 405 405 403 in",
        "drafts:token",
    ),
    Row(
        "a draft of the clinician's own",
        "in 405 405 405 405 405 403 in",
        "in 404 go 404 404 404 403 in",
        "drafts:discard",
    ),
    Row(
        "an invitation, which whoever is signed in cannot accept",
        "200 409 409 409 409 409 409 200",
        "200 409 409 409 409 409 409 200",
        "people:accept",
    ),
    Row(
        "an address that leads nowhere",
        "404 404 404 404 404 404 404 404",
        "404 404 404 404 404 404 404 404",
        "nowhere admin:view_on_site",
    ),
    Row(
        "the doors of the sign-in: whoever is in is led on",
        "200 go go go go go go 200",
        "200 go go go go go go 200",
        "account_login account_signup",
    ),
    Row(
        "the second step of the sign-in: a visitor has not taken the first",
        "in go go go go go go in",
        "in go go go go go go in",
        "mfa_authenticate mfa_login_webauthn",
    ),
    Row(
        "a forgotten password",
        "200 200 200 200 200 200 200 200",
        "200 200 200 200 200 200 200 200",
        "account_reset_password account_reset_password_from_key",
    ),
    Row(
        "what the sign-in says in passing",
        "200 200 200 200 200 200 200 200",
        "405 405 405 405 405 405 405 405",
        "account_inactive account_reset_password_done account_reset_password_from_key_done",
    ),
    Row(
        "one's own account",
        "in 200 200 200 200 200 200 in",
        "in 405 405 405 405 405 405 in",
        "mfa_index mfa_list_webauthn sign_in_account sign_in_places",
    ),
    Row(
        "a form of one's own account",
        "in 200 200 200 200 200 200 in",
        "in 200 200 200 200 200 200 in",
        "account_reauthenticate account_change_password mfa_activate_totp mfa_add_webauthn",
    ),
    Row(
        "signing out",
        "in 200 200 200 200 200 200 in",
        "in in in in in in in in",
        "account_logout",
    ),
    Row(
        "signing out elsewhere",
        "in 405 405 405 405 405 405 in",
        "in go go go go go go in",
        "sign_in_end_places",
    ),
    Row(
        "recovery codes, for whom has a second factor: the clinicians have",
        "in 200 200 200 200 200 200 in",
        "in 200 go 200 go 200 200 in",
        "mfa_generate_recovery_codes",
    ),
    Row(
        "recovery codes that nobody has",
        "in 404 404 404 404 404 404 in",
        "in 405 405 405 405 405 405 in",
        "mfa_view_recovery_codes",
    ),
    Row(
        "an app that nobody has",
        "in 404 404 404 404 404 404 in",
        "in 404 404 404 404 404 404 in",
        "mfa_deactivate_totp",
    ),
    Row(
        "the clinician's own passkey",
        "in 404 200 404 404 404 404 in",
        "in 404 200 404 404 404 404 in",
        "mfa_edit_webauthn",
    ),
    Row(
        "the clinician's own passkey, to be removed",
        "in 404 200 404 404 404 404 in",
        "in 404 go 404 404 404 404 in",
        "mfa_remove_webauthn",
    ),
    Row(
        "confirming with a code",
        "in go go go go go go in",
        "in go go go go go go in",
        "mfa_reauthenticate",
    ),
    Row(
        "confirming with a passkey, which the clinicians have; a wrong one leads to the sign-in, which leads back",
        "in go 200 go 200 go go in",
        "in go in go in go go in",
        "mfa_reauthenticate_webauthn",
    ),
    Row(
        "the door of the administration, which is the sign-in's",
        "in 403 403 403 403 403 go in",
        "in 403 403 403 403 403 200 in",
        "sign_in_to_the_administration admin:login",
    ),
    Row(
        "other doors of the administration, which are the sign-in's too",
        "in go go go go go go in",
        "in go go go go go go in",
        """
        sign_in_out_of_the_administration admin:logout sign_in_password_of_the_administration
        admin:password_change
        """,
    ),
    Row(
        "the administration",
        "in in in in in in 200 in",
        "in in in in in in 200 in",
        """
        admin:index admin:app_list admin:accounts_clinic_changelist admin:accounts_clinic_add
        admin:accounts_clinic_history admin:accounts_clinic_delete admin:accounts_clinic_change
        admin:auth_user_password_change admin:accounts_clinician_changelist admin:accounts_clinician_add
        admin:accounts_clinician_history admin:accounts_clinician_change
        """,
    ),
    Row(
        "parts of the administration that are only read",
        "in in in in in in 200 in",
        "in in in in in in 405 in",
        "admin:password_change_done admin:jsi18n",
    ),
    Row(
        "what nobody does there: search its rows, delete a person",
        "in in in in in in 403 in",
        "in in in in in in 403 in",
        "admin:accounts_clinician_delete",
    ),
    Row(
        "a search of its rows, which it has none of",
        "in in in in in in 403 in",
        "in in in in in in 405 in",
        "admin:autocomplete",
    ),
    Row(
        "a short address of a row of the administration",
        "in in in in in in go in",
        "in in in in in in go in",
        """
        admin/accounts/clinic/<path:object_id>/ admin/accounts/clinician/<path:object_id>/
        """,
    ),
    Row(
        "what the administration does not know",
        "in in in in in in 404 in",
        "in in in in in in 404 in",
        "admin/(?P<url>.*)$",
    ),
)
