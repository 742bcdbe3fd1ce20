"""How the clinic's letterhead comes out on a handout: a sample on paper, and its colour on a web page."""

import logging

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clinic.accounts.permissions import clinical, lead_only
from clinic.letterhead.views import letterhead_form, show_letterhead
from rehab.handouts.models import IssuedHandout
from rehab.handouts.pdf import NotRenderedError, renderer
from rehab.handouts.queries import clinic_of
from rehab.handouts.sample import sample_handout
from rehab.handouts.sheet import sheet_html
from rehab.handouts.views import pdf_response

log = logging.getLogger(__name__)
NOT_MADE = "The sample could not be made. Nothing was stored: please try again."


class Colour:
    """A colour in an address, as its six digits; to the views and templates it is #rrggbb."""

    regex = "[0-9a-fA-F]{6}"

    def to_python(self, value):
        return f"#{value}"

    def to_url(self, value):
        return str(value).removeprefix("#")


@lead_only
@require_http_methods(["GET", "POST"])
def sample(request):
    """A sheet for nobody with the letterhead as it is stored; by POST, as it is typed. Nothing is stored."""
    form = letterhead_form(request)
    if form.is_bound and not form.is_valid():
        return show_letterhead(request, form)
    sheet = sample_handout(clinic_of(form.as_typed(), by=request.user), request.user.today())
    try:
        pdf = renderer.render(sheet_html(sheet, IssuedHandout.Paper.A4))
    except NotRenderedError as fault:
        log.error("A sample was not made: %s", fault)
        messages.error(request, NOT_MADE)
        return redirect("letterhead:letterhead")
    return pdf_response(pdf, "handout-sample.pdf")


@clinical
@require_safe
def colour(request, colour):
    """The style sheet that gives a handout's web page the colour of its clinic: pages hold no style themselves."""
    return render(request, "handouts/colour.css", {"colour": colour}, content_type="text/css")
