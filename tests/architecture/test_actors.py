"""Actors are created only from the rows of a session, or of a key, and a membership."""

import ast
from pathlib import Path

from influencer_app.domain.workspaces.schemas import Actor
from tests.support import ROOT

ALLOWED = {
    "influencer_app/domain/workspaces/queries.py",
    "influencer_app/domain/api_keys/service.py",
}
"""From the rows of the session and the membership, and of the key and the membership."""


def calls(path: Path) -> list[int]:
    """Lines that make an ``Actor`` by hand."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Actor", "KeyActor")
    ]


def test_only_queries_of_memberships_make_an_actor() -> None:
    found = {
        str(path.relative_to(ROOT))
        for folder in ("influencer_app", "workers")
        for path in (ROOT / folder).rglob("*.py")
        if calls(path)
    }
    assert found == ALLOWED


def test_an_actor_carries_no_plan() -> None:
    assert set(Actor.model_fields) == {
        "person_id",
        "workspace_id",
        "role",
        "staff_role",
        "held",
        "authenticated_at",
        "session_id",
        "expires_at",
        "bound_to",
    }
