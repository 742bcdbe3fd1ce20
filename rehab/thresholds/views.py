"""The clinic's settings: read by everybody who works there, changed by its lead."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clinic.accounts.permissions import clinical, lead_only
from clinic.audit.recording import EditConflict
from clinic.audit.sending import answers_again
from clinic.conflict import conflict_response
from clinic.forms import posted
from rehab.thresholds.actions import make_version
from rehab.thresholds.forms import SettingsForm
from rehab.thresholds.hooks import running_programmes
from rehab.thresholds.models import SettingsVersion
from rehab.thresholds.queries import changes, in_force, own_version, version_before, versions
from rehab.thresholds.sense import doubts
from rehab.thresholds.words import setting_lines

DEFAULTS = "defaults"


@clinical
@require_safe
def settings(request):
    """The settings in force, and every version the clinic has had."""
    clinic = request.user.clinic
    found = versions(clinic)
    running = running_programmes(clinic)
    context = {
        "current": found[0],
        "groups": setting_lines(found[0].settings),
        "doubts": doubts(found[0].settings),
        "versions": [
            {
                "version": version,
                "changes": changes(before.settings, version.settings) if before else [],
                "running": running[version.number],
            }
            for version, before in zip(found, [*found[1:], None], strict=True)
        ],
    }
    return render(request, "thresholds/settings.html", context)


@clinical
@require_safe
def version(request, pk):
    """One version: who made it and why, what it changed, and every setting as it had it."""
    return _version_page(request, own_version(request.user.clinic, pk))


@clinical
@require_safe
def defaults(request):
    """The defaults of the rules, which hold until a clinic makes its first version."""
    return _version_page(request, SettingsVersion.defaults())


def _version_page(request, version):
    current = in_force(request.user.clinic)
    context = {
        "version": version,
        "current": current,
        "is_in_force": version.number == current.number,
        "changes": [] if version.is_defaults else changes(version_before(version).settings, version.settings),
        "groups": setting_lines(version.settings),
        "running": running_programmes(request.user.clinic)[version.number],
    }
    return render(request, "thresholds/version.html", context)


@lead_only
@require_http_methods(["GET", "POST"])
@answers_again(make_version, lambda request, made: redirect(made))
def change(request):
    """Change the settings: typed, looked over with what follows from it, then made a version.

    `?like=` opens the form with the values of an earlier version, or of the defaults.
    """
    current = in_force(request.user.clinic)
    form = SettingsForm(posted(request), current=current, like=_like(request))
    if request.method == "POST" and request.POST.get("then") != "edit" and form.is_valid():
        try:
            return _looked_over(request, form, current)
        except EditConflict as conflict:
            keep = reverse("thresholds:settings")
            return conflict_response(request, form, conflict, keep=keep, stored=_stored(conflict.current))
        except ValidationError as error:
            _show(error, form)
    return render(request, "thresholds/change.html", {"form": form, "current": current})


def _like(request):
    """The version whose values the form opens with, where one is asked for."""
    wanted = request.GET.get("like")
    if not wanted:
        return None
    return SettingsVersion.defaults() if wanted == DEFAULTS else own_version(request.user.clinic, wanted)


def _looked_over(request, form, current):
    """The page that says what follows from the change; once that was seen, the new version."""
    if form.cleaned_data["version"] != current.number:
        raise EditConflict(current)
    if request.POST.get("then") == "save":
        made = make_version(
            by=request.user,
            settings=form.settings,
            **{name: form.cleaned_data[name] for name in ("key", "version", "reason")},
        )
        messages.success(request, f"{made.name.capitalize()} is in force from now on.")
        return redirect(made)
    context = {
        "form": form,
        "current": current,
        "number": current.number + 1,
        "changes": form.changes,
        "doubts": doubts(form.settings),
        "running": sum(running_programmes(request.user.clinic).values()),
    }
    return render(request, "thresholds/confirm.html", context)


def _stored(version):
    return version.settings | {"reason": version.reason}


def _show(error, form):
    """Put what the action refused beside the setting it belongs to."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for field, texts in by_field.items():
        form.add_error(field if field in form.fields else None, texts)
