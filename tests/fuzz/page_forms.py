"""The forms of a page, as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

UNSENT = {"submit", "button", "image", "reset", "file"}


@dataclass
class Field:
    """What can be typed or chosen under one name: `values` is what is sent when nobody touches it."""

    name: str
    kind: str
    values: list = field(default_factory=list)
    options: list = field(default_factory=list)
    attributes: dict = field(default_factory=dict)


@dataclass
class Form:
    action: str
    method: str
    fields: dict = field(default_factory=dict)

    def as_opened(self) -> dict:
        """{name: the values sent} of the form as it stands on the page."""
        return {name: list(one.values) for name, one in self.fields.items() if one.values}

    def filled(self) -> dict:
        """The same with something in every field: the last option of each choice, "1" elsewhere; no named button."""
        return {
            name: list(one.values) or [(one.options or ["1"])[-1]]
            for name, one in self.fields.items()
            if one.kind != "button"
        }


def forms_of(html: str) -> list[Form]:
    """Every form of a page in its order."""
    return _Forms(html).found


class _Forms(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self.form = self.select = self.area = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.form = Form(given.get("action") or "", (given.get("method") or "get").lower())
            self.found.append(self.form)
            self.by_id[given.get("id", "")] = self.form
        elif tag == "option" and self.select:
            self._option(given)
        elif tag in ("input", "select", "textarea", "button") and given.get("name"):
            self._control(tag, given)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            if self.select and not self.select.values:
                self.select.values = self.select.options[:1]
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.area.values = ["".join([*self.area.values, data]).removeprefix("\n")]

    def _control(self, tag, given):
        form = self.by_id.get(given["form"]) if "form" in given else self.form
        if form is None:
            return
        kind = given.get("type", "text") if tag == "input" else tag
        one = form.fields.setdefault(given["name"], Field(given["name"], kind, attributes=given))
        if tag == "input" and kind in ("radio", "checkbox"):
            one.options.append(given.get("value", "on"))
            if "checked" in given:
                one.values.append(given.get("value", "on"))
        elif tag == "button":
            one.options.append(given.get("value", ""))
        elif tag == "input" and kind not in UNSENT:
            one.values.append(given.get("value") or "")
        elif tag == "select":
            self.select = one
        elif tag == "textarea":
            one.values, self.area = [""], one

    def _option(self, given):
        self.select.options.append(given.get("value", ""))
        if "selected" in given:
            self.select.values.append(given.get("value", ""))
