"""What generation needs of the outside; ``integrations`` fill these."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from influencer_app.domain.generation.schemas import FrozenRequest


@dataclass(frozen=True, slots=True)
class Enhanced:
    """A prompt with what was added to it. ``text`` begins with the person's own words.

    ``note`` says in a sentence why nothing was added.
    """

    text: str
    added: str
    note: str | None = None

    @property
    def detail(self) -> str:
        """What the step tells: what was added, or why nothing was."""
        return self.note or self.added


class PromptPort(Protocol):
    """Writes a short prompt out into a full one."""

    async def enhance(self, prompt: str, style: str) -> Enhanced:
        """The person's words followed by scene, light, lens and mood. Never loses their words."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The bytes of a picture (PNG, JPEG or WebP) and what is to be told about it."""

    data: bytes
    note: str | None = None


class LocalEngine(Protocol):
    """Draws on this machine, in a ``cpu`` worker. Blocks; runs in a thread."""

    name: str
    model: str
    source_type: str

    def draw(self, request: FrozenRequest, seed: int, progress: Callable[[float], None]) -> Drawn:
        """One picture. ``progress`` gets 0 to 1 and may raise to stop the work."""


@dataclass(frozen=True, slots=True)
class FinishedPicture:
    """A picture as it will be stored, with its small versions. ``phash`` is 64 bits in hex."""

    original: bytes
    content_type: str
    preview: bytes
    thumb: bytes
    thumbhash: str
    width: int
    height: int
    sha256: str
    phash: str


class FinisherPort(Protocol):
    """Marks and measures a picture. Blocks; runs in a thread."""

    def finish(
        self, raw: bytes, *, size: tuple[int, int], watermark: bool, source_type: str
    ) -> FinishedPicture:
        """The same bytes in give the same bytes out. Raises ``InvalidInput`` for what is no picture."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an operator sets: times in seconds, counts."""

    deadline_seconds: int
    lease_seconds: int
    attempts_max: int
    running_max: int
    portraits_per_day: int


@dataclass(frozen=True, slots=True)
class Studio:
    """The engine in use and its limits, as the domain sees them."""

    engine: str
    model: str
    source_type: str
    limits: Limits
