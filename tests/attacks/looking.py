"""What of a page a browser would run or fetch, so that typed text can be told from the page's own."""

from html.parser import HTMLParser


class Suspicious(HTMLParser):
    """Everything in a page that the site itself never writes: handlers, inline scripts and styles, other hosts."""

    def __init__(self, html):
        super().__init__()
        self.found: list[str] = []
        self.in_script = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.found.append(f"<{tag} {name}={value!r}>")
            if tag == "a" and (value or "").startswith("https://"):
                continue  # a source that is cited: nothing is fetched until somebody follows it
            if name in ("src", "href", "action", "formaction", "data", "srcset", "poster") and _leads_away(value or ""):
                self.found.append(f"<{tag} {name}={value!r}>")
        if tag in ("iframe", "object", "embed", "style", "base", "applet"):
            self.found.append(f"<{tag}>")
        self.in_script = tag == "script" and "src" not in given and given.get("type") != "application/json"

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        self.in_script = False

    def handle_data(self, data):
        if self.in_script and data.strip():
            self.found.append(f"<script>{data[:40]}")


def _leads_away(address) -> bool:
    scheme, colon, _ = address.strip().lower().partition(":")
    if address.startswith("//") or "\\" in address:
        return True
    picture = address.startswith("data:image/")  # which runs nothing
    return bool(colon) and scheme.isalpha() and scheme not in ("mailto", "tel") and not picture


def suspicious(html: str) -> list[str]:
    return Suspicious(html).found
