"""Substitutes adapters in the runtime of this process."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from influencer_app import wiring
from influencer_app.db.transaction import Database, install
from influencer_app.wiring import Runtime, runtime


def substitute(
    monkeypatch: pytest.MonkeyPatch,
    adapters: Mapping[type[Any], Any] | None = None,
    *,
    queue: Any = None,
    **fields: Any,
) -> Runtime:
    """Use these adapters by port, ``queue`` for jobs and events, and other ``fields`` of the runtime.

    The domain and the edges both see them, until the runtime is closed or the test ends.
    """
    app = runtime()
    ports = app.ports.replacing(adapters or {})
    database = Database(
        app.database.engine, jobs=queue or app.database.jobs, events=queue or app.database.events, ports=ports
    )
    install(database)
    changed = replace(app, database=database, ports=ports, **fields)
    monkeypatch.setattr(wiring._Current, "runtime", changed)
    return changed
