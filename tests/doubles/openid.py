"""An OpenID provider on loopback: discovery, a page with people to sign in as, tokens, keys, and its faults.

In a test: ``with served_provider() as provider``, then ``provider.settings("google")`` and
``provider.fault = "no_id_token"``. It checks PKCE, the redirect address and that a code is used once.
"""

import asyncio
import base64
import hashlib
import hmac
import html
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.doubles.serving import served

PAIR, FOREIGN = (RSAKey.generate_key(2048).as_dict(private=True) for _ in range(2))
"""Made once: that takes a while."""

CLIENT_ID: Final = "studio"
CLIENT_SECRET: Final = "a secret of the double"

Fault = Literal[
    "",
    "no_id_token",
    "wrong_nonce",
    "no_nonce",
    "wrong_audience",
    "wrong_party",
    "wrong_issuer",
    "alg_none",
    "hs256_with_public_key",
    "foreign_key",
    "expired",
    "from_the_future",
    "wrong_at_hash",
    "server_error",
    "nonsense",
    "huge",
    "redirect",
    "slow",
    "refused",
]


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in at the provider."""

    subject: str
    email: str | None
    verified: bool | str | None = True
    name: str = ""


@dataclass
class _Code:
    account: Account
    asked: dict[str, str]


@dataclass
class Provider:
    """The provider and everything that it was asked."""

    accounts: list[Account] = field(default_factory=list)
    fault: Fault = ""
    fault_at: str = "token"
    claims_in: Literal["id_token", "userinfo"] = "id_token"
    algorithm: Literal["RS256", "ES256"] = "RS256"
    url: str = ""
    issuer: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._codes: dict[str, _Code] = {}
        self._tokens: dict[str, Account] = {}
        self.rotate()
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/authorize", self._authorize),
                Route("/choose", self._choose),
                Route("/token", self._token, methods=["POST"]),
                Route("/userinfo", self._userinfo),
                Route("/jwks", self._jwks),
            ]
        )

    def rotate(self) -> None:
        """From now on it signs with another key, and publishes that one alone."""
        kid = secrets.token_hex(4)
        self.rsa = RSAKey.import_key(PAIR, {"kid": f"rsa-{kid}", "use": "sig"})
        self.ec = ECKey.generate_key("P-256", {"kid": f"ec-{kid}", "use": "sig"})

    def settings(self, key: Literal["google", "openid"], **more: str) -> dict[str, str]:
        """Environment variables of a studio that uses it."""
        name = key.upper()
        return {
            f"{name}_ISSUER": self.issuer,
            f"{name}_CLIENT_ID": CLIENT_ID,
            f"{name}_CLIENT_SECRET": CLIENT_SECRET,
            **more,
        }

    def issue_code(self, account: Account, asked: dict[str, str]) -> str:
        """What the browser brings back when ``account`` has agreed."""
        code = secrets.token_urlsafe(16)
        self._codes[code] = _Code(account, asked)
        return code

    async def _discovery(self, request: Request) -> Response:
        self.calls.append("discovery")
        if broken := await self._broken("discovery"):
            return broken
        return JSONResponse(
            {
                "issuer": "https://elsewhere.example"
                if (self.fault, self.fault_at) == ("wrong_issuer", "discovery")
                else self.issuer,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/jwks",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _jwks(self, request: Request) -> Response:
        self.calls.append("jwks")
        if broken := await self._broken("jwks"):
            return broken
        keys = [self.rsa.as_dict(private=False), self.ec.as_dict(private=False)]
        return JSONResponse({"keys": [*keys, {"kty": "LMS", "kid": "of another time"}]})

    async def _authorize(self, request: Request) -> Response:
        """A page with one link for each account, and one to refuse."""
        asked = dict(request.query_params)
        self.asked.append(asked)
        right = {"response_type": "code", "client_id": CLIENT_ID, "code_challenge_method": "S256"}
        if wrong := [name for name, value in right.items() if asked.get(name) != value]:
            return HTMLResponse(f"Wrong: {', '.join(wrong)}", 400)
        links = "".join(
            f'<li><a href="/choose?{html.escape(urlencode({**asked, "account": one.subject}))}">'
            f"Sign in as {html.escape(one.email or one.subject)}</a></li>"
            for one in self.accounts
        )
        refuse = html.escape(urlencode({**asked, "account": ""}))
        return HTMLResponse(
            "<!doctype html><html lang=en><link rel=icon href=data:,><title>Provider</title>"
            "<h1>Choose an account</h1>"
            f'<ul>{links}<li><a href="/choose?{refuse}">Cancel</a></li></ul>'
        )

    async def _choose(self, request: Request) -> Response:
        asked = dict(request.query_params)
        account = next((one for one in self.accounts if one.subject == asked["account"]), None)
        found = {"error": "access_denied"} if account is None else {"code": self.issue_code(account, asked)}
        back = urlencode({**found, "state": asked["state"], "iss": self.issuer})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", 302)

    async def _token(self, request: Request) -> Response:
        self.calls.append("token")
        if broken := await self._broken("token"):
            return broken
        form = {name: str(value) for name, value in (await request.form()).items()}
        login = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {login}" or self.fault == "refused":
            return JSONResponse({"error": "invalid_client"}, 401)
        code = self._codes.pop(form.get("code", ""), None)
        if code is None or form.get("redirect_uri") != code.asked["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant", "error_description": form["code"]}, 400)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != code.asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant", "error_description": "code_verifier"}, 400)
        access = secrets.token_urlsafe(16)
        self._tokens[access] = code.account
        answer = {"access_token": access, "token_type": "Bearer", "expires_in": 3600}
        if self.fault != "no_id_token":
            answer["id_token"] = self._id_token(code, access)
        return JSONResponse(answer)

    async def _userinfo(self, request: Request) -> Response:
        self.calls.append("userinfo")
        account = self._tokens.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        if account is None:
            return JSONResponse({"error": "invalid_token"}, 401)
        subject = "somebody else" if self.fault_at == "userinfo" else account.subject
        return JSONResponse({"sub": subject, **_about(account)})

    def _id_token(self, code: _Code, access: str) -> str:
        moment = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": code.account.subject,
            "iat": moment,
            "exp": moment + 300,
            "nonce": code.asked["nonce"],
            "at_hash": _half_hash(access),
            **(_about(code.account) if self.claims_in == "id_token" else {}),
        }
        header: dict[str, Any] = {"alg": self.algorithm}
        key: Any = self.rsa if self.algorithm == "RS256" else self.ec
        match self.fault:
            case "wrong_nonce":
                claims["nonce"] = "another"
            case "no_nonce":
                del claims["nonce"]
            case "wrong_audience":
                claims["aud"] = "somebody else"
            case "wrong_party":
                claims |= {"aud": [CLIENT_ID, "somebody else"], "azp": "somebody else"}
            case "wrong_issuer":
                claims["iss"] = "https://elsewhere.example"
            case "expired":
                claims |= {"iat": moment - 7200, "exp": moment - 3600}
            case "from_the_future":
                claims |= {"iat": moment + 3600, "exp": moment + 7200}
            case "wrong_at_hash":
                claims["at_hash"] = _half_hash("another token")
            case "alg_none":
                return f"{_part({'alg': 'none'})}.{_part(claims)}."
            case "hs256_with_public_key":
                signed = f"{_part({'alg': 'HS256', 'kid': self.rsa.kid})}.{_part(claims)}"
                mac = hmac.digest(self.rsa.as_pem(private=False), signed.encode(), "sha256")
                return f"{signed}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"
            case "foreign_key":
                key = RSAKey.import_key(FOREIGN, {"kid": self.rsa.kid})
        return jwt.encode({**header, "kid": key.kid}, claims, key, algorithms=[header["alg"]])

    async def _broken(self, at: str) -> Response | None:
        if at != self.fault_at:
            return None
        match self.fault:
            case "server_error":
                return JSONResponse({"error": "server_error"}, 500)
            case "nonsense":
                return HTMLResponse("<p>Welcome</p>")
            case "huge":
                return JSONResponse({"keys": ["x" * 2_000_000]})
            case "redirect":
                return RedirectResponse(f"{self.url}/elsewhere", 302)
            case "slow":
                await asyncio.Event().wait()
        return None


@contextmanager
def served_provider(*accounts: Account) -> Iterator[Provider]:
    """A provider that listens on a free port."""
    provider = Provider(list(accounts))
    with served(provider.app) as url:
        provider.url = provider.issuer = url
        yield provider


def _about(account: Account) -> dict[str, Any]:
    found = {"email": account.email, "email_verified": account.verified, "name": account.name or None}
    return {name: value for name, value in found.items() if value is not None}


def _half_hash(token: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()[:16]).rstrip(b"=").decode()


def _part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
