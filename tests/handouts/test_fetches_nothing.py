"""Rendering reads nothing from disk or network, whatever stands in the document; only `data:` is read."""

import contextlib
import functools
import http.server
import json
import socket
import subprocess
import sys
import threading

import pytest

from rehab.handouts.pdf import NotRenderedError, renderer

DOT = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'

# Each holds an address where %s stands.
VECTORS = {
    "image": '<img src="%s">',
    "image set": '<img srcset="%s 1x" src="%s">',
    "object": '<object data="%s"></object>',
    "embed": '<embed src="%s">',
    "style sheet": '<link rel="stylesheet" href="%s">',
    "attachment": '<link rel="attachment" href="%s">',
    "attachment by anchor": '<a rel="attachment" href="%s">x</a>',
    "import": '<style>@import "%s";</style>',
    "import by url": '<style>@import url("%s");</style>',
    "background": '<style>p { background: url("%s") }</style><p>x</p>',
    "background attribute": "<div style='background-image: url(\"%s\")'>x</div>",
    "list marker": '<style>li { list-style-image: url("%s") }</style><ul><li>x</li></ul>',
    "border image": '<style>p { border: 9px solid; border-image: url("%s") 3 }</style><p>x</p>',
    "content": '<style>p::before { content: url("%s") }</style><p>x</p>',
    "font": '<style>@font-face { font-family: f; src: url("%s") } p { font-family: f }</style><p>x</p>',
    "page": '<style>@page { background: url("%s") }</style>',
    "margin box": '<style>@page { @top-left { content: url("%s") } }</style>',
    "svg image": SVG + '<image href="%s" width="9" height="9"/></svg>',
    "svg image by xlink": SVG + '<image xlink:href="%s" width="9" height="9"/></svg>',
    "svg use": SVG + '<use href="%s#x"/></svg>',
    "svg use by xlink": SVG + '<use xlink:href="%s#x"/></svg>',
    "svg style": SVG + '<style>@import "%s";</style><rect width="9" height="9"/></svg>',
    "relative to a base": '<base href="%s"><img src="x.png">',
}
SECRET = "file:///etc/hostname"
SCHEMES = ("http://127.0.0.1:9/x.png", "https://127.0.0.1:9/x.png", "ftp://127.0.0.1:9/x.png", "FILE:///etc/hostname")


def document(body):
    return f'<!doctype html><html lang="en"><head><title>x</title></head><body><h1>x</h1>{body}</body></html>'


class Fetches:
    """A web server that remembers what was asked for."""

    def __init__(self):
        asked = self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/probe.png"


@pytest.fixture(scope="module")
def web():
    fetches = Fetches()
    thread = threading.Thread(target=functools.partial(fetches.server.serve_forever, poll_interval=0.05))
    thread.start()
    yield fetches
    fetches.server.shutdown()
    thread.join()
    fetches.server.server_close()


# Each renders every document that comes in and says which addresses were asked for, or which rendering was refused.
AS_IT_COMES = """
import json, sys
from weasyprint import HTML
from weasyprint.urls import URLFetcher

class Remembering(URLFetcher):
    def fetch(self, url, headers=None):
        asked.append(url)
        return super().fetch(url, headers)

followed = {}
for name, html in json.load(sys.stdin).items():
    asked = []
    HTML(string=html, url_fetcher=Remembering()).write_pdf(pdf_variant="pdf/ua-1")
    followed[name] = asked
json.dump(followed, sys.stdout)
"""
AS_WE_RENDER = """
import json, sys
from rehab.handouts.rendering import FatalURLFetchingError, render

refused = {}
for name, html in json.load(sys.stdin).items():
    try:
        render(html)
        refused[name] = ""
    except FatalURLFetchingError as refusal:
        refused[name] = str(refusal)
json.dump(refused, sys.stdout)
"""


def each_vector(script):
    """What a script in a process of its own makes of each vector that points to a file."""
    documents = {name: document(body.replace("%s", SECRET)) for name, body in VECTORS.items()}
    run = subprocess.run(
        [sys.executable, "-c", script], input=json.dumps(documents), capture_output=True, text=True, check=True
    )
    return {name: found for name, found in json.loads(run.stdout).items() if found}


@pytest.fixture(scope="module")
def followed():
    """The vectors that WeasyPrint follows into the file system unless it is held back: {name: addresses}."""
    return each_vector(AS_IT_COMES)


@pytest.fixture(scope="module")
def refused():
    """The vectors whose rendering is refused: {name: message}."""
    return each_vector(AS_WE_RENDER)


def render(body):
    """The PDF, or None where rendering was refused."""
    with contextlib.suppress(NotRenderedError):
        return renderer.render(document(body))


@pytest.mark.parametrize("vector", ["image", "import", "attachment", "font", "svg image"])
def test_nothing_is_asked_of_the_network(vector, web):
    render(VECTORS[vector].replace("%s", web.address))
    assert web.asked == []


@pytest.mark.parametrize("vector", VECTORS)
def test_no_file_is_read(vector, followed, refused):
    """What WeasyPrint would follow is refused; what it would not is rendered as if it were not there."""
    assert (vector in refused) == (vector in followed)


@pytest.mark.parametrize("address", SCHEMES)
def test_an_address_ends_the_rendering_and_names_no_more_than_its_scheme(address):
    with pytest.raises(NotRenderedError) as refused:
        renderer.render(document(f'<img src="{address}">'))
    assert str(refused.value) == f"FatalURLFetchingError: refused to fetch from {address.split(':')[0].lower()}:"


def test_a_data_address_is_read():
    assert renderer.render(document(f'<img src="{DOT}" alt="a dot">')).startswith(b"%PDF")


def test_after_a_refusal_the_next_document_is_rendered():
    assert render('<img src="file:///etc/hostname">') is None
    assert render("<p>x</p>").startswith(b"%PDF")


def test_the_probes_would_be_followed(followed, web):
    """WeasyPrint as it comes goes for most of them: the tests above can see a fetch."""
    assert len(followed) >= 15
    assert all(address.startswith("file:///etc/") for asked in followed.values() for address in asked)
    with socket.create_connection(web.server.server_address) as client:
        client.sendall(b"GET /real.png HTTP/1.0\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.0 200")
    assert web.asked.pop() == "/real.png"
