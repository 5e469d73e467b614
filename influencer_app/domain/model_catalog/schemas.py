"""Read models of the model catalog."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel


class ModelDetail(BaseModel):
    """A model and its capabilities. Shapes in pixels, ``cost_usd`` per run, ``credits`` per output."""

    id: UUID
    engine: str
    kind: str
    name: str
    version: str
    input_schema: dict[str, Any]
    shapes: list[tuple[int, int]]
    frames: int | None
    frames_per_second: int | None
    credits: int | None
    cost_usd: float | None
    enabled: bool
    replacement: str
    ends_on: date | None
    unavailable_reason: str
    checked_at: datetime | None
    check_error: str

    @property
    def title(self) -> str:
        """The name with an abbreviated version."""
        return f"{self.name}:{self.version[:12]}" if self.version else self.name
