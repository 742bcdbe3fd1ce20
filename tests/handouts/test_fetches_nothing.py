"""Rendering reads nothing from disk or network, whatever stands in the document; only `data:` is read.

Each way in which a document can ask for something is tried with a file and with a web server. Two listeners tell what
was really read: the interpreter's own audit of opened files and sockets, and the web server. What WeasyPrint fetches
as it comes shows that they hear it.
"""

import base64
import contextlib
import functools
import http.server
import json
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
    "picture": '<picture><source srcset="%s"><img src="%s"></picture>',
    "object": '<object data="%s"></object>',
    "embed": '<embed src="%s">',
    "frame": '<iframe src="%s"></iframe>',
    "video": '<video src="%s" poster="%s"></video><audio src="%s"></audio>',
    "image button": '<input type="image" src="%s">',
    "script": '<script src="%s"></script>',
    "refresh": '<meta http-equiv="refresh" content="0; url=%s">',
    "style sheet": '<link rel="stylesheet" href="%s">',
    "icon": '<link rel="icon" href="%s"><link rel="preload" as="image" href="%s">',
    "attachment": '<link rel="attachment" href="%s">',
    "attachment by anchor": '<a rel="attachment" href="%s">x</a>',
    "import": '<style>@import "%s";</style>',
    "import by url": '<style>@import url("%s");</style>',
    "background": '<style>p { background: url("%s") }</style><p>x</p>',
    "background in an attribute of style": "<div style='background-image: url(\"%s\")'>x</div>",
    "background of a table, the old way": '<table background="%s"><tr><td background="%s">x</td></tr></table>',
    "image set of a style": '<style>p { background: image-set("%s" 1x, url("%s") 2x) }</style><p>x</p>',
    "list marker": '<style>li { list-style-image: url("%s") }</style><ul><li>x</li></ul>',
    "border image": '<style>p { border: 9px solid; border-image: url("%s") 3 }</style><p>x</p>',
    "mask": '<style>p { mask: url("%s"); mask-border: url("%s") 3 }</style><p>x</p>',
    "filter and clip": '<style>p { filter: url("%s"); clip-path: url("%s"); shape-outside: url("%s") }</style><p>x</p>',
    "cursor": '<style>p { cursor: url("%s"), auto }</style><p>x</p>',
    "content": '<style>p::before { content: url("%s") }</style><p>x</p>',
    "font": '<style>@font-face { font-family: f; src: url("%s") } p { font-family: f }</style><p>x</p>',
    "colour profile": '<style>@color-profile --c { src: url("%s") } p { color: color(--c 0 0 0) }</style><p>x</p>',
    "page": '<style>@page { background: url("%s") }</style>',
    "margin box": '<style>@page { @top-left { content: url("%s") } }</style>',
    "svg image": SVG + '<image href="%s" width="9" height="9"/></svg>',
    "svg image by xlink": SVG + '<image xlink:href="%s" width="9" height="9"/></svg>',
    "svg use": SVG + '<use href="%s#x"/></svg>',
    "svg use by xlink": SVG + '<use xlink:href="%s#x"/></svg>',
    "svg style": SVG + '<style>@import "%s";</style><rect width="9" height="9"/></svg>',
    "relative to a base": '<base href="%s"><img src="x.png">',
}
# The same inside a picture that is itself a `data:` address.
INSIDE_DATA = {
    "image in data": SVG + '<image href="%s" width="9" height="9"/></svg>',
    "use in data": SVG + '<use href="%s#x"/></svg>',
    "style in data": SVG + '<style>@import "%s";</style><rect width="9" height="9"/></svg>',
    "font in data": SVG + '<style>@font-face { font-family: f; src: url("%s") }</style><text>x</text></svg>',
    "fill in data": SVG + '<rect width="9" height="9" fill="url(%s#x)"/></svg>',
    "base in data": SVG.replace("<svg", '<svg xml:base="%s"') + '<image href="x.png" width="9" height="9"/></svg>',
    "style sheet of XML in data": '<?xml-stylesheet href="%s"?>' + SVG + "</svg>",
    "entity in data": '<!DOCTYPE svg [<!ENTITY e SYSTEM "%s">]>' + SVG + "<text>&e;</text></svg>",
    "type of document in data": '<!DOCTYPE svg SYSTEM "%s">' + SVG + "</svg>",
    "inclusion in data": SVG + '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="%s" parse="text"/></svg>',
}
KNOWN_WAYS = 26
SCHEMES = ("http://127.0.0.1:9/x.png", "https://127.0.0.1:9/x.png", "ftp://127.0.0.1:9/x.png", "FILE:///etc/hostname")


def document(body):
    return f'<!doctype html><html lang="en"><head><title>x</title></head><body><h1>x</h1>{body}</body></html>'


def documents(address):
    """{way: document} of every way, each with its own address of address(number)."""
    bodies = {**VECTORS, **INSIDE_DATA}
    return {name: document(_filled(name, body, address(number))) for number, (name, body) in enumerate(bodies.items())}


def _filled(name, body, address):
    body = body.replace("%s", address)
    if name not in INSIDE_DATA:
        return body
    return f'<img src="data:image/svg+xml;base64,{base64.b64encode(body.encode()).decode()}">'


