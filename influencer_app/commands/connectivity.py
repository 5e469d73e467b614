"""Checks whether the database and Redis answer: one short request, no retries, no secrets in messages."""

from urllib.parse import urlsplit

import psycopg
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from influencer_app.commands.versions import first_line, plain_url

TIMEOUT_SECONDS = 2


def database_problem(url: str) -> str:
    """Say in one sentence why the database cannot be used; empty when it can."""
    try:
        with psycopg.connect(plain_url(url), connect_timeout=TIMEOUT_SECONDS):
            return ""
    except psycopg.Error as error:
        reason = _without_password(first_line(error), url)
        return f"the database at {redacted_address(url)} does not answer: {reason}"


def redis_problem(url: str) -> str:
    """Say in one sentence why Redis cannot be used; empty when it can."""
    try:
        with connect_redis(url) as client:
            client.ping()
    except (RedisError, ValueError) as error:
        reason = _without_password(first_line(error), url)
        return f"Redis at {redacted_address(url)} does not answer: {reason}"
    return ""


def connect_redis(url: str) -> "Redis":
    """Return a client that gives up after ``TIMEOUT_SECONDS``."""
    return Redis.from_url(
        url,
        socket_connect_timeout=TIMEOUT_SECONDS,
        socket_timeout=TIMEOUT_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )


def redacted_address(url: str) -> str:
    """Return host, port and path of a URL, without user and password."""
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        port = ""
    return f"{host}{port}{parts.path}"


def _without_password(text: str, url: str) -> str:
    password = urlsplit(url).password
    return text.replace(password, "***") if password else text
