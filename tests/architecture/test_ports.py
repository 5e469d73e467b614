"""Wiring provides every port that the domain asks its session for."""

import ast

from influencer_app.db.transaction import reading
from influencer_app.wiring import Runtime
from tests.support import ROOT


def ports_asked_for() -> set[str]:
    """The names of the ports in ``port(session, <Name>)``, in all of the domain."""
    found: set[str] = set()
    for path in (ROOT / "influencer_app" / "domain").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "port":
                _, kind = node.args
                assert isinstance(kind, ast.Name), f"{path}: a port is asked for by its name"
                found.add(kind.id)
    return found


async def test_wiring_provides_every_port_that_the_domain_asks_for(app: Runtime) -> None:
    async with reading() as session:
        provided = {kind.__name__ for kind in session.info["ports"]}
    asked = ports_asked_for()
    assert asked
    assert provided == asked
