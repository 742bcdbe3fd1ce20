"""How Hipwise is served. No access log: addresses can hold what a clinician searched for."""

import os

bind = f"{os.environ['HOST']}:{os.environ['PORT']}"
workers = 2
threads = 4
preload_app = True
loglevel = "warning"


def when_ready(server):
    """Say where the site is, once it answers."""
    from django.conf import settings

    print(f"\nHipwise is ready at http://{bind}/  (Ctrl+C stops it)", flush=True)  # noqa: T201
    if settings.DEMO:
        from rehab.demo.story import SIGN_IN

        print(f"Demo clinic, made-up patients: {SIGN_IN}", flush=True)  # noqa: T201
