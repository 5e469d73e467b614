"""Whether the database and Redis answer: one short question each, no retries, no secrets in the answer."""

from urllib.parse import urlsplit

import psycopg
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from influencer_app.commands.versions import first_line, plain_url

SECONDS = 2


def database_problem(url: str) -> str:
    """Why the database cannot be used, in one sentence; empty when it can."""
    try:
        with psycopg.connect(plain_url(url), connect_timeout=SECONDS):
            return ""
    except psycopg.Error as error:
        return f"the database at {place(url)} does not answer: {_without_secret(first_line(error), url)}"


def redis_problem(url: str) -> str:
    """Why Redis cannot be used, in one sentence; empty when it can."""
    try:
        with connect_redis(url) as client:
            client.ping()
    except (RedisError, ValueError) as error:
        return f"Redis at {place(url)} does not answer: {_without_secret(first_line(error), url)}"
    return ""


def connect_redis(url: str) -> "Redis":
    """A client that gives up after two seconds."""
    return Redis.from_url(
        url, socket_connect_timeout=SECONDS, socket_timeout=SECONDS, retry=Retry(NoBackoff(), 0)
    )


def place(url: str) -> str:
    """Host, port and name of an address, without user and password."""
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        port = ""
    return f"{host}{port}{parts.path}"


def _without_secret(text: str, url: str) -> str:
    password = urlsplit(url).password
    return text.replace(password, "***") if password else text
