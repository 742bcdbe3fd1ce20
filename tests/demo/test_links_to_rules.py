"""Every reason, stage change and verdict on the demo clinic's pages leads to its rule and has its values."""

import re

from django.test.html import Element, parse_html
from django.urls import reverse

from clinic.accounts.models import Clinician
from rehab.assessments.models import Assessment
from rehab.programmes.models import Programme
from rehab.rules import LIBRARY, values_used
from tests.conftest import signed_in
from tests.pages import text


def test_every_reason_verdict_and_need_of_the_demo_clinic_leads_to_its_rule(demo):
    client, seen = signed_in(Clinician.objects.get(username="robin")), Seen()
    for assessment in Assessment.objects.filter(is_current=True, signed_at__isnull=False):
        seen.look(client, reverse("assessments:assessment", args=[assessment.pk]))
        seen.look(client, reverse("programmes:proposal", args=[assessment.pk]))
    for draft in Assessment.objects.filter(signed_at__isnull=True, discarded_at__isnull=True):
        seen.look(client, reverse("assessments:edit", args=[draft.pk]))
    for programme in Programme.objects.all():
        seen.look(client, programme.get_absolute_url())
        seen.look(client, reverse("progress:progress", args=[programme.pk]))
        for session in programme.sessions.filter(is_current=True):
            seen.look(client, reverse("programmes:session", args=[session.pk]))
    seen.look(client, reverse("programmes:caseload"))
    assert {"G1", "L4", "S1", "C1", "C5", "B2", "E1", "E2", "P7", "P8", "P9", "M1", "M4"} <= seen.rules
    for rule in seen.rules:
        assert client.get(reverse("library:rule", args=[rule])).status_code == 200


class Seen:
    """What was shown on the pages looked at, each checked when it was seen."""

    def __init__(self):
        self.rules = set()

    def look(self, client, url):
        response = client.get(url, follow=True)
        assert response.status_code == 200, url
        page = parse_html(text(response))
        assert not list(found(page, "span", "rule-id")), f"{url}: a rule's id without a link"
        links = [dict(link.attributes)["href"] for link in found(page, "a", "rule-id")]
        rules = [re.fullmatch(r"/rules/(\w+)/", link)[1] for link in links]
        assert set(rules) <= set(LIBRARY.rules)
        self.rules |= set(rules)
        self._reasons(page, url, response)
        self._verdicts(page, url, response)
        self._needs(page, url, response)

    def _reasons(self, page, url, response):
        """Each line under "why" has its rule and what the rule used."""
        lines = [line for listed in found(page, "ul", "because") for line in found(listed, "li") if rule_ids(line)]
        for line in lines:
            (rule,) = rule_ids(line)
            assert shown_values(line) or rule in WITHOUT_VALUES, (url, rule)
        for reason in reasons_in(response):
            if reason["rule"] == NOT_EXAMINED:
                assert NOT_EXAMINED in rule_ids(page), url
                continue
            here = [line for line in lines if rule_ids(line) == [reason["rule"]] and says(line, reason["sentence"])]
            assert here, (url, reason)
            assert [name for name, _ in values_used(reason)] in [shown_values(line) for line in here], (url, reason)

    def _verdicts(self, page, url, response):
        rows = [row for table in found(page, "table", "verdicts") for row in found(table, "tr")][1:]
        rows = [row for row in rows if list(found(row, "td"))]
        progress = response.context.get("progress")
        verdicts = [one for side in progress.sides for one in side.verdicts] + [*progress.verdicts] if progress else []
        assert len(rows) == len(verdicts), url
        for row, verdict in zip(rows, verdicts, strict=True):
            assert rule_ids(row) == [verdict.reason["rule"]]
            assert shown_values(row) == ["Difference", "Threshold", "Verdict"]

    def _needs(self, page, url, response):
        """A need that a rule decides has its link; on the caseload and on the programme's page."""
        needs = [need for row in response.context.get("page") or [] for need in row.needs]
        needs += response.context.get("needs") or []
        for need in needs:
            if need.code in DECIDED_BY_A_RULE:
                assert need.rule in LIBRARY.rules, need
                assert f"/rules/{need.rule}/" in text(response), (url, need)


NOT_EXAMINED = "C6"  # said in the page's own words
WITHOUT_VALUES = {"C6", "S4", "P1", "P6", "P7", "P9", "P14"}
DECIDED_BY_A_RULE = {"red_flag", "paused", "gate_pending", "blocked", "completed", "excluded"}


def reasons_in(response):
    """The reasons that a page was given to show at once."""
    context = response.context
    sides = context.get("sides") or []
    found_in = [getattr(side, "because", None) or getattr(side, "start", None) or [] for side in sides]
    found_in += [item.because for item in context.get("history") or []]
    return [reason for reasons in [*found_in, context.get("because") or []] for reason in reasons]


def found(element, name, css_class=""):
    """Every element below with this name and class, in order."""
    for child in element.children:
        if isinstance(child, Element):
            classes = dict(child.attributes).get("class", "").split()
            if child.name == name and (not css_class or css_class in classes):
                yield child
            yield from found(child, name, css_class)


def rule_ids(element):
    return [words_of(link) for link in found(element, "a", "rule-id")]


def shown_values(element):
    """The names of the values that stand with a reason."""
    return [words_of(name) for used in found(element, "details", "values-used") for name in found(used, "dt")]


def says(element, sentence):
    return " ".join(sentence.split()) in words_of(element)


def words_of(element):
    return " ".join(
        " ".join(words_of(child) if isinstance(child, Element) else child for child in element.children).split()
    )
