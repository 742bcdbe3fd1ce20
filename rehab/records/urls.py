"""The addresses of a clinic's audit trail and of whole records."""

from django.urls import path

from rehab.records.views import everything, trail

app_name = "records"
urlpatterns = [
    path("audit/", trail.trail, name="trail"),
    path("audit/look/", trail.look, name="look"),
    path("patients/<uuid:pk>/everything/", everything.everything, name="everything"),
    path("audit/patients/<uuid:pk>/", trail.who_saw, name="who_saw"),
    path("audit/patients/<uuid:pk>/events.csv", trail.who_saw_csv, name="who_saw_csv"),
    path("audit/people/<uuid:pk>/", trail.colleague, name="colleague"),
    path("audit/people/<uuid:pk>/events.csv", trail.colleague_csv, name="colleague_csv"),
]
