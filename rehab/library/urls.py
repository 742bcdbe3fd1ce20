from django.urls import path

from rehab.library import views

app_name = "library"
urlpatterns = [
    path("exercises/", views.exercises, name="exercises"),
    path("exercises/drawings/", views.drawings, name="drawings"),
    path("exercises/<slug:exercise>/", views.exercise, name="exercise"),
    path("rules/", views.rules, name="rules"),
    path("rules/<slug:rule>/", views.rule, name="rule"),
]
