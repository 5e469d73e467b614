"""The session cookie: a signed JWT that holds only the session id (RFC 7519, HS256)."""

import time
from functools import lru_cache
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

COOKIE = "evermuse_session"
COOKIES_MAX = 4


def sign(session_id: UUID, secrets: tuple[str, ...], days: int) -> str:
    """The cookie's value, signed with the first of the secrets."""
    claims = {"sid": str(session_id), "exp": int(time.time()) + days * 86400}
    return jwt.encode({"alg": "HS256"}, claims, _key(secrets[0]))


def read(cookie_header: str, secrets: tuple[str, ...]) -> UUID | None:
    """The session id in a ``Cookie`` header; None if missing, forged or expired.

    Other cookies are ignored; of several of ours the first valid one counts, signed with any of the secrets.
    """
    named = (_verified(value, secret) for value in cookie_values(cookie_header, COOKIE) for secret in secrets)
    return next((session_id for session_id in named if session_id is not None), None)


def cookie_values(cookie_header: str, cookie: str) -> list[str]:
    """The first values of a cookie in a ``Cookie`` header."""
    pairs = (part.partition("=") for part in cookie_header.split(";"))
    values = [value.strip().strip('"') for name, _, value in pairs if name.strip() == cookie]
    return values[:COOKIES_MAX]


@lru_cache(maxsize=4)
def _key(secret: str) -> OctKey:
    return OctKey.import_key(secret)


def _verified(value: str, secret: str) -> UUID | None:
    claims = _signed(value, secret)
    if claims is None:
        return None
    try:
        jwt.JWTClaimsRegistry(exp={"essential": True}).validate(claims)
        return UUID(str(claims["sid"]))
    except (JoseError, KeyError, ValueError):
        return None


@lru_cache(maxsize=1024)
def _signed(value: str, secret: str) -> dict[str, Any] | None:
    """The claims, whatever the time is; None if we have not signed them."""
    try:
        return jwt.decode(value, _key(secret), algorithms=["HS256"]).claims
    except (JoseError, ValueError):
        return None
