"""Addresses of programmes."""

from django.urls import path, register_converter

from rehab.patients.models import Side
from rehab.programmes.models import Override
from rehab.programmes.views import (
    caseload,
    changes,
    log,
    other_settings,
    overrides,
    programme,
    proposal,
    saved_filters,
    sessions,
    what_if,
)


class OneOf:
    """A path part that is one of a few words."""

    def to_python(self, value):
        return value

    def to_url(self, value):
        return str(value)


class SideConverter(OneOf):
    regex = "|".join(Side.values)


class OverrideTypeConverter(OneOf):
    regex = "|".join(kind for kind in Override.Type.values if kind != Override.Type.COMBINATION)


register_converter(SideConverter, "side")
register_converter(OverrideTypeConverter, "override_type")

app_name = "programmes"
urlpatterns = [
    path("", caseload.caseload, name="caseload"),
    path("day/", caseload.day, name="day"),
    path("filters/", saved_filters.save, name="save_filter"),
    path("filters/<uuid:pk>/remove/", saved_filters.remove, name="remove_filter"),
    path("assessments/<uuid:pk>/proposal/", proposal.proposal, name="proposal"),
    path("assessments/<uuid:pk>/what-if/", what_if.what_if, name="what_if"),
    path("screenings/<uuid:pk>/referral/", proposal.referral, name="referral"),
    path("programmes/<uuid:pk>/", programme.programme, name="programme"),
    path("programmes/<uuid:pk>/log/", log.log, name="log"),
    path("sessions/<uuid:pk>/", sessions.session, name="session"),
    path("sessions/<uuid:pk>/correct/", sessions.correct, name="correct_session"),
    path("sessions/<uuid:pk>/withdraw/", sessions.withdraw, name="withdraw_session"),
    path("programmes/<uuid:pk>/strength-test/", changes.retest, name="retest"),
    path("programmes/<uuid:pk>/review/", changes.review, name="review"),
    path("programmes/<uuid:pk>/settings/", other_settings.overview, name="settings"),
    path("programmes/<uuid:pk>/settings/<int:number>/", other_settings.compare, name="compare_settings"),
    path("programmes/<uuid:pk>/end/", changes.end, name="end"),
    path("programmes/<uuid:pk>/<side:side>/<override_type:override_type>/", overrides.override, name="override"),
    path("programmes/<uuid:pk>/<side:side>/swap/<slug:exercise>/", changes.swap, name="swap"),
    path("prescriptions/<uuid:pk>/", changes.dosage, name="dosage"),
    path("strength-tests/<uuid:pk>/withdraw/", changes.withdraw_retest, name="withdraw_retest"),
]
