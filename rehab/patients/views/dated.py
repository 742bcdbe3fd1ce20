"""What holds for a patient from a date on: body measurements and circumstances, entered and corrected."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clinic.accounts.permissions import clinical
from clinic.audit.recording import EditConflict
from clinic.forms import posted, spoken_date
from rehab.patients import actions, hooks
from rehab.patients.access import get_visible
from rehab.patients.actions import (
    DateTaken,
    MergedAway,
    correct_body_measurement,
    correct_circumstances,
    measure_body,
    set_circumstances,
)
from rehab.patients.forms import BodyMeasurementForm, CircumstancesForm, WithdrawForm
from rehab.patients.models import BodyMeasurement, Circumstances, Patient
from rehab.patients.movable import held, measured
from rehab.patients.queries import body_measurements, circumstances_history, circumstances_on, withdrawn
from rehab.patients.views.pages import done, elsewhere, refused, show, show_conflict, tell_what_followed


@clinical
@require_http_methods(["GET", "POST"])
def measure(request, pk):
    """Height and body mass: a new measurement, or with ?correct= the correction of one."""
    patient = get_visible(Patient, request.user, pk)
    correcting = _correcting(request, BodyMeasurement, patient)
    form = BodyMeasurementForm(
        posted(request),
        by=request.user,
        patient=patient,
        correcting=correcting,
        initial={} if correcting else {"measured_on": request.user.today()},
    )
    return _dated_page(
        request,
        patient,
        form,
        correcting,
        enter=lambda **details: measure_body(patient=patient, **details),
        correct=lambda **details: correct_body_measurement(measurement=correcting, **details),
        template="patients/measurements.html",
        rows=body_measurements(patient),
        withdrawn=[
            (row, f"{spoken_date(row.measured_on)}: {measured(row)}") for row in withdrawn(BodyMeasurement, patient)
        ],
    )


@clinical
@require_http_methods(["GET", "POST"])
def circumstances(request, pk):
    """Precautions and equipment: what holds from a date on, or with ?correct= the correction of an entry."""
    patient = get_visible(Patient, request.user, pk)
    correcting = _correcting(request, Circumstances, patient)
    form = CircumstancesForm(
        posted(request),
        by=request.user,
        patient=patient,
        correcting=correcting,
        initial={} if correcting else _as_they_are(patient, request.user.today()),
    )
    return _dated_page(
        request,
        patient,
        form,
        correcting,
        enter=lambda **details: set_circumstances(patient=patient, **details),
        correct=lambda **details: correct_circumstances(circumstances=correcting, **details),
        template="patients/circumstances.html",
        rows=circumstances_history(patient).reverse(),
        withdrawn=[
            (row, f"From {spoken_date(row.holds_from)}: {held(row)}") for row in withdrawn(Circumstances, patient)
        ],
    )


@clinical
@require_http_methods(["GET", "POST"])
def withdraw_measurement(request, pk):
    """Take a body measurement back that was entered in error."""
    row = get_visible(BodyMeasurement.objects.select_related("patient"), request.user, pk)
    return _withdraw_page(
        request,
        row,
        withdraw=lambda **given: actions.withdraw_body_measurement(measurement=row, **given),
        kind="measurement",
        back=reverse("patients:measure", args=[row.patient_id]),
        title=f"Take back the measurement of {spoken_date(row.measured_on)}",
        said=measured(row),
    )


@clinical
@require_http_methods(["GET", "POST"])
def withdraw_circumstances(request, pk):
    """Take circumstances back that were entered in error."""
    row = get_visible(Circumstances.objects.select_related("patient"), request.user, pk)
    return _withdraw_page(
        request,
        row,
        withdraw=lambda **given: actions.withdraw_circumstances(circumstances=row, **given),
        kind="circumstances",
        back=reverse("patients:circumstances", args=[row.patient_id]),
        title=f"Take back what holds from {spoken_date(row.holds_from)}",
        said=held(row),
        consequence="What held before that day goes on holding.",
    )


def _withdraw_page(request, row, *, withdraw, kind, back, **context):
    if not row.is_current:
        messages.info(request, "This entry was corrected or taken back already.")
        return redirect(back)
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        what_followed = hooks.watching(row.patient, request.user.today())
        try:
            withdraw(by=request.user, **form.cleaned_data)
        except EditConflict:
            return refused(request, "Somebody changed this entry meanwhile. Please look again.", row.patient)
        tell_what_followed(request, what_followed())
        return done(request, "The entry is taken back.", row.patient)
    wrong_patient = reverse("patients:wrong_patient", args=[kind, row.pk])
    context |= {"form": form, "back": back, "wrong_patient": wrong_patient}
    return show(request, "patients/withdraw.html", row.patient, row, **context)


def _dated_page(request, patient, form, correcting, *, enter, correct, template, **rows):
    if patient.merged_into:
        return elsewhere(request, patient)
    address = reverse(f"patients:{request.resolver_match.url_name}", args=[patient.pk])
    if request.method == "POST" and form.is_valid():
        store = correct if correcting else enter
        what_followed = hooks.watching(patient, request.user.today())
        try:
            store(by=request.user, key=form.cleaned_data["key"], **form.details())
        except DateTaken as taken:
            form.date_taken(f"{address}?correct={taken.row.pk}")
        except MergedAway:
            return elsewhere(request, patient)
        except EditConflict as conflict:
            action = f"{address}?correct={conflict.current.pk}"
            return show_conflict(request, form, conflict, keep=address, action=action)
        else:
            tell_what_followed(request, what_followed())
            return done(request, "Saved.", patient)
    context = {"form": form, "correcting": correcting, "address": address} | rows
    return show(request, template, patient, correcting, **context)


def _correcting(request, model, patient):
    """The row that ?correct= names; None where nothing is corrected. A row of somebody else is not found."""
    if "correct" not in request.GET:
        return None
    return get_visible(model.objects.filter(patient=patient), request.user, request.GET["correct"])


def _as_they_are(patient, today):
    """A new entry begins from what holds today, because most of it goes on."""
    now = circumstances_on(patient, today)
    carried = {"precautions": now.precautions, "equipment": now.equipment} if now else {}
    return {"holds_from": today} | carried
