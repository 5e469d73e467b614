"""Port of local engines, and the configuration of all engines."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from influencer_app.domain.characters.schemas import Appearance
from influencer_app.domain.generation.ports.speech import Voice
from influencer_app.domain.generation.schemas import FrozenRequest


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


@dataclass(frozen=True, slots=True)
class PromptToCheck:
    """What is known of a picture before it is asked for; ``appearance`` is the character's."""

    prompt: str
    negative_prompt: str = ""
    style: str = "realistic"
    appearance: Appearance | None = None


class LocalEngine(Protocol):
    """Renders on this machine, in a ``cpu`` worker. Blocks; runs in a thread.

    ``kinds`` are those it supports: ``image``, ``character_image``, ``video``, ``avatar``.
    ``style_labels`` are what it calls the styles that the catalogue's word does not fit, and ``vocabulary``
    are groups of words that it knows, each with a title; both may be empty. ``set_note`` says in what the
    pictures of a set do not differ.
    """

    name: str
    model: str
    source_type: str
    kinds: frozenset[str]
    clip_seconds: float
    clip_fps: int
    voices: tuple[Voice, ...]
    style_labels: Mapping[str, str]
    vocabulary: tuple[tuple[str, tuple[str, ...]], ...]
    set_note: str

    def check_prompt(self, prompt: str) -> None:
        """Raises ``InvalidInput`` for a prompt of which the engine can read nothing."""

    def not_drawn(self, asked: PromptToCheck) -> tuple[str, ...]:
        """What of a prompt will not be in the picture, in the sentences of the result's note. Quick."""

    def spoken_seconds(self, request: FrozenRequest) -> float:
        """How long it speaks the script of a request. Blocks; raises ``InvalidInput`` like ``render``."""

    def render(
        self, request: FrozenRequest, seed: int, inputs: RenderInputs, progress: Callable[[float], None]
    ) -> RenderResult:
        """Renders one output: an image, or an MP4 with WebVTT captions if it speaks.

        ``progress`` is called with 0 to 1 and may raise to stop the work. Raises ``InvalidInput``, which is
        permanent, for a request that it cannot render.
        """


@dataclass(frozen=True, slots=True)
class Limits:
    """The operator's limits: seconds and counts.

    ``provider_seconds`` is the deadline at a provider, ``give_up_seconds`` how long its calls may fail.
    """

    deadline_seconds: int
    provider_seconds: int
    give_up_seconds: int
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

    @property
    def local_engine(self) -> LocalEngine | None:
        """The engine on this machine that serves new requests; None where a provider does."""
        return self.local_engines.get(self.default_engine)

    def style_label(self, engine: str, style: str) -> str:
        """What ``engine`` calls a style, or an empty text for the usual word."""
        local = self.local_engines.get(engine)
        return local.style_labels.get(style, "") if local else ""

    def voices_of(self, engine: str) -> tuple[Voice, ...]:
        """The voices that ``engine`` speaks a script with by itself; none where a speech provider does."""
        local = self.local_engines.get(engine)
        return () if local is None or self.has_speech else local.voices
