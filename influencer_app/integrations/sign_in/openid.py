"""Signs people in with an OpenID provider: Authorization Code with PKCE, through authlib.

Specifications: OpenID Connect Core 1.0 and Discovery 1.0, RFC 7636 (PKCE), RFC 9700 (security).
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final, TypeVar

import httpx2
import structlog
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc.errors import JoseError
from pydantic import BaseModel

from influencer_app.domain.accounts.identity_ports import AuthorizationRequest, ProvidedIdentity
from influencer_app.errors import AppError, ExternalSignInFailed, IdentityProviderDown
from influencer_app.integrations.sign_in.documents import Claims, KeyDocument, Metadata, TokenAnswer
from influencer_app.integrations.sign_in.id_tokens import Keys, UnknownKey, read_id_token
from influencer_app.integrations.sign_in.transport import TIMEOUT, TOTAL_SECONDS, SmallAnswers
from influencer_app.settings.identity_providers import IdentityProviderSettings, is_private_channel

log = structlog.get_logger(__name__)

DocumentT = TypeVar("DocumentT", bound=BaseModel)

SCOPE: Final = "openid email profile"
DISCOVERY: Final = "/.well-known/openid-configuration"
KEPT_SECONDS: Final = 3600
AGAIN: Final = {"google": "select_account"}
"""What asks for another sign-in there; Google has no ``login``."""


class OpenIDProvider:
    """Implements ``IdentityProvider``. Discovery document and keys are kept for an hour."""

    def __init__(self, settings: IdentityProviderSettings) -> None:
        self._settings = settings
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: tuple[float, Keys] | None = None

    @property
    def key(self) -> str:
        """See the port."""
        return self._settings.key

    @property
    def name(self) -> str:
        """See the port."""
        return self._settings.name

    @property
    def issuer(self) -> str:
        """See the port. Without a slash at the end, which some write and others do not."""
        return self._settings.issuer.rstrip("/")

    async def authorization_url(self, request: AuthorizationRequest) -> str:
        """See the port."""
        async with self._asking("discovery"), self._client(request) as client:
            metadata = await self._read_metadata(client)
            extra = {"prompt": AGAIN.get(self.key, "login")} if request.again else {}
            url, _ = client.create_authorization_url(
                metadata.authorization_endpoint,
                state=request.state,
                nonce=request.nonce,
                code_verifier=request.verifier,
                **extra,
            )
            return str(url)

    async def redeem(self, request: AuthorizationRequest, code: str) -> ProvidedIdentity:
        """See the port."""
        async with self._asking("token"), self._client(request) as client:
            metadata = await self._read_metadata(client)
            methods = metadata.token_endpoint_auth_methods_supported
            basic = "client_secret_basic" in methods or "client_secret_post" not in methods
            client.token_endpoint_auth_method = "client_secret_basic" if basic else "client_secret_post"
            answered = await client.fetch_token(
                metadata.token_endpoint,
                grant_type="authorization_code",
                code=code,
                code_verifier=request.verifier,
            )
            token = TokenAnswer.model_validate(dict(answered))
            claims = await self._read_claims(client, metadata, token, request.nonce)
            if not claims.email and metadata.userinfo_endpoint and token.access_token:
                claims = await self._ask_userinfo(client, metadata, claims)
        return claims.identity()

    async def check(self) -> None:
        """Reads the discovery document and the keys. Raises ``IdentityProviderDown``,
        ``ExternalSignInFailed``."""
        nobody = AuthorizationRequest("", "", "", "")
        async with self._asking("discovery"), self._client(nobody) as client:
            await self._read_keys(client, await self._read_metadata(client))

    @asynccontextmanager
    async def _asking(self, step: str) -> AsyncIterator[None]:
        """Turns what goes wrong into our errors; what is logged names no token and no person."""
        try:
            async with asyncio.timeout(TOTAL_SECONDS):
                yield
        except AppError as error:
            self._log(step, type(error).__name__)
            raise
        except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError) as error:
            self._log(step, type(error).__name__)
            raise IdentityProviderDown from error
        except OAuthError as error:
            code = str(error.error)
            self._log(step, code if code.isascii() and code.isidentifier() else "refused")
            raise ExternalSignInFailed("sign-in-unusable") from None
        except (JoseError, ValueError) as error:
            self._log(step, f"{type(error).__name__} {getattr(error, 'error', '')}".strip())
            raise ExternalSignInFailed("sign-in-unusable") from None

    def _log(self, step: str, reason: str) -> None:
        log.warning("external_sign_in_failed", provider=self.key, step=step, reason=reason)

    def _client(self, request: AuthorizationRequest) -> Any:
        """A client for one step: a browser comes back minutes later, and perhaps to another process."""
        return AsyncOAuth2Client(
            self._settings.client_id,
            self._settings.client_secret.get_secret_value(),
            redirect_uri=request.redirect_uri,
            scope=SCOPE,
            code_challenge_method="S256",
            transport=SmallAnswers(),
            timeout=TIMEOUT,
        )

    async def _read_metadata(self, client: Any) -> Metadata:
        kept = self._metadata
        if kept is not None and time.monotonic() < kept[0] + KEPT_SECONDS:
            return kept[1]
        found = await _get(client, self.issuer + DISCOVERY, Metadata)
        if found.issuer.rstrip("/") != self.issuer or not all(map(is_private_channel, found.endpoints)):
            raise ExternalSignInFailed("sign-in-unusable")
        self._metadata = (time.monotonic(), found)
        return found

    async def _read_keys(self, client: Any, metadata: Metadata, *, anew: bool = False) -> Keys:
        kept = self._keys
        if not anew and kept is not None and time.monotonic() < kept[0] + KEPT_SECONDS:
            return kept[1]
        found = Keys(await _get(client, metadata.jwks_uri, KeyDocument))
        self._keys = (time.monotonic(), found)
        return found

    async def _read_claims(self, client: Any, metadata: Metadata, token: TokenAnswer, nonce: str) -> Claims:
        """The ID token's claims; its key may be newer than the ones that are kept."""
        expected = (metadata.issuer, self._settings.client_id, nonce)
        try:
            return read_id_token(token, await self._read_keys(client, metadata), *expected)
        except UnknownKey:
            keys = await self._read_keys(client, metadata, anew=True)
            return read_id_token(token, keys, *expected)

    async def _ask_userinfo(self, client: Any, metadata: Metadata, known: Claims) -> Claims:
        """The address, where the provider keeps it out of ID tokens."""
        told = await _get(client, metadata.userinfo_endpoint, Claims, withhold_token=False)
        if told.sub != known.sub:
            raise ExternalSignInFailed("sign-in-unusable")
        return told


async def _get(client: Any, url: str, kind: type[DocumentT], *, withhold_token: bool = True) -> DocumentT:
    response = await client.request("GET", url, withhold_token=withhold_token)
    response.raise_for_status()
    if response.status_code != httpx2.codes.OK:
        raise IdentityProviderDown
    return kind.model_validate_json(response.content)
