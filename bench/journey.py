"""Measures how long a person waits for a picture.

Run ``python bench/journey.py [address]`` on a running installation, or without an address on one of its own.
Signs up over REST, requests pictures one after the other, and subscribes to the live channel of the same
installation. Prints milliseconds from the request to its acceptance, to the first step and to the finished
picture. Uses only the loopback address.
"""

import asyncio
import statistics
import sys
import time
from uuid import UUID, uuid4

import httpx2
from redis.asyncio import Redis
from support.installation import site

from influencer_app.db.outbox import workspace_topic
from influencer_app.integrations.live.redis import RedisEvents
from influencer_app.settings import settings

ROUNDS = 5
ENDED = ("succeeded", "failed", "canceled")


async def main(address: str) -> None:
    redis = Redis.from_url(settings().redis_url)
    waits: dict[str, list[float]] = {"accepted": [], "first step": [], "picture": []}
    async with httpx2.AsyncClient(base_url=address, timeout=60) as client:
        account = {"email": f"{uuid4().hex}@example.com", "password": uuid4().hex}
        answer = (await client.post("/api/auth/signup", json=account)).raise_for_status()
        topic = workspace_topic(UUID(answer.json()["workspace_id"]))
        for _ in range(ROUNDS):
            await one(client, RedisEvents(redis), topic, waits)
    await redis.aclose()
    for name, values in waits.items():
        spread = f"{min(values):8.0f} to {max(values):.0f}"
        print(f"{name:12} {statistics.median(values):8.0f} ms   ({spread}, {len(values)} times)")


async def one(
    client: httpx2.AsyncClient, events: RedisEvents, topic: str, waits: dict[str, list[float]]
) -> None:
    subscription = events.listen(topic)
    first = asyncio.ensure_future(anext(subscription))
    await asyncio.sleep(0.1)
    began = time.perf_counter()
    answer = await client.post("/api/generate/image", json={"prompt": "on the beach at sunset"})
    answer.raise_for_status()
    own = answer.json()["id"]
    waits["accepted"].append((time.perf_counter() - began) * 1000)
    stepped = False
    while True:
        event = await first
        first = asyncio.ensure_future(anext(subscription))
        if event.fields.get("generation_id") != own:
            continue
        found = (await client.get(f"/api/generations/{own}")).json()
        if found["steps"] and not stepped:
            stepped = True
            waits["first step"].append((time.perf_counter() - began) * 1000)
        if found["status"] in ENDED:
            assert found["status"] == "succeeded", found["error"]
            waits["picture"].append((time.perf_counter() - began) * 1000)
            break
    first.cancel()


if __name__ == "__main__":
    with site(sys.argv) as address:
        asyncio.run(main(address))
