"""What holds for a patient from a date on: body measurements and circumstances, entered and corrected."""

from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clinic.audit.recording import EditConflict
from clinic.forms import posted
from rehab.patients.access import get_visible
from rehab.patients.actions import (
    DateTaken,
    correct_body_measurement,
    correct_circumstances,
    measure_body,
    set_circumstances,
)
from rehab.patients.forms import BodyMeasurementForm, CircumstancesForm
from rehab.patients.models import BodyMeasurement, Circumstances, Patient
from rehab.patients.queries import body_measurements, circumstances_history, circumstances_on
from rehab.patients.views.pages import done, show, show_conflict


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
    )


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
    )


def _dated_page(request, patient, form, correcting, *, enter, correct, template, rows):
    address = reverse(f"patients:{request.resolver_match.url_name}", args=[patient.pk])
    if request.method == "POST" and form.is_valid():
        store = correct if correcting else enter
        try:
            store(by=request.user, key=form.cleaned_data["key"], **form.details())
        except DateTaken as taken:
            form.date_taken(f"{address}?correct={taken.row.pk}")
        except EditConflict as conflict:
            action = f"{address}?correct={conflict.current.pk}"
            return show_conflict(request, form, conflict, keep=address, action=action)
        else:
            return done(request, "Saved.", patient)
    return show(request, template, patient, correcting, form=form, correcting=correcting, rows=rows, address=address)


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
