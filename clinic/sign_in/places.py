"""Where somebody is signed in, as they would say it themselves."""

import datetime
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from clinic.sign_in.queries import sessions_of
from clinic.sign_in.sessions import BROWSER, LAST_USED_AT, SIGNED_IN_AT, has_ended

# What a browser calls itself holds the names of several; the first of these that is in it is its own.
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One session: its browser in words, since when, when it was last used, and whether it is the one that asks.

    `key` opens the session and never leaves the server; `handle` names it in a form.
    """

    key: str
    handle: str
    browser: str
    since: datetime.datetime
    last_used: datetime.datetime
    is_here: bool


def places_of(request) -> list[Place]:
    """Where the person of this request is signed in: here first, then the last used."""
    decoded = ((session.session_key, session.get_decoded()) for session in sessions_of(request.user))
    places = [_place(key, data, request) for key, data in decoded if SIGNED_IN_AT in data and not has_ended(data)]
    return sorted(places, key=lambda place: (not place.is_here, -place.last_used.timestamp()))


def browser_words(name: str) -> str:
    """“Firefox on Windows” from what a browser calls itself."""
    browser = next((words for part, words in BROWSERS.items() if part in name), "Unknown browser")
    system = next((words for part, words in SYSTEMS.items() if part in name), "")
    return f"{browser} on {system}" if system else browser


def _place(key, data, request):
    return Place(
        key=key,
        handle=salted_hmac("clinic.sign_in.places", key, algorithm="sha256").hexdigest(),
        browser=browser_words(data[BROWSER]),
        since=_moment(data[SIGNED_IN_AT]),
        last_used=_moment(data[LAST_USED_AT]),
        is_here=key == request.session.session_key,
    )


def _moment(timestamp):
    return datetime.datetime.fromtimestamp(timestamp, tz=datetime.UTC)
