"""A passkey as an authenticator would have registered it."""

import hashlib
import json

from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

FLAG = AuthenticatorData.FLAG


def credential(number) -> dict:
    """The registration of passkey `number` at this site."""
    key = ES256.from_cryptography_key(ec.derive_private_key(number, ec.SECP256R1()).public_key())
    identity = hashlib.sha256(str(number).encode()).digest()
    attested = AttestedCredentialData.create(Aaguid.NONE, identity, key)
    site = hashlib.sha256(b"testserver").digest()
    data = AuthenticatorData.create(site, FLAG.UP | FLAG.UV | FLAG.AT, 0, attested)
    said = {"type": "webauthn.create", "challenge": websafe_encode(bytes(16)), "origin": "https://testserver"}
    return {
        "id": websafe_encode(identity),
        "rawId": websafe_encode(identity),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(json.dumps(said).encode()),
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {}))),
        },
        "clientExtensionResults": {},
    }
