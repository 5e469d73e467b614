"""A workspace as the switcher offers it."""

from dataclasses import dataclass

from influencer_app.domain.workspaces.schemas import WorkspacePlace


@dataclass(frozen=True)
class WorkspaceOption:
    """One to open; ``current`` marks the open one."""

    id: str
    name: str
    personal: bool = False
    current: bool = False


def workspace_options(places: list[WorkspacePlace]) -> list[WorkspaceOption]:
    """The open one first; empty if there is no other."""
    if len(places) < 2:
        return []
    return [
        WorkspaceOption(str(one.id), one.name, one.personal, current=at == 0) for at, one in enumerate(places)
    ]
