"""Read models of the model catalog."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel

FRAME_RATE_MAX: Final = 120
VANISHED: Final = "The provider does not know this version any more."


class ModelDetail(BaseModel):
    """A model and its capabilities. Shapes in pixels, ``cost_usd`` per run, ``credits`` per output.

    ``frames`` or ``seconds`` is the length of its clips.
    """

    id: UUID
    engine: str
    kind: str
    name: str
    version: str
    input_schema: dict[str, Any]
    shapes: list[tuple[int, int]]
    frames: int | None
    frames_per_second: int | None
    seconds: float | None
    references_max: int | None
    outputs_max: int | None
    credits: int | None
    cost_usd: float | None
    licence: str
    licence_url: str
    latest_version: str
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

    @property
    def frame_rates(self) -> tuple[int, int] | None:
        """The lowest and highest frame rate that can be asked for; None where the model has its own."""
        spec = self.input_schema.get("frames_per_second") or self.input_schema.get("fps")
        if self.frames is None or (spec is None and self.input_schema):
            return None
        known = spec or {}
        return int(known.get("minimum") or 1), int(known.get("maximum") or FRAME_RATE_MAX)

    @property
    def has_newer_version(self) -> bool:
        """Whether the provider offers a newer version than this one, which is pinned."""
        return bool(self.version and self.latest_version and self.version != self.latest_version)
