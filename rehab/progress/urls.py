from django.urls import path

from rehab.progress.models import Report
from rehab.progress.views import figures, overview, reports, reviews

app_name = "progress"
urlpatterns = [
    path("programmes/<uuid:pk>/progress/", overview.progress, name="progress"),
    path("programmes/<uuid:pk>/reviews/", reviews.begin, name="begin_review"),
    path("reviews/<uuid:pk>/", reviews.review, name="review"),
    path("reviews/<uuid:pk>/edit/", reviews.edit, name="edit_review"),
    path("reviews/<uuid:pk>/amend/", reviews.amend, name="amend_review"),
    path("reviews/<uuid:pk>/discard/", reviews.discard, name="discard_review"),
    *(
        path(f"programmes/<uuid:pk>/reports/{kind}/", reports.write, {"kind": kind}, name=f"write_{kind}")
        for kind in Report.Kind.values
    ),
    path("reports/<uuid:pk>/", reports.report, name="report"),
    path("reports/<uuid:pk>/pdf/", reports.pdf, name="report_pdf"),
    path("figures/", figures.page, name="figures"),
    path("figures/figures.csv", figures.table, name="figures_csv"),
    path("figures/dictionary.csv", figures.dictionary, name="figures_dictionary"),
]
