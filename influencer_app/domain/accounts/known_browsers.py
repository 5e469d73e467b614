"""Remembers in a signed cookie which accounts a browser has signed in to (RFC 7519, HS256).

Guesses of others never keep somebody out of an account in a browser that is known for it.
"""

import hashlib
import time
from itertools import product
from typing import Final
from uuid import UUID, uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from pydantic import BaseModel, ConfigDict, ValidationError

from influencer_app.domain.accounts.tokens import cookie_values

COOKIE: Final = "evermuse_browser"
DAYS: Final = 365
ACCOUNTS_MAX: Final = 5


class KnownBrowser(BaseModel):
    """A browser, and the accounts that it has signed in to, newest last, each as a hash of its address."""

    model_config = ConfigDict(frozen=True)

    browser_id: UUID
    accounts: tuple[str, ...] = ()

    def knows(self, email_key: str) -> bool:
        """Whether it has signed in to this account before."""
        return _hash(email_key) in self.accounts

    def with_account(self, email_key: str) -> "KnownBrowser":
        """The same browser after it has signed in to this account."""
        others = [one for one in self.accounts if one != _hash(email_key)]
        return self.model_copy(update={"accounts": (*others, _hash(email_key))[-ACCOUNTS_MAX:]})


def read_known_browser(cookie_header: str, secrets: tuple[str, ...]) -> KnownBrowser:
    """The browser of a ``Cookie`` header; a new one that knows no account without a valid cookie."""
    for value, secret in product(cookie_values(cookie_header, COOKIE), secrets):
        try:
            claims = jwt.decode(value, OctKey.import_key(secret), algorithms=["HS256"]).claims
            jwt.JWTClaimsRegistry(exp={"essential": True}).validate(claims)
            return KnownBrowser.model_validate(claims["known"])
        except (JoseError, KeyError, ValueError, ValidationError):
            continue
    return KnownBrowser(browser_id=uuid4())


def sign_known_browser(browser: KnownBrowser, secrets: tuple[str, ...]) -> str:
    """The cookie's value, signed with the first of the secrets."""
    claims = {"known": browser.model_dump(mode="json"), "exp": int(time.time()) + DAYS * 86400}
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secrets[0]))


def _hash(email_key: str) -> str:
    return hashlib.sha256(email_key.encode()).hexdigest()[:24]
