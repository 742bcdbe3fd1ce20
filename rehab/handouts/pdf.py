"""From a finished HTML document to a PDF, bounded in time and memory.

WeasyPrint never enters the server's own process. The first handout starts a process that holds it ready; a document
that takes too long or too much ends that process, and the next handout starts another.
"""

import multiprocessing
import threading

from rehab.programmes.paper import NotPrintedError

SECONDS = 20
MEGABYTES = 512
SPAWNED = multiprocessing.get_context("spawn")


class NotRenderedError(NotPrintedError):
    """No PDF was made. The message is for the log: it names the cause, never what the document says."""


class Renderer:
    """One rendering process, started when it is first needed. Documents of several threads wait for each other."""

    def __init__(self, *, seconds=SECONDS, megabytes=MEGABYTES):
        self.seconds = seconds
        self.megabytes = megabytes
        self._turn = threading.Lock()
        self._process = None
        self._connection = None

    def render(self, html: str) -> bytes:
        """The PDF of a whole HTML document; equal documents give equal bytes.

        Raises NotRenderedError where it takes more than `seconds` or `megabytes`, or asks for anything to be fetched.
        """
        if not self._turn.acquire(timeout=self.seconds):
            raise NotRenderedError(f"no turn within {self.seconds} s")
        try:
            pdf, fault = self._answer(html)
        finally:
            self._turn.release()
        if pdf is None:
            raise NotRenderedError(fault)
        return pdf

    def _answer(self, html):
        try:
            self._start()
            self._connection.send(html)
            if self._connection.poll(self.seconds):
                pdf, fault = self._connection.recv()
            else:
                pdf, fault = None, f"not done within {self.seconds} s"
        except (EOFError, ConnectionError):
            pdf, fault = None, "the rendering process ended"
        if pdf is None:
            self.close()
        return pdf, fault

    def _start(self):
        if self._process is not None and self._process.is_alive():
            return
        self.close()
        self._connection, theirs = SPAWNED.Pipe()
        self._process = SPAWNED.Process(target=_serve, args=(theirs, self.megabytes), daemon=True)
        self._process.start()
        theirs.close()

    def close(self):
        """End the process. The next document starts another."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._connection.close()
            self._process = None


def _serve(connection, megabytes):
    from rehab.handouts.rendering import serve

    serve(connection, megabytes)


renderer = Renderer()
