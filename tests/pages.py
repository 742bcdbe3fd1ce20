"""How tests fill in a page as a person does."""


def opened(client, url):
    """What the form on a page holds when it is opened, ready to be changed and sent."""
    form = client.get(url).context["form"]
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if not (value is None or value is False or value == [])}


def send(client, url, **typed):
    """Open the form at `url`, type and send it."""
    return client.post(url, opened(client, url) | typed)


def looked_for(client, url, words, **asked):
    """The list at `url` after somebody typed `words` into its search: sent in the form's body, then shown."""
    return client.post(url, {"q": words, **asked}, follow=True)


def text(response):
    """The page as text."""
    return response.content.decode()
