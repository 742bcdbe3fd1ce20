"""Addresses of drafts."""

from django.urls import path

from clinic.drafts import views

app_name = "drafts"
urlpatterns = [
    path("drafts/", views.keep, name="keep"),
    path("drafts/token/", views.token, name="token"),
    path("drafts/<uuid:pk>/discard/", views.discard, name="discard"),
]
