"""In a real browser every page keeps to the policy, asks no other host, tells no error and leaves nothing behind."""

import re

import pytest

from tests.browser.every_page import addresses, busy_clinic, sent_with_nonsense, window_of

pytestmark = pytest.mark.browser
# htmx notes which address the window showed last; an address holds ids and words of ours, no name, number or note.
KEPT = """async () => {
    const window_s = {...sessionStorage}, shown = "htmx-current-path-for-history";
    if (/^[/][\\w/.-]*([?][\\w=&-]*)?$/.test(window_s[shown])) delete window_s[shown];
    return [
        {...localStorage}, window_s, (await indexedDB.databases()).map((one) => one.name), await caches.keys(),
    ].map((one) => JSON.stringify(one)).join(" ");
}"""
NOTHING_KEPT = "{} {} [] []"
# What the browser says of any page that is no 200.
TOLD = re.compile(r"Failed to load resource: the server responded with a status of (403|404|405|409|503)")


@pytest.fixture
def at_work(ana, lena, maria, marias_episode):
    return busy_clinic(ana, maria, marias_episode)


@pytest.fixture
def troubles(chromium, site, lena):
    """(window, troubles): what the browser says against a page, and each request to another host."""
    found, own = [], (site.url, "data:image/")
    with window_of(chromium, site, lena, viewport={"width": 1280, "height": 900}) as page:

        def say(what):
            found.append(f"{page.url}: {what}")

        page.on("pageerror", lambda error: say(f"error {error}"))
        page.on("console", lambda said: say(said.text) if said.type == "error" and not TOLD.match(said.text) else None)
        page.on("request", lambda asked: None if asked.url.startswith(own) else say(f"asked for {asked.url}"))
        yield page, found


def test_every_page_keeps_to_the_policy_and_to_this_host(troubles, at_work, lena):
    """Opened, and sent with nonsense in every field."""
    window, found = troubles
    kept, sent = [], 0
    paths = addresses(at_work, lena)
    for path in paths:
        window.goto(path)
        if window.evaluate(KEPT) != NOTHING_KEPT:
            kept.append(path)
        sent += sent_with_nonsense(window, path)
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
