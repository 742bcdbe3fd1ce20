"""In a real browser every page keeps to the policy, asks no other host, tells no error and leaves nothing behind."""

import re

import pytest
import time_machine

from tests.conftest import NOW
from tests.conftest import signed_in as cookies_of
from tests.fuzz.requests import Drawing
from tests.trust.places import Clinic

pytestmark = pytest.mark.browser
# htmx notes which address the window shows; an address holds no name, number or note.
KEPT = """async () => {
    const window_s = {...sessionStorage}, shown = "htmx-current-path-for-history";
    if (window_s[shown] === location.pathname + location.search) delete window_s[shown];
    return [
        {...localStorage}, window_s, (await indexedDB.databases()).map((one) => one.name), await caches.keys(),
    ].map((one) => JSON.stringify(one)).join(" ");
}"""
NOTHING_KEPT = "{} {} [] []"
FORM = "main form[method=post]:not([hx-post])"
SENT_WITH_NONSENSE = """(form) => {
    form.noValidate = true;
    form.querySelectorAll("input[type=text], input[type=number], input[type=date], textarea").forEach((one) => {
        one.value = "\\u202e<img src=x onerror=alert(1)>";
    });
    form.requestSubmit();
}"""
LEFT_ALONE = re.compile("^/accounts/|/everything/$")  # they sign out, or give a file
# What the browser says of any page that is no 200.
TOLD = re.compile(r"Failed to load resource: the server responded with a status of (403|404|405|409|503)")


@pytest.fixture
def at_work(ana, lena, maria, marias_episode):
    with time_machine.travel(NOW, tick=False):
        return Clinic(ana, maria, marias_episode)


@pytest.fixture
def troubles(chromium, site, lena):
    """(window, troubles): what the browser says against a page, and each request to another host."""
    context = chromium.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
    context.add_cookies(
        [{"name": name, "value": morsel.value, "url": site.url} for name, morsel in cookies_of(lena).cookies.items()]
    )
    page, found = context.new_page(), []
    page.set_default_timeout(30_000)
    own = (site.url, "data:image/")

    def say(what):
        found.append(f"{page.url}: {what}")

    page.on("pageerror", lambda error: say(f"error {error}"))
    page.on("console", lambda said: say(said.text) if said.type == "error" and not TOLD.match(said.text) else None)
    page.on("request", lambda asked: None if asked.url.startswith(own) else say(f"asked for {asked.url}"))
    yield page, found
    context.close()


def addresses(clinic, client):
    """Of every page that the lead is shown."""

    def page(_, path):
        response = client.get(path)
        shown = response.status_code == 200 and response["Content-Type"].startswith("text/html")
        return "yes" if shown else ""

    drawing = Drawing(seed=0, clinic=clinic, open_page=page)
    found = {path for route in drawing.routes if "logout" not in route.name for path in drawing.addresses_of(route)[:1]}
    return [path for path in sorted(found) if page("lead", path)]


def test_every_page_keeps_to_the_policy_and_to_this_host(troubles, at_work, lena):
    """Opened, and sent with nonsense in every field."""
    window, found = troubles
    kept, sent = [], 0
    paths = [*addresses(at_work, cookies_of(lena)), "/nowhere/", f"/patients/{lena.pk}/"]
    for path in paths:
        window.goto(path)
        if window.evaluate(KEPT) != NOTHING_KEPT:
            kept.append(path)
        if not LEFT_ALONE.search(path) and (form := window.query_selector(FORM)):
            with window.expect_navigation():
                form.evaluate(SENT_WITH_NONSENSE)
            sent += 1
    assert (found, kept) == ([], [])
    assert len(paths) > 60
    assert sent > 20
    the_run_would_have_seen(window, found)


def the_run_would_have_seen(window, found):
    """The positive control: what the policy forbids is told."""
    window.goto("/patients/")
    window.evaluate(
        """() => document.body.insertAdjacentHTML("beforeend",
            '<img src="https://elsewhere.example/x.png"><p style="color: red" onclick="alert(1)">x</p>')"""
    )
    window.wait_for_timeout(200)
    said = " ".join(found)
    assert "https://elsewhere.example/x.png" in said
    assert "style" in said
    window.evaluate("() => sessionStorage.setItem('note', 'x')")
    assert window.evaluate(KEPT) != NOTHING_KEPT
