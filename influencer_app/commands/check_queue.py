"""What ``doctor`` asks Redis and the workers."""

from collections.abc import Iterator
from typing import Any

from celery import Celery
from redis.exceptions import RedisError

from influencer_app.commands.findings import Finding, good, missing, note
from influencer_app.commands.reach import SECONDS, connect_redis, place, redis_problem
from influencer_app.db.jobs import QUEUES
from influencer_app.settings import Settings


def check_redis(settings: Settings) -> Iterator[Finding]:
    """Reachable, and not allowed to throw jobs away when it is full."""
    if not settings.redis_url:
        yield missing("redis", "not known; run `make up`, or set REDIS_URL")
        return
    if problem := redis_problem(settings.redis_url):
        yield missing("redis", problem)
        return
    with connect_redis(settings.redis_url) as client:
        facts: dict[str, Any] = client.info()
        name = facts.get("server_name", "redis").capitalize()
        version = facts.get(f"{name.lower()}_version", facts.get("redis_version", ""))
        yield good("redis", f"{name} {version} at {place(settings.redis_url)}")
        policy = str(facts.get("maxmemory_policy", "unknown"))
        if facts.get("maxmemory") and policy != "noeviction":
            yield missing("redis", f"it drops data when full ({policy}); set maxmemory-policy to noeviction")


def check_workers(settings: Settings) -> Iterator[Finding]:
    """A worker of each queue answers within a second."""
    if not settings.redis_url or redis_problem(settings.redis_url):
        yield note("workers", "cannot be asked without Redis")
        return
    nodes = nodes_by_queue(settings.redis_url)
    for queue in QUEUES:
        if found := nodes.get(queue):
            yield good("workers", f"queue {queue}: {', '.join(sorted(found))}")
        else:
            yield missing(
                "workers", f"nobody works on queue {queue}; run `influencer worker --queue {queue}`"
            )


def nodes_by_queue(redis_url: str) -> dict[str, list[str]]:
    """The names of the workers that answer now, by queue."""
    app = Celery(broker=redis_url)
    app.conf.update(
        broker_connection_retry=False,
        broker_transport_options={"socket_connect_timeout": SECONDS, "socket_timeout": SECONDS},
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
