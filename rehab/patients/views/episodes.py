"""An episode of care: opened, edited, closed and opened again."""

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clinic.accounts.permissions import clinical
from clinic.audit.recording import EditConflict
from clinic.drafts.offering import drafts_of
from clinic.forms import VersionedForm, posted
from rehab.patients.access import get_visible
from rehab.patients.actions import (
    MergedAway,
    StillInCare,
    discharge_episode,
    edit_episode,
    open_episode,
    reopen_episode,
)
from rehab.patients.forms import ACTIVITY_FIELDS, DischargeForm, EditEpisodeForm, EpisodeForm
from rehab.patients.models import Episode, Patient
from rehab.patients.timeline import episode_panels
from rehab.patients.views.pages import done, elsewhere, refused, show, show_conflict

IN_ARCHIVE = "The patient is archived. Take them back from the archive first."


@clinical
@require_http_methods(["GET", "POST"])
def open_(request, pk):
    """A new episode of the patient."""
    patient = get_visible(Patient, request.user, pk)
    if patient.merged_into:
        return elsewhere(request, patient)
    if patient.archived_at:
        return refused(request, IN_ARCHIVE, patient)
    drafts = drafts_of(request, patient)
    initial = {"started_on": request.user.today()}
    form = drafts.fill_in(EpisodeForm(posted(request), by=request.user, patient=patient, initial=initial))
    if request.method == "POST" and form.is_valid():
        try:
            open_episode(by=request.user, key=form.cleaned_data["key"], patient=patient, **form.details())
        except StillInCare:
            return refused(request, IN_ARCHIVE, patient)
        except MergedAway:
            return elsewhere(request, patient)
        return done(request, "The episode is open.", patient)
    return show(request, "patients/open_episode.html", patient, form=form, drafts=drafts)


@clinical
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """The episode's words, start, clinician and activities."""
    episode = get_visible(Episode.objects.select_related("patient"), request.user, pk)
    drafts = drafts_of(request, episode)
    form = EditEpisodeForm(posted(request), instance=episode, by=request.user, patient=episode.patient)
    drafts.fill_in(form)
    if request.method == "POST" and form.is_valid():
        try:
            edit_episode(by=request.user, episode=episode, **form.stamp, **form.details())
        except EditConflict as conflict:
            stored = _stored(conflict.current)
            return show_conflict(request, form, conflict, keep=_page(episode), stored=stored)
        return done(request, "The episode is saved.", episode.patient)
    context = {"form": form, "drafts": drafts, "episode": episode}
    return show(request, "patients/edit_episode.html", episode.patient, episode, **context)


@clinical
@require_http_methods(["GET", "POST"])
def discharge(request, pk):
    """Close the episode."""
    episode = get_visible(Episode.objects.select_related("patient"), request.user, pk)
    if not episode.is_open:
        return redirect(_page(episode))
    today = request.user.today()
    drafts = drafts_of(request, episode)
    form = DischargeForm(posted(request), instance=episode, by=request.user, initial={"discharged_on": today})
    drafts.fill_in(form)
    if request.method == "POST" and form.is_valid():
        try:
            discharge_episode(by=request.user, episode=episode, **form.stamp, **form.details())
        except EditConflict as conflict:
            return show_conflict(request, form, conflict, keep=_page(episode))
        return done(request, "The episode is closed.", episode.patient)
    panels = episode_panels(episode, request.user)
    context = {"form": form, "drafts": drafts, "episode": episode, "panels": panels}
    return show(request, "patients/discharge.html", episode.patient, episode, **context)


@clinical
@require_http_methods(["GET", "POST"])
def reopen(request, pk):
    """Open the closed episode again."""
    episode = get_visible(Episode.objects.select_related("patient"), request.user, pk)
    if episode.is_open:
        return redirect(_page(episode))
    form = VersionedForm(posted(request), initial={"version": episode.version})
    if request.method == "POST" and form.is_valid():
        try:
            reopen_episode(by=request.user, episode=episode, **form.stamp)
        except StillInCare:
            return refused(request, IN_ARCHIVE, episode.patient)
        except EditConflict:
            return refused(request, "Somebody changed this episode meanwhile. Please look again.", episode.patient)
        return done(request, "The episode is open again.", episode.patient)
    return show(request, "patients/reopen.html", episode.patient, episode, form=form, episode=episode)


def _stored(episode):
    activities = [activity.activity for activity in episode.psfs_activities.all()]
    fields = {name: getattr(episode, name) for name in ("complaint", "sides", "started_on", "goal")}
    return fields | {"clinician": episode.clinician_id} | dict(zip(ACTIVITY_FIELDS, activities, strict=False))


def _page(episode):
    return reverse("patients:patient", args=[episode.patient_id])
