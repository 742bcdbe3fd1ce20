"""axe-core finds nothing against WCAG 2.2 AA on any page, as it is opened and with errors; each fits 320 px."""

import pytest

from tests.browser.every_page import addresses, busy_clinic, sent_with_nonsense, window_of

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 800}
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def at_work(ana, lena, maria, marias_episode):
    return busy_clinic(ana, maria, marias_episode)


@pytest.fixture
def window(chromium, site, lena):
    with window_of(chromium, site, lena, viewport=NARROW) as page:
        yield page


@pytest.fixture
def faults(window):
    """A function that gives what is wrong with the page in the window, each as "rule: where"."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def look():
        violations = axe.run(window, options=OPTIONS).response["violations"]
        found = [f"{one['id']}: {node['target'][0]}" for one in violations for node in one["nodes"]]
        return found + (["wider than the screen"] if window.evaluate(TOO_WIDE) else [])

    return look


def test_nothing_stands_in_anybody_s_way_on_any_page(window, faults, at_work, lena):
    found, with_errors = {}, 0
    for path in addresses(at_work, lena):
        window.goto(path)
        found[path] = faults()
        if sent_with_nonsense(window, path):
            with_errors += 1
            found[f"{path} with errors"] = faults()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert len(found) > 80
    assert with_errors > 20


def test_what_stands_in_the_way_would_be_found(window, faults):
    window.goto("/patients/")
    window.evaluate(
        """() => {
            const main = document.querySelector("main");
            main.insertAdjacentHTML("beforeend", '<input><img src="/static/img/hipwise.svg">');
            main.style.minWidth = "600px";
        }"""
    )
    found = " ".join(faults())
    assert "label: " in found
    assert "image-alt: " in found
    assert "wider than the screen" in found
