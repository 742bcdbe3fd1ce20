"""The address of the clinic's letterhead."""

from django.urls import path

from clinic.letterhead import views

app_name = "letterhead"
urlpatterns = [path("settings/letterhead/", views.letterhead, name="letterhead")]
