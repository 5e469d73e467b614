"""The runtime with an engine and a queue that a test controls."""

from dataclasses import replace

import pytest

from influencer_app import wiring
from influencer_app.db.transaction import Database, install
from influencer_app.wiring import Runtime
from tests.workers.line import Line, Pencil


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def pencil(app: Runtime, line: Line, monkeypatch: pytest.MonkeyPatch) -> Pencil:
    """The runtime with our pencil as its engine and our line as its queue."""
    pencil = Pencil()
    studio = replace(app.studio, engine=pencil.name, model=pencil.model)
    ports = {**app.database._sessions.kw["info"]["ports"], type(studio): studio}
    own = Database(app.database.engine, jobs=line, events=line, ports=ports)
    install(own)
    monkeypatch.setattr(wiring._Current, "runtime", replace(app, database=own, engine=pencil, studio=studio))
    return pencil
