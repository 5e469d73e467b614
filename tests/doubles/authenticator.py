"""An authenticator in software (WebAuthn level 2): makes passkeys, and signs with them as it is told to."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40
ORIGIN, RP_ID = "http://localhost:3000", "localhost"


@dataclass
class Authenticator:
    """One passkey. ``origin``, ``rp_id``, ``verified`` and ``counter`` may be made wrong."""

    origin: str = ORIGIN
    rp_id: str = RP_ID
    verified: bool = True
    counter: int = 0
    cross_origin: bool = False
    user_handle: bytes = b""
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to the options of a registration, without attestation."""
        self.user_handle = base64url_to_bytes(options["user"]["id"])
        credential = len(self.credential_id).to_bytes(2, "big") + self.credential_id + self._cose_key()
        attested = {"fmt": "none", "attStmt": {}, "authData": self._data(HAS_KEY) + bytes(16) + credential}
        return self._answer(
            clientDataJSON=self._client_data("webauthn.create", options["challenge"]),
            attestationObject=encode_cbor(attested),
        )

    def get(self, options: dict[str, Any], *, counted: int = 1) -> dict[str, Any]:
        """The answer to the options of a sign-in; its counter has gone on by ``counted``."""
        self.counter += counted
        client_data = self._client_data("webauthn.get", options["challenge"])
        data = self._data(0)
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=client_data,
            authenticatorData=data,
            signature=signature,
            userHandle=self.user_handle,
        )

    def _data(self, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verified else 0)
        site = hashlib.sha256(self.rp_id.encode()).digest()
        return site + bytes([flags]) + self.counter.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": self.cross_origin}
        return json.dumps(said).encode()

    def _cose_key(self) -> bytes:
        """RFC 9053: EC2, ES256, P-256."""
        point = self.key.public_key().public_numbers()
        return encode_cbor(
            {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        )

    def _answer(self, **response: bytes) -> dict[str, Any]:
        name = bytes_to_base64url(self.credential_id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": {key: bytes_to_base64url(value) for key, value in response.items()},
        }
