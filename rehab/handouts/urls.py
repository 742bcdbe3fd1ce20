"""Addresses of handouts."""

from django.urls import path

from rehab.handouts import views

app_name = "handouts"
urlpatterns = [
    path("programmes/<uuid:pk>/handouts/", views.handouts, name="handouts"),
    path("programmes/<uuid:pk>/handouts/preview.pdf", views.preview, name="preview"),
    path("programmes/<uuid:pk>/handouts/preview/", views.preview_page, name="preview_page"),
    path("handouts/<uuid:pk>.pdf", views.pdf, name="pdf"),
    path("handouts/<uuid:pk>/", views.page, name="page"),
]
