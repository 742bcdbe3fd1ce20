"""The link of an invitation: a random secret, signed, so that a guess is refused before the database is asked."""

import hashlib
import secrets

from django.core.signing import BadSignature, Signer

_signer = Signer(salt="clinic.people.invitation")


def new_secret() -> str:
    """A secret that cannot be guessed."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """What is kept of a secret. It is random and long, so that a plain SHA-256 cannot be turned back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_of(secret: str) -> str:
    """What stands in the link."""
    return _signer.sign(secret)


def secret_of(token: str) -> str | None:
    """The secret of a link; None for one that was not made here."""
    try:
        return _signer.unsign(token)
    except BadSignature:
        return None
