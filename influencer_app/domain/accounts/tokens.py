"""The session cookie: a signed JWT that names the session and nothing else (RFC 7519, HS256)."""

import time
from http.cookies import CookieError, SimpleCookie
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

COOKIE = "evermuse_session"


def sign(session_id: UUID, secret: str, days: int) -> str:
    """The cookie's value."""
    claims = {"sid": str(session_id), "exp": int(time.time()) + days * 86400}
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret))


def read(cookie_header: str, secret: str) -> UUID | None:
    """The session named in a ``Cookie`` header; None for one that is missing, forged or over."""
    try:
        crumb = SimpleCookie(cookie_header).get(COOKIE)
        if crumb is None:
            return None
        claims = jwt.decode(crumb.value, OctKey.import_key(secret), algorithms=["HS256"]).claims
        jwt.JWTClaimsRegistry(exp={"essential": True}).validate(claims)
        return UUID(str(claims["sid"]))
    except (CookieError, JoseError, KeyError, ValueError):
        return None
