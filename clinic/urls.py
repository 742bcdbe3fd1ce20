"""Every address of the site."""

from django.contrib import admin
from django.http import Http404
from django.urls import include, path

from clinic.accounts.permissions import visitors_too
from clinic.sign_in.urls import in_the_administration


@visitors_too
def nowhere(request, **asked):
    """An address of the administration that leads nowhere: none of its rows has a page on the site."""
    raise Http404


urlpatterns = [
    path("accounts/", include("clinic.sign_in.urls")),
    path("admin/", include(in_the_administration)),
    path("admin/r/<path:row>", nowhere, name="nowhere"),  # breaks on ids that are no UUIDs, as the framework has it
    path("admin/", admin.site.urls),
    path("", include("clinic.drafts.urls")),
    path("", include("clinic.people.urls")),
    path("", include("clinic.letterhead.urls")),
    path("", include("rehab.programmes.urls")),
    path("", include("rehab.patients.urls")),
    path("", include("rehab.assessments.urls")),
    path("", include("rehab.progress.urls")),
    path("", include("rehab.handouts.urls")),
    path("", include("rehab.records.urls")),
    path("", include("rehab.library.urls")),
    path("", include("rehab.thresholds.urls")),
]
