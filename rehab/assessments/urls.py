"""Addresses of assessments."""

from django.urls import path

from rehab.assessments import views

app_name = "assessments"
urlpatterns = [
    path("episodes/<uuid:pk>/assess/", views.begin, name="begin"),
    path("assessments/<uuid:pk>/", views.assessment, name="assessment"),
    path("assessments/<uuid:pk>/edit/", views.edit, name="edit"),
    path("assessments/<uuid:pk>/so-far/", views.so_far, name="so_far"),
    path("assessments/<uuid:pk>/sign/", views.sign, name="sign"),
    path("assessments/<uuid:pk>/amend/", views.amend, name="amend"),
    path("assessments/<uuid:pk>/discard/", views.discard, name="discard"),
]
