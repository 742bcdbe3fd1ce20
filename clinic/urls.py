"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("", include("clinic.drafts.urls")),
    path("", include("clinic.people.urls")),
    path("", include("rehab.programmes.urls")),
    path("", include("rehab.patients.urls")),
    path("", include("rehab.assessments.urls")),
    path("", include("rehab.progress.urls")),
    path("", include("rehab.handouts.urls")),
    path("", include("rehab.records.urls")),
    path("", include("rehab.library.urls")),
    path("", include("rehab.thresholds.urls")),
]
