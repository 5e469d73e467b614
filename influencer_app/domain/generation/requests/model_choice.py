"""Selects engine and model for a kind at request time, to freeze into the request."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.outbox import port
from influencer_app.domain.billing import pricing
from influencer_app.domain.billing.pricing import PriceKind
from influencer_app.domain.billing.schemas import PriceDetail
from influencer_app.domain.generation.kinds.registry import list_price_kinds
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.rules import FPS_MAX, FPS_MIN
from influencer_app.domain.model_catalog.queries import WORDS, get_usable
from influencer_app.errors import NotConfigured, NotFound

TRAINED = "trainedAlgorithmicMedia"
COMPOSITE = "compositeWithTrainedAlgorithmicMedia"


@dataclass(frozen=True, slots=True)
class ModelSelection:
    """What will make an output, and the price of its kind.

    ``seconds`` and ``fps`` are those of a clip, ``frame_rates`` the lowest and highest that can be asked for
    (None: it has its own). ``references_max`` and ``outputs_max`` are those of the model.
    """

    engine: str
    model: str
    version: str
    source_type: str
    price: PriceDetail
    fps: int = 0
    frames: int = 0
    seconds: float = 0
    takes_faces: bool = False
    frame_rates: tuple[int, int] | None = (FPS_MIN, FPS_MAX)
    references_max: int | None = None
    outputs_max: int | None = None

    def clip(self, fps: int | None) -> tuple[int, float]:
        """Frame rate and true length in seconds of a clip at ``fps``, or at the default rate.

        The rate is the nearest one that the model can make.
        """
        rate = self.fps
        if fps and self.frame_rates:
            rate = min(max(fps, self.frame_rates[0]), self.frame_rates[1])
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
    prices = {price.kind: price for price in await list_current_prices(session)}
    offers: dict[str, ModeAvailability] = {}
    for kind in list_price_kinds():
        if kind not in prices:
            raise NotFound("A price for this")
        price = prices[kind]
        try:
            selection = await _choose(session, kind, price)
        except NotConfigured as error:
            offers[kind] = ModeAvailability(price.credits, price.per_seconds, error.sentence)
            continue
        fps, seconds = selection.clip(None)
        offers[kind] = ModeAvailability(price.credits, price.per_seconds, "", fps, seconds)
    return offers


async def get_current_price(session: AsyncSession, kind: PriceKind) -> PriceDetail:
    """The price of ``kind`` at the engine that serves new requests. Raises ``NotFound`` for none."""
    return await pricing.get_price(session, kind, port(session, EngineConfig).default_engine)


async def list_current_prices(session: AsyncSession) -> list[PriceDetail]:
    """The price of each kind at the engine that serves new requests, lowest first."""
    return await pricing.list_prices(session, port(session, EngineConfig).default_engine)


async def list_character_prices(session: AsyncSession, *, has_face: bool) -> dict[str, int]:
    """Credits of each kind that is made with a character, at the engine that serves new requests."""
    credits = {price.kind: price.credits for price in await list_current_prices(session)}
    config = port(session, EngineConfig)
    found: dict[str, int] = {}
    for kind in list_price_kinds():
        priced_as = price_kind_at(config, kind, has_face=has_face)
        if priced_as in credits:
            found[kind] = credits[priced_as]
    return found


async def select_model(session: AsyncSession, kind: PriceKind, *, has_face: bool = True) -> ModelSelection:
    """Selects the engine and price for ``kind``. Raises ``NotConfigured`` if there is none.

    ``has_face``: whether reference images show the character, see ``price_kind_at``.
    """
    kind = price_kind_at(port(session, EngineConfig), kind, has_face=has_face)
    return await _choose(session, kind, await get_current_price(session, kind))


async def _choose(session: AsyncSession, kind: PriceKind, price: PriceDetail) -> ModelSelection:
    config = port(session, EngineConfig)
    name = config.default_engine
    has_fixed_length = list_price_kinds()[kind].has_fixed_length
    if not config.is_remote(name):
        engine = config.local_engines[name]
        if kind not in engine.kinds:
            raise NotConfigured(f"{WORDS[kind]} are not configured here yet. Nothing was charged.")
        return ModelSelection(
            engine=name,
            model=engine.model,
            version="",
            source_type=engine.source_type,
            price=price,
            fps=engine.clip_fps if has_fixed_length else 0,
            seconds=engine.clip_seconds if has_fixed_length else 0,
        )
    model = await get_usable(session, name, kind)
    return ModelSelection(
        engine=name,
        model=model.name,
        version=model.version,
        source_type=TRAINED,
        price=price,
        fps=(model.frames_per_second or 0) if has_fixed_length else 0,
        frames=(model.frames or 0) if has_fixed_length else 0,
        seconds=(model.seconds or 0) if has_fixed_length else 0,
        takes_faces=kind == "character_image",
        frame_rates=model.frame_rates,
        references_max=model.references_max,
        outputs_max=model.outputs_max,
    )


def price_kind_at(config: EngineConfig, kind: PriceKind, *, has_face: bool) -> PriceKind:
    """The kind that a request of ``kind`` is priced as at the engine that serves new requests.

    A provider's model draws a character without a face from the words alone, for the price of a picture.
    """
    by_words = kind == "character_image" and not has_face and config.remote
    return "image" if by_words else kind
