"""Ports and configuration of engines."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, Self

from influencer_app.domain.generation.ports.speech import Voice
from influencer_app.domain.generation.schemas import FrozenRequest


@dataclass(frozen=True, slots=True)
class Enhanced:
    """An enhanced prompt. ``text`` begins with the person's own words.

    ``note`` explains why nothing was added.
    """

    text: str
    added: str
    note: str | None = None

    @property
    def detail(self) -> str:
        """The step's detail: what was added, or why nothing was."""
        return self.note or self.added


class PromptPort(Protocol):
    """Enhances short prompts."""

    async def enhance(self, prompt: str, style: str) -> Enhanced:
        """Appends scene, light, lens and mood to the person's words, which are kept."""


@dataclass(frozen=True, slots=True)
class RenderResult:
    """The bytes of an image (PNG, JPEG, WebP) or video (MP4), with a note for the person."""

    data: bytes
    note: str | None = None
    captions: str = ""


@dataclass(frozen=True, slots=True)
class RenderInputs:
    """The input files of a request: an image (JPEG, PNG or WebP) and audio (WAV)."""

    picture: bytes | None = None
    audio: bytes | None = None


class LocalEngine(Protocol):
    """Renders on this machine, in a ``cpu`` worker. Blocks; runs in a thread.

    ``kinds`` are those it supports: ``image``, ``character_image``, ``video``, ``avatar``.
    """

    name: str
    model: str
    source_type: str
    kinds: frozenset[str]
    clip_seconds: float
    clip_fps: int
    voices: tuple[Voice, ...]

    def render(
        self, request: FrozenRequest, seed: int, inputs: RenderInputs, progress: Callable[[float], None]
    ) -> RenderResult:
        """Renders one output: an image, or an MP4 with WebVTT captions if it speaks.

        ``progress`` is called with 0 to 1 and may raise to stop the work.
        """


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A source file of an output: title, media type and SHA-256 in hex."""

    title: str
    content_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """The origin of an output, to sign into its file.

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
    """A file ready to store, with its previews (WebP).

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
        """A copy with the bytes that an earlier attempt stored."""
        return replace(self, original=original, sha256=hashlib.sha256(original).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedImage(FinishedFile):
    """A finished image."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedVideo(FinishedFile):
    """A video; preview, thumb, thumbhash and phash are those of its poster."""

    duration_seconds: float
    frames_per_second: float
    has_sound: bool


class FinisherPort(Protocol):
    """Marks, measures and signs rendered files. Blocks; runs in a thread of a ``cpu`` worker.

    Repeating it gives files that look and say the same, but not the same bytes of ``original``:
    signatures are salted. So the first original that is stored stays (``BlobStore.put_new``).
    """

    def finish(
        self, raw: bytes, *, size: tuple[int, int], watermark: bool, provenance: Provenance
    ) -> FinishedImage:
        """Finishes an image at ``size`` (width, height). Raises ``InvalidInput`` if it is not an image."""

    def finish_video(self, raw: bytes, *, watermark: bool, provenance: Provenance) -> FinishedVideo:
        """Finishes a video (MP4, QuickTime, WebM) as an MP4 that every browser plays, at its own size.

        Raises ``InvalidInput`` if it is not a whole video. A core-second for each 4 s of 720 x 1280
        where frames have to be encoded, for each 20 s where not.
        """


@dataclass(frozen=True, slots=True)
class ProviderLimiterState:
    """State of a provider's limiter: seconds until the next call, and whether failures caused the pause."""

    seconds_left: float
    broken: bool


class ProviderLimiter(Protocol):
    """Rate limiter and circuit breaker of a provider, shared by all workers."""

    async def acquire(self, provider: str) -> float:
        """0 to proceed, else the seconds to wait."""

    async def pause(self, provider: str, seconds: float) -> None:
        """Pauses all calls, at the provider's request."""

    async def report(self, provider: str, ok: bool) -> None:
        """Reports a call's result; repeated failures open the circuit for a while."""

    async def state(self, provider: str) -> ProviderLimiterState:
        """The provider's current state."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The operator's limits: seconds and counts. ``provider_seconds`` is the deadline at a provider."""

    deadline_seconds: int
    provider_seconds: int
    lease_seconds: int
    attempts_max: int
    running_max: int
    portraits_per_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineConfig:
    """The engines that are configured here, by name, and the operator's limits.

    ``default_engine`` serves new requests. ``local_engines`` run on this machine; ``providers`` are the
    names of services that run the models of the catalog. ``has_speech`` says that a speech provider
    speaks the scripts, so that no engine has to.
    """

    default_engine: str
    limits: Limits
    local_engines: Mapping[str, LocalEngine]
    providers: frozenset[str] = frozenset()
    has_speech: bool = False

    @property
    def engine_names(self) -> tuple[str, ...]:
        """Every engine that is configured here."""
        return (*self.local_engines, *sorted(self.providers))

    @property
    def remote(self) -> bool:
        """True if a provider serves new requests."""
        return self.is_remote(self.default_engine)

    def is_remote(self, engine: str) -> bool:
        """Whether ``engine``, as it stands in a request, is a configured provider."""
        return engine in self.providers

    def is_configured(self, engine: str) -> bool:
        """Whether ``engine``, as it stands in a request, can still do its work."""
        return engine in self.local_engines or engine in self.providers

    def voices_of(self, engine: str) -> tuple[Voice, ...]:
        """The voices that ``engine`` speaks a script with by itself; none where a speech provider does."""
        local = self.local_engines.get(engine)
        return () if local is None or self.has_speech else local.voices
