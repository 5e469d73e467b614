"""Which tabs of which person are open in this process. The socket belongs to the process that loads."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

_tabs: dict[UUID, set[str]] = defaultdict(set)


def remember_tab(person_id: UUID, token: str) -> None:
    """This tab is that person's, and nobody else's any more."""
    for owner in [owner for owner, tokens in _tabs.items() if token in tokens and owner != person_id]:
        forget_tab(owner, token)
    _tabs[person_id].add(token)


def forget_tab(person_id: UUID, token: str) -> None:
    """It has gone."""
    _tabs[person_id].discard(token)
    if not _tabs[person_id]:
        del _tabs[person_id]


def open_tabs(person_id: UUID, connected: Collection[str]) -> list[str]:
    """The person's tabs that are still connected here; the others are forgotten."""
    known = list(_tabs.get(person_id, ()))
    for token in known:
        if token not in connected:
            forget_tab(person_id, token)
    return [token for token in known if token in connected]


def people() -> list[UUID]:
    """Everybody with a tab here."""
    return list(_tabs)
