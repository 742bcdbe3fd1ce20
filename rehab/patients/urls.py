"""The addresses of the patients' records."""

from django.urls import path

from rehab.patients.views import dated, episodes, merging, misfiled, patients, reception

app_name = "patients"
urlpatterns = [
    path("reviews/", reception.reviews, name="reviews"),
    path("patients/", patients.patients, name="patients"),
    path("patients/new/", patients.add, name="add"),
    path("patients/<uuid:pk>/", patients.patient, name="patient"),
    path("patients/<uuid:pk>/history/", patients.history, name="history"),
    path("patients/<uuid:pk>/edit/", patients.edit, name="edit"),
    path("patients/<uuid:pk>/archive/", patients.archive, name="archive"),
    path("patients/<uuid:pk>/restore/", patients.restore, name="restore"),
    path("patients/<uuid:pk>/measurements/", dated.measure, name="measure"),
    path("patients/<uuid:pk>/circumstances/", dated.circumstances, name="circumstances"),
    path("patients/<uuid:pk>/merge/", merging.find_duplicate, name="find_duplicate"),
    path("patients/<uuid:pk>/merge/<uuid:other>/", merging.merge, name="merge"),
    path("measurements/<uuid:pk>/withdraw/", dated.withdraw_measurement, name="withdraw_measurement"),
    path("circumstances/<uuid:pk>/withdraw/", dated.withdraw_circumstances, name="withdraw_circumstances"),
    path("wrong-patient/<slug:kind>/<uuid:pk>/", misfiled.wrong_patient, name="wrong_patient"),
    path("patients/<uuid:pk>/episodes/new/", episodes.open_, name="open_episode"),
    path("episodes/<uuid:pk>/edit/", episodes.edit, name="edit_episode"),
    path("episodes/<uuid:pk>/discharge/", episodes.discharge, name="discharge"),
    path("episodes/<uuid:pk>/reopen/", episodes.reopen, name="reopen"),
]
