"""A form that is sent twice in the same moment (a double tap, a retry) is stored once, and both get the same answer."""

from django.test import Client
from django.urls import reverse

from clinic.audit.models import Submission
from rehab.handouts.models import IssuedHandout
from rehab.patients.models import BodyMeasurement, Episode, Merge, Misfiling, Patient
from rehab.programmes.models import Override, SessionLog, StrengthRetest
from tests.fuzz.page_forms import forms_of
from tests.programmes.sheets import typed_row
from tests.races.racing import race
from tests.trust.places import ABOUT_A_PATIENT

WHO = {"given_name": "Rosa", "family_name": "Keller", "date_of_birth": "1970-01-02", "record_number": "H-77"}
PAUSE = {"reason": "Holiday"}
# The page, what is typed, which rows it stores, how many at one sending.
SENT = [
    ("patients:add", WHO, Patient, 1),
    ("patients:edit", {"telephone": "0123"}, Submission, 1),
    ("patients:open_episode", {"complaint": "Groin", "sides": "left", "started_on": "2026-03-01"}, Episode, 1),
    ("patients:measure", {"measured_on": "2026-03-01", "mass_kg": "70"}, BodyMeasurement, 1),
    ("programmes:correct_session", {"reason": "Read again", "0-note": "Tired"}, SessionLog, 1),
    ("programmes:log", typed_row(0, "2026-02-06") | {"then": "save"}, SessionLog, 1),
    ("handouts:handouts", {"paper": "A4"}, IssuedHandout, 1),
    ("programmes:retest", {"right_mmt": "4", "tested_on": "2026-03-01"}, StrengthRetest, 1),
    ("programmes:override", PAUSE, Override, 1),
    ("patients:wrong_patient", {"reason": "Not hers"}, Misfiling, 1),
    ("patients:merge", {"reason": "Twice", "same_person": "on", "from_today": "both"}, Merge, 1),
]
OTHER_ADDRESS = {
    "patients:add": lambda of: [],
    "patients:wrong_patient": lambda of: ["measurement", of.measurement.pk],
}


def in_another_window(client):
    """The same person's browser once more: a test client of its own with the same cookies."""
    again = Client()
    again.cookies = client.cookies.copy()
    return again


def typed_on(client, address, typed):
    page = client.get(address).content.decode()
    form = next(one for one in forms_of(page) if "key" in one.fields and typed.keys() & one.fields.keys())
    sent = form.as_opened()
    sent.pop("then", None)
    return sent | {name: [value] for name, value in typed.items()}


def test_a_form_sent_twice_at_once_is_stored_once_and_both_get_the_same_answer(place, lena, as_lena):
    wrong = []
    for name, typed, model, stored_by_one in SENT:
        arguments = OTHER_ADDRESS.get(name) or ABOUT_A_PATIENT[name]
        address = reverse(name, args=arguments(place))
        sent, before = typed_on(as_lena, address, typed), model.objects.count()
        if name == "patients:merge":
            sent["stays"] = [str(place.maria.pk)]
        windows = [in_another_window(as_lena) for _ in range(2)]
        answers = race([lambda window=window, to=address, form=sent: window.post(to, form) for window in windows])
        got = {(getattr(one, "status_code", one), getattr(one, "url", "")) for one in answers}
        stored = model.objects.count() - before
        if len(got) != 1 or not {302} & {status for status, _ in got} or stored != stored_by_one:
            wrong.append((name, stored, got, _words(answers)))
        elif Submission.objects.filter(key=sent["key"][0]).count() != 1:
            wrong.append((name, "not one submission"))
    assert wrong == []


def _words(answers):
    return [one.content.decode()[-3000:] for one in answers if getattr(one, "status_code", 0) == 200][:1]
