"""Addresses of the clinic's settings."""

from django.urls import path

from rehab.thresholds import views

app_name = "thresholds"
urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("settings/change/", views.change, name="change"),
    path("settings/defaults/", views.defaults, name="defaults"),
    path("settings/versions/<uuid:pk>/", views.version, name="version"),
]
