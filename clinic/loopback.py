"""The demo is for one machine: made-up patients, plain http, error pages that tell all."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Whether a name or address can only mean the machine itself."""
    name = host.strip("[]")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def why_not(*, demo: bool, debug: bool, host: str, allowed_hosts: list[str]) -> str:
    """Why the site does not start like this, as a sentence for whoever starts it; empty where it does.

    `host` is where it listens, `allowed_hosts` the names it answers to.
    """
    if debug and not demo:
        return "DEBUG=on shows records in its error pages, so only the demo runs with it: leave DEBUG unset."
    if not demo:
        return ""
    if not debug:
        return "The demo is not for work and runs with DEBUG=on alone: leave DEBUG unset, or set HIPWISE_DEMO=off."
    beyond = [name for name in (host, *allowed_hosts) if not is_loopback(name)]
    if beyond:
        return f"The demo runs on this machine alone and is not reached as {beyond[0]}: set HIPWISE_DEMO=off for work."
    return ""
