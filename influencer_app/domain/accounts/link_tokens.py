"""Tokens of links: a row's id and an HMAC-SHA256 (RFC 2104) over what the link stands for.

They are derived, never stored: whoever reads the database, the queue or a log finds nothing that opens
anything.
"""

import base64
import binascii
import hashlib
import hmac
from typing import Final
from uuid import UUID

ID_BYTES: Final = 16
MAC_BYTES: Final = 32


def make_token(row_id: UUID, said: str, secret: str) -> str:
    """The token of a row; ``said`` is everything in the row that the link depends on."""
    return base64.urlsafe_b64encode(row_id.bytes + _mac(row_id, said, secret)).decode()


def read_row_id(token: str) -> UUID | None:
    """The id that a token names, genuine or not; None for what is no token."""
    raw = _decode(token)
    return UUID(bytes=raw[:ID_BYTES]) if raw is not None else None


def is_genuine(token: str, row_id: UUID, said: str, secrets: tuple[str, ...]) -> bool:
    """Whether the token was made of this row, with any of the secrets."""
    raw = _decode(token)
    return raw is not None and any(
        hmac.compare_digest(_mac(row_id, said, secret), raw[ID_BYTES:]) for secret in secrets
    )


def _decode(token: str) -> bytes | None:
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    return raw if len(raw) == ID_BYTES + MAC_BYTES else None


def _mac(row_id: UUID, said: str, secret: str) -> bytes:
    return hmac.new(secret.encode(), f"link\n{row_id}\n{said}".encode(), hashlib.sha256).digest()
