"""Headers that every answer carries, errors, redirects and static files too.

Django and django-csp set theirs from the settings. They miss an answer that is made before their turn comes, such as
the refusal of an unknown host, so the outermost middleware sees to all that a browser must always be told.
"""

from django.conf import settings
from django.utils.cache import add_never_cache_headers

# Nothing here asks for any of them; passkeys, printing and the clipboard stay as the browser has them.
UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "midi",
    "payment",
    "usb",
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
}


def always_sent(get_response):
    """Middleware: set what is missing of `ALWAYS`."""

    def middleware(request):
        response = get_response(request)
        for name, value in ALWAYS.items():
            response.setdefault(name, value)
        return response

    return middleware


def never_stored(get_response):
    """Middleware: keep every page out of every cache, the browser's included.

    It stands behind the one that serves static files: those alone may be kept.
    """

    def middleware(request):
        response = get_response(request)
        add_never_cache_headers(response)
        return response

    return middleware