class Web:
    """A web server that remembers what was asked for. What it is asked for under /redirect leads elsewhere on it."""

    def __init__(self):
        asked = self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_response(302 if self.path == "/redirect" else 200)
                if self.path == "/redirect":
                    self.send_header("Location", "/redirected")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_port}"

    def heard(self):
        """What was asked for since this was last called."""
        heard = set(self.asked)
        self.asked.clear()
        return heard


@pytest.fixture(scope="module")
def web():
    web = Web()
    thread = threading.Thread(target=functools.partial(web.server.serve_forever, poll_interval=0.05))
    thread.start()
    yield web
    web.server.shutdown()
    thread.join()
    web.server.server_close()


# Renders every document that comes in, as it comes or as we do, and says of each what was opened that holds the mark,
# and whether the rendering was refused.
RENDERED = """
import json, os, sys

mark, ours, documents = json.load(sys.stdin)
touched = []

def listen(event, arguments):
    if event == "open" and mark in str(arguments[0]):
        touched.append("file")
    elif event == "socket.connect" and mark in "%s:%s" % tuple(arguments[1][:2]):
        touched.append("socket")

if ours:
    from rehab.handouts.rendering import FatalURLFetchingError as Refusal, render
else:
    from weasyprint import HTML
    class Refusal(Exception): pass
    def render(html):
        HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")

sys.addaudithook(listen)
found = {}
for name, html in documents.items():
    touched.clear()
    refused = False
    try:
        render(html)
    except Refusal:
        refused = True
    found[name] = [refused, sorted(set(touched))]
json.dump(found, sys.stdout)
sys.stdout.flush()
os._exit(0)  # a listener is not heard out while the interpreter takes itself apart
"""


def rendered(mark, documents, *, ours):
    """(the ways whose rendering was refused, {way: what it opened that holds the mark})"""
    run = subprocess.run(
        [sys.executable, "-c", RENDERED],
        input=json.dumps([mark, ours, documents]),
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(run.stdout)
    touched = {name: touched for name, (_, touched) in found.items() if touched}
    return {name for name, (refused, _) in found.items() if refused}, touched


@pytest.fixture(scope="module")
def secrets(tmp_path_factory):
    """A folder of files that nobody should read; all have its name in their address."""
    folder = tmp_path_factory.mktemp("secrets")
    for name in ("x", *range(len(VECTORS) + len(INSIDE_DATA))):
        (folder / f"{name}.png").write_text("secret")
    return folder


@pytest.fixture(scope="module")
def with_files(secrets):
    """(what is refused as we render, what it opened, what WeasyPrint opens as it comes) with addresses of files."""
    asking = documents(lambda number: (secrets / f"{number}.png").as_uri())
    _, opened = rendered(secrets.name, asking, ours=False)
    return *rendered(secrets.name, asking, ours=True), opened


@pytest.fixture(scope="module")
def with_web(web):
    """The same with addresses of the web server, and what the server heard each time."""
    asking = documents(lambda number: f"http://{web.host}/{number}.png")
    asking["redirect"] = document(f'<img src="http://{web.host}/redirect">')
    asking["of no protocol"] = document(f'<base href="http://{web.host}/"><img src="//{web.host}/no-protocol.png">')
    _, opened = rendered(web.host, asking, ours=False)
    heard = web.heard()
    refused, touched = rendered(web.host, asking, ours=True)
    return refused, touched, web.heard(), opened, heard


def render(body):
    """The PDF, or None where rendering was refused."""
    with contextlib.suppress(NotRenderedError):
        return renderer.render(document(body))


def test_every_known_way_is_tried():
    assert len(VECTORS) + len(INSIDE_DATA) >= KNOWN_WAYS


def test_the_probes_would_be_followed(with_files, with_web):
    """WeasyPrint as it comes goes for most ways, each time in the hearing of both listeners."""
    *_, files_opened = with_files
    *_, sockets_opened, heard = with_web
    assert len(files_opened) >= KNOWN_WAYS - 5
    assert set(map(tuple, files_opened.values())) == {("file",)}
    assert set(map(tuple, sockets_opened.values())) == {("socket",)}
    assert set(sockets_opened) == {*files_opened, "redirect", "of no protocol"}
    assert {"/redirect", "/redirected", "/no-protocol.png"} < heard
    assert len(heard) >= len(sockets_opened)


def test_no_file_is_read(with_files):
    """Whatever WeasyPrint would open ends the rendering; what it would not is left out."""
    refused, touched, opened = with_files
    assert touched == {}
    assert refused == set(opened)


def test_nothing_is_asked_of_the_network(with_web):
    """Whatever WeasyPrint would ask for ends the rendering."""
    refused, touched, heard, opened, _ = with_web
    assert (touched, heard) == ({}, set())
    assert refused == set(opened)


@pytest.mark.parametrize("vector", ["image", "import", "attachment", "font", "svg image"])
def test_the_renderer_of_the_pages_asks_nothing_of_the_network(vector, web):
    assert render(VECTORS[vector].replace("%s", f"http://{web.host}/probe.png")) is None
    assert web.heard() == set()


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
