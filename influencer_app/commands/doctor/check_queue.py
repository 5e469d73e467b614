"""Checks Redis and the workers."""

from collections.abc import Iterator
from typing import Any

from celery import Celery
from redis.exceptions import RedisError

from influencer_app.commands.connectivity import (
    TIMEOUT_SECONDS,
    connect_redis,
    redacted_address,
    redis_problem,
)
from influencer_app.commands.doctor.findings import Finding
from influencer_app.db.jobs import QUEUES
from influencer_app.settings import Settings


def check_redis(settings: Settings) -> Iterator[Finding]:
    """Check that it is reachable, and never evicts jobs when it is full."""
    if not settings.redis_url:
        yield Finding.error("redis", "not known; run `make up`, or set REDIS_URL")
        return
    if problem := redis_problem(settings.redis_url):
        yield Finding.error("redis", problem)
        return
    with connect_redis(settings.redis_url) as client:
        info: dict[str, Any] = client.info()
        name = info.get("server_name", "redis").capitalize()
        version = info.get(f"{name.lower()}_version", info.get("redis_version", ""))
        yield Finding.ok("redis", f"{name} {version} at {redacted_address(settings.redis_url)}")
        policy = str(info.get("maxmemory_policy", "unknown"))
        if info.get("maxmemory") and policy.startswith("allkeys"):
            yield Finding.error(
                "redis", f"it drops jobs when full ({policy}); set maxmemory-policy to volatile-ttl"
            )


def check_workers(settings: Settings) -> Iterator[Finding]:
    """Check that a worker of each queue answers within a second."""
    if not settings.redis_url or redis_problem(settings.redis_url):
        yield Finding.info("workers", "cannot be asked without Redis")
        return
    nodes = nodes_by_queue(settings.redis_url)
    for queue in QUEUES:
        if found := nodes.get(queue):
            yield Finding.ok("workers", f"queue {queue}: {', '.join(sorted(found))}")
        else:
            yield Finding.error(
                "workers", f"nobody works on queue {queue}; run `influencer worker --queue {queue}`"
            )


def nodes_by_queue(redis_url: str) -> dict[str, list[str]]:
    """Return the names of the workers that answer, by queue; empty when the broker does not."""
    app = Celery(broker=redis_url)
    app.conf.update(
        broker_connection_retry=False,
        broker_transport_options={
            "socket_connect_timeout": TIMEOUT_SECONDS,
            "socket_timeout": TIMEOUT_SECONDS,
        },
    )
    try:
        answers = app.control.inspect(timeout=1.0).active_queues() or {}
    except (OSError, RedisError):
        return {}
    finally:
        app.close()
    nodes: dict[str, list[str]] = {}
    for node, queues in answers.items():
        for queue in queues:
            nodes.setdefault(queue["name"], []).append(node)
    return nodes
