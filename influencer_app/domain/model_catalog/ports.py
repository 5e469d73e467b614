"""Port that says which models this installation can drive."""

from typing import Protocol


class ModelAdapters(Protocol):
    """The models for which there is code that builds their input."""

    def supports(self, engine: str, kind: str, name: str) -> bool:
        """Whether ``name`` (owner/name) can make outputs of ``kind`` at ``engine``."""
