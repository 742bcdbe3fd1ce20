"""Several people at once: threads with a connection to the database each, let go at the same moment.

RACING_WRITERS says how many; the suite's long mode takes 50.
"""

import os
import threading

from django.db import connection

SHORT = 8
WRITERS = int(os.environ.get("RACING_WRITERS", SHORT))


class Crash(str):
    """What a call raised, in words: it equals no result."""


def race(calls) -> list:
    """What each of the calls returned, in their order; a Crash for one that raised something."""
    calls = list(calls)
    results, start = [None] * len(calls), threading.Barrier(len(calls))

    def run(place, call):
        try:
            connection.ensure_connection()
            start.wait()
            results[place] = call()
        except Exception as error:
            results[place] = Crash(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=entry) for entry in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
