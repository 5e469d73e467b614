"""Keeps all objects in memory, on a clock that can be advanced; lists them as Stripe does."""

import secrets
import time
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from tests.doubles.stripe.problems import missing

Object = dict[str, Any]
LIMIT, LIMIT_MAX = 10, 100


class Clock:
    """Seconds since 1970: those of this machine plus an offset, or still while ``frozen_at`` is set."""

    def __init__(self) -> None:
        self.frozen_at: int | None = None

    def now(self) -> int:
        return int(time.time()) if self.frozen_at is None else self.frozen_at


class Store:
    """Objects by id, in the order in which they were made."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.objects: dict[str, Object] = {}

    def add(self, prefix: str, kind: str, **fields: Any) -> Object:
        """A new object."""
        made = {
            "id": f"{prefix}_{secrets.token_hex(9)}",
            "object": kind,
            "created": self.clock.now(),
            "livemode": False,
            **fields,
        }
        self.objects[made["id"]] = made
        return made

    def find(self, kind: str, name: object) -> Object:
        """The object of this kind. Raises ``Problem`` (404) without it."""
        found = self.objects.get(str(name))
        if found is None or found["object"] != kind:
            raise missing(kind, str(name))
        return found

    def all(self, kind: str, **equal: Any) -> list[Object]:
        """Objects of a kind, oldest first, whose fields are as given."""
        return [
            one
            for one in list(self.objects.values())
            if one["object"] == kind and all(one.get(name) == value for name, value in equal.items())
        ]

    def page(self, kind: str, query: Object, url: str, keep: Callable[[Object], bool]) -> Object:
        """A page of those to ``keep``, newest first: ``limit``, ``starting_after``, ``created``."""
        found = [one for one in reversed(self.all(kind)) if keep(one) and _created(one, query)]
        if after := query.get("starting_after"):
            names = [one["id"] for one in found]
            found = found[names.index(after) + 1 :] if after in names else []
        limit = min(int(query.get("limit", LIMIT)), LIMIT_MAX)
        return {
            "object": "list",
            "url": url,
            "has_more": len(found) > limit,
            "data": [deepcopy(one) for one in found[:limit]],
        }

    def expanded(self, value: Object, paths: list[str]) -> Object:
        """A copy with the objects behind the ids at ``paths``."""
        copied = deepcopy(value)
        for path in paths:
            self._expand(copied, path.split("."))
        return copied

    def _expand(self, value: Any, keys: list[str]) -> None:
        if isinstance(value, list):
            for one in value:
                self._expand(one, keys)
        elif isinstance(value, dict) and keys:
            found = value.get(keys[0])
            if isinstance(found, str) and found in self.objects:
                value[keys[0]] = deepcopy(self.objects[found])
            self._expand(value.get(keys[0]), keys[1:])


def _created(one: Object, query: Object) -> bool:
    asked = query.get("created") or {}
    if isinstance(asked, str):
        return bool(one["created"] == int(asked))
    at = one["created"]
    return all(
        {"gte": at >= int(limit), "gt": at > int(limit), "lte": at <= int(limit), "lt": at < int(limit)}[name]
        for name, limit in asked.items()
    )
