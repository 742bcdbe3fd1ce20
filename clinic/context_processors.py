"""What every page may show about the site itself."""

from django.conf import settings

from rehab.rules import RULES_VERSION


def site(request):
    """The demo banner's switch and the version of the rules in force."""
    return {"demo": settings.DEMO, "rules_version": RULES_VERSION}
