"""What generation needs of the outside; ``integrations`` fill these."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, Self

from influencer_app.domain.generation.schemas import FrozenRequest
from influencer_app.domain.generation.speech import Voice


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
    """The bytes of a picture (PNG, JPEG, WebP) or a film (MP4), and what is to be told about it."""

    data: bytes
    note: str | None = None
    captions: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that a request names: a picture (JPEG, PNG or WebP) and a sound (WAV)."""

    picture: bytes | None = None
    audio: bytes | None = None


class LocalEngine(Protocol):
    """Draws on this machine, in a ``cpu`` worker. Blocks; runs in a thread.

    ``kinds`` are those it can make: ``image``, ``character_image``, ``video``, ``avatar``.
    """

    name: str
    model: str
    source_type: str
    kinds: frozenset[str]
    clip_seconds: float
    clip_fps: int
    voices: tuple[Voice, ...]

    def draw(
        self, request: FrozenRequest, seed: int, inputs: Inputs, progress: Callable[[float], None]
    ) -> Drawn:
        """One output: a picture, or an MP4 with captions as WebVTT where it speaks.

        ``progress`` gets 0 to 1 and may raise to stop the work.
        """


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A file that went into an output: what it was, its media type, and SHA-256 in hex."""

    title: str
    content_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """How an output came to be, to be signed into its file.

    ``source_type`` is an IPTC digital source type: the composite one where a real face or a picture
    that was not made here went in.
    """

    source_type: str
    engine: str
    model: str
    made_at: datetime
    ingredients: tuple[Ingredient, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedFile:
    """A file as it will be stored, with its small pictures (WebP).

    Width and height in pixels; ``sha256`` (hex) is of ``original``; ``phash`` is 64 bits in hex, of
    the picture or of the film's poster.
    """

    original: bytes
    content_type: str
    preview: bytes
    thumb: bytes
    thumbhash: str
    width: int
    height: int
    sha256: str
    phash: str

    def as_stored(self, original: bytes) -> Self:
        """The same with the bytes that an earlier try has stored."""
        return replace(self, original=original, sha256=hashlib.sha256(original).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedPicture(FinishedFile):
    """A picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedVideo(FinishedFile):
    """A film; preview, thumb, thumbhash and phash are those of its poster."""

    duration_seconds: float
    frames_per_second: float
    has_sound: bool


class FinisherPort(Protocol):
    """Marks, measures and signs what engines made. Blocks; runs in a thread of a ``cpu`` worker.

    Repeating it gives files that look and say the same, but not the same bytes of ``original``:
    signatures are salted. So the first original that is stored stays (``BlobStore.put_new``).
    """

    def finish(
        self, raw: bytes, *, size: tuple[int, int], watermark: bool, provenance: Provenance
    ) -> FinishedPicture:
        """``raw`` at ``size`` (width, height). Raises ``InvalidInput`` for what is no picture."""

    def finish_video(self, raw: bytes, *, watermark: bool, provenance: Provenance) -> FinishedVideo:
        """A film (MP4, QuickTime, WebM) as MP4 that every browser plays, at the size it has.

        Raises ``InvalidInput`` for what is no whole film. A core-second for each 4 s of 720 x 1280
        where frames have to be encoded, for each 20 s where not.
        """


@dataclass(frozen=True, slots=True)
class GateState:
    """How a provider is: seconds until it is called again, and whether that is for its failures."""

    seconds_left: float
    broken: bool


class GatePort(Protocol):
    """Keeps all workers together under a provider's limits, and away from one that is down."""

    async def enter(self, provider: str) -> float:
        """0 to go on, else the seconds to wait before the next try."""

    async def hold(self, provider: str, seconds: float) -> None:
        """The provider has asked for a pause."""

    async def report(self, provider: str, ok: bool) -> None:
        """How a call went; several failures in a row close the gate for a while."""

    async def state(self, provider: str) -> GateState:
        """How the provider is now."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an operator sets: times in seconds, counts. ``provider_seconds`` is the deadline at a provider."""

    deadline_seconds: int
    provider_seconds: int
    lease_seconds: int
    attempts_max: int
    running_max: int
    portraits_per_day: int


@dataclass(frozen=True, slots=True)
class Studio:
    """The engine in use and its limits, as the domain sees them.

    ``local`` is the name of the engine that draws on this machine; any other is a provider, whose
    models are in the catalogue. ``voices`` are those of an engine that speaks by itself, with its own names.
    """

    engine: str
    model: str
    source_type: str
    limits: Limits
    local: str
    kinds: frozenset[str] = frozenset({"image", "character_image"})
    clip_seconds: float = 0
    clip_fps: int = 0
    voices: tuple[Voice, ...] = ()

    @property
    def remote(self) -> bool:
        """Whether a provider does the work of new requests."""
        return self.is_remote(self.engine)

    def is_remote(self, engine: str) -> bool:
        """Whether ``engine``, as it stands in a request, is a provider."""
        return engine != self.local
