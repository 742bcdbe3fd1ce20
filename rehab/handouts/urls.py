"""Addresses of handouts."""

from django.urls import path, register_converter

from rehab.handouts import letterhead, views

register_converter(letterhead.Colour, "colour")
app_name = "handouts"
urlpatterns = [
    path("programmes/<uuid:pk>/handouts/", views.handouts, name="handouts"),
    path("programmes/<uuid:pk>/handouts/preview.pdf", views.preview, name="preview"),
    path("programmes/<uuid:pk>/handouts/preview/", views.preview_page, name="preview_page"),
    path("handouts/sample/", letterhead.sample, name="sample"),
    path("handouts/colours/<colour:colour>.css", letterhead.colour, name="colour"),
    path("handouts/<uuid:pk>.pdf", views.pdf, name="pdf"),
    path("handouts/<uuid:pk>/", views.page, name="page"),
]
