"""A long form as its page keeps it on the way."""

from django.urls import reverse


class OpenForm:
    """A page with a long form in somebody's browser: what it holds, kept as the page's script does."""

    def __init__(self, client, url, form="form"):
        self.client, self.url = client, url
        self.opened = client.get(url)
        context = self.opened.context
        self.token = context["drafts"].token
        self.version = context["drafts"].version
        self.values = _values(context[form])

    def keep(self, **typed):
        """Type, and let the page keep it."""
        self.version += 1
        self.values |= typed
        sent = self.values | {"draft": self.token, "draft_version": self.version, "csrfmiddlewaretoken": "any"}
        return self.client.post(reverse("drafts:keep"), sent)

    def save(self, **typed):
        """Send the form itself."""
        return self.client.post(self.url, self.values | typed)


def offered(client, url):
    """What the form at `url` offers when it is opened."""
    return client.get(url).context["drafts"].offered


def restored(client, url):
    """The page after the first offer was taken."""
    return client.get(url, {"restore": str(offered(client, url)[0].pk)})


def _values(form):
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if not (value is None or value is False or value == [])}
