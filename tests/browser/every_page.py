"""Every page that the lead of a clinic is shown, in a window of theirs, and its form sent with nonsense."""

import re
from contextlib import contextmanager

import time_machine

from tests.conftest import NOW
from tests.conftest import signed_in as cookies_of
from tests.fuzz.requests import Drawing
from tests.trust.places import Clinic

FORM = "main form[method=post]:not([hx-post])"
SENT_WITH_NONSENSE = """(form) => {
    form.noValidate = true;
    form.querySelectorAll("input[type=text], input[type=number], input[type=date], textarea").forEach((one) => {
        one.value = "\\u202e<img src=x onerror=alert(1)>";
    });
    form.requestSubmit();
}"""
LEFT_ALONE = re.compile("^/accounts/|/everything/$")  # they sign out, or give a file


def busy_clinic(clinician, patient, episode):
    """A clinic with a row of everything that a page is about."""
    with time_machine.travel(NOW, tick=False):
        return Clinic(clinician, patient, episode)


@contextmanager
def window_of(chromium, site, person, **more):
    """A page of the browser in which this person is signed in."""
    context = chromium.new_context(base_url=site.url, **more)
    cookies = cookies_of(person).cookies.items()
    context.add_cookies([{"name": name, "value": one.value, "url": site.url} for name, one in cookies])
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def addresses(clinic, person):
    """Of every page that this person is shown."""
    client = cookies_of(person)

    def page(_, path):
        response = client.get(path)
        shown = response.status_code == 200 and response["Content-Type"].startswith("text/html")
        return "yes" if shown else ""

    drawing = Drawing(seed=0, clinic=clinic, open_page=page)
    found = {path for route in drawing.routes if "logout" not in route.name for path in drawing.addresses_of(route)[:1]}
    return [*(path for path in sorted(found) if page("lead", path)), "/nowhere/", f"/patients/{person.pk}/"]


def sent_with_nonsense(window, path) -> bool:
    """Whether the open page has a form that can be sent so; then the window shows the answer."""
    form = None if LEFT_ALONE.search(path) else window.query_selector(FORM)
    if form is None:
        return False
    with window.expect_navigation():
        form.evaluate(SENT_WITH_NONSENSE)
    return True
