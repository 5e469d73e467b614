"""Measures whether the time of an answer tells who has an account.

Run ``python bench/enumeration.py``. Known and unknown addresses take turns, in a random order within each
pair: a sign-in with a wrong password, and a request for a link that sets a new one. Limits are lifted.
Prints the medians and the ratio of each pair of medians; 1.00 tells nothing.
"""

import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable
from uuid import uuid4

import httpx2
from support.installation import runtime, servers

from influencer_app.api.app import make_api
from influencer_app.db.transaction import transaction
from influencer_app.domain.workspaces.service import create_account
from influencer_app.settings import Settings

PAIRS = 150
Ask = Callable[[httpx2.AsyncClient, str], Awaitable[int]]


async def main(settings: Settings) -> None:
    lifted = {"sign_in_tries_per_ten_minutes": 1_000_000}
    async with runtime(settings.model_copy(update=lifted)) as app:
        hashed = await app.passwords.hash("a long enough passphrase")
        transport = httpx2.ASGITransport(app=make_api())
        async with httpx2.AsyncClient(transport=transport, base_url=settings.base_url) as client:
            for name, ask in (("sign-in with a wrong password", sign_in), ("forgotten password", forgot)):
                known, unknown = await measure(client, ask, hashed)
                print(
                    f"{name}: known {known * 1000:.2f} ms, unknown {unknown * 1000:.2f} ms,"
                    f" ratio {known / unknown:.3f}"
                )


async def measure(client: httpx2.AsyncClient, ask: Ask, hashed: str) -> tuple[float, float]:
    """The median seconds for addresses with an account, and for those without."""
    took: dict[bool, list[float]] = {True: [], False: []}
    for number in range(PAIRS + 5):
        order = [True, False]
        random.shuffle(order)
        for is_known in order:
            address = f"{uuid4().hex}@example.com"
            if is_known:
                async with transaction() as session:
                    await create_account(session, email=address, key=address, name="", password_hash=hashed)
            begun = time.perf_counter()
            status = await ask(client, address)
            seconds = time.perf_counter() - begun
            assert status in (204, 401), status
            if number >= 5:
                took[is_known].append(seconds)
    return statistics.median(took[True]), statistics.median(took[False])


async def sign_in(client: httpx2.AsyncClient, address: str) -> int:
    """Refused like any other."""
    body = {"email": address, "password": "not the right one"}
    return (await client.post("/api/auth/signin", json=body)).status_code


async def forgot(client: httpx2.AsyncClient, address: str) -> int:
    """Answered the same for everybody."""
    return (await client.post("/api/auth/forgot", json={"email": address})).status_code


if __name__ == "__main__":
    with servers() as opened:
        asyncio.run(main(opened))
