"""A browser that goes to the provider's double and back, without the pages between."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from pydantic import SecretStr

from influencer_app.domain.accounts.identity_ports import IdentityProviders
from influencer_app.wiring import Runtime
from influencer_app.wiring.identity_providers import open_identity_providers
from tests.doubles.openid import CLIENT_ID, CLIENT_SECRET, Account, Provider, served_provider
from tests.runtime import substitute

ADA = Account("ada-1", "ada@example.com", name="Ada Lovelace")
START = "/api/auth/google"
CALLBACK = "/api/auth/google/callback"


@contextmanager
def provider_of(
    app: Runtime,
    monkeypatch: pytest.MonkeyPatch,
    *accounts: Account,
    key: Literal["google", "openid"] = "google",
    **settings: str,
) -> Iterator[Provider]:
    """The double, set up as ``key`` in the runtime of this process."""
    with served_provider(*accounts) as provider:
        changed = app.settings.model_copy(
            update={
                f"{key}_issuer": provider.issuer,
                f"{key}_client_id": CLIENT_ID,
                f"{key}_client_secret": SecretStr(CLIENT_SECRET),
                **settings,
            }
        )
        substitute(monkeypatch, {IdentityProviders: open_identity_providers(changed)}, settings=changed)
        yield provider


async def begun(client: httpx2.AsyncClient, start: str = START, **query: str) -> dict[str, str]:
    """What the provider is asked when a browser begins."""
    answer = await client.get(start, params=query)
    assert answer.status_code == 302, answer.text
    parts = urlsplit(answer.headers["location"])
    assert parts.path == "/authorize", answer.headers["location"]
    return dict(parse_qsl(parts.query))


async def came_back(
    client: httpx2.AsyncClient, provider: Provider, account: Account = ADA, start: str = START, **query: str
) -> str:
    """There and back, as ``account``; where the browser is sent to."""
    asked = await begun(client, start, **query)
    return await returned(client, asked, code=provider.issue_code(account, asked), start=start)


async def returned(
    client: httpx2.AsyncClient, asked: dict[str, str], start: str = START, **query: str
) -> str:
    """The provider's answer, brought by the browser; where that is sent to."""
    answer = await client.get(f"{start}/callback", params={"state": asked["state"], **query})
    assert answer.status_code == 302, answer.text
    location: str = answer.headers["location"]
    return location
