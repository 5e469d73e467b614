"""Selects engine and model for a kind at request time, to freeze into the request."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.outbox import port
from influencer_app.domain.billing.queries import get_price
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.model_catalog.queries import WORDS, get_usable
from influencer_app.errors import NotConfigured

KINDS = ("image", "character_image", "video", "avatar")
TRAINED = "trainedAlgorithmicMedia"
COMPOSITE = "compositeWithTrainedAlgorithmicMedia"


@dataclass(frozen=True, slots=True)
class ModelSelection:
    """The selected engine and model, with the price in credits. ``seconds`` and ``fps`` describe a clip."""

    engine: str
    model: str
    version: str
    source_type: str
    price: int
    per_seconds: int | None
    fps: int = 0
    frames: int = 0
    seconds: float = 0
    takes_faces: bool = False

    def clip(self, fps: int | None) -> tuple[int, float]:
        """Frame rate and true length in seconds of a clip at ``fps``, or at the default rate."""
        rate = fps or self.fps
        return rate, round(self.frames / rate, 2) if self.frames else self.seconds


@dataclass(frozen=True, slots=True)
class ModeAvailability:
    """Price and availability of a kind; ``missing`` says why it is unavailable, or is empty.

    ``seconds`` is the length of a clip at ``fps``; ``per_seconds`` the charged time unit.
    """

    credits: int
    per_seconds: int | None
    missing: str = ""
    fps: int = 0
    seconds: float = 0


async def list_mode_availability(session: AsyncSession) -> dict[str, ModeAvailability]:
    """Every kind by its name: ``image``, ``character_image``, ``video``, ``avatar``."""
    offers: dict[str, ModeAvailability] = {}
    for kind in KINDS:
        try:
            selection = await select_model(session, kind)
        except NotConfigured as error:
            price = await get_price(session, kind)
            offers[kind] = ModeAvailability(price.credits, price.per_seconds, error.sentence)
            continue
        fps, seconds = selection.clip(None) if kind == "video" else (0, 0.0)
        offers[kind] = ModeAvailability(selection.price, selection.per_seconds, "", fps, seconds)
    return offers


async def select_model(session: AsyncSession, kind: str, *, faceless: bool = False) -> ModelSelection:
    """Selects the engine and price for ``kind``. Raises ``NotConfigured`` if there is none.

    ``faceless``: no reference image exists, so a provider's model works from the prompt alone.
    """
    config = port(session, EngineConfig)
    price = await get_price(session, kind)
    if not config.remote:
        if kind not in config.kinds:
            raise NotConfigured(f"{WORDS[kind]} are not configured here yet. Nothing was charged.")
        return ModelSelection(
            engine=config.engine,
            model=config.model,
            version="",
            source_type=config.source_type,
            price=price.credits,
            per_seconds=price.per_seconds,
            fps=config.clip_fps,
            seconds=config.clip_seconds,
        )
    by_words = kind == "character_image" and faceless
    model = await get_usable(session, config.engine, "image" if by_words else kind)
    return ModelSelection(
        engine=config.engine,
        model=model.name,
        version=model.version,
        source_type=TRAINED,
        price=price.credits if model.credits is None else model.credits,
        per_seconds=price.per_seconds,
        fps=model.frames_per_second or 0,
        frames=model.frames or 0,
        takes_faces=kind == "character_image" and not by_words,
    )
