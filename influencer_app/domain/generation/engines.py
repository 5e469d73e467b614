"""Which engine and model make a kind, decided when it is asked for and frozen into the request."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.outbox import port
from influencer_app.domain.billing.queries import get_price
from influencer_app.domain.catalogue.queries import WORDS, get_usable
from influencer_app.domain.generation.ports import Studio
from influencer_app.errors import NotConfigured

KINDS = ("image", "character_image", "video", "avatar")
TRAINED = "trainedAlgorithmicMedia"
COMPOSITE = "compositeWithTrainedAlgorithmicMedia"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What will make an output, and its price in credits. ``seconds`` and ``fps`` are those of a clip."""

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
        """Frames a second and the true length in seconds of a clip at ``fps``, or at the usual one."""
        rate = fps or self.fps
        return rate, round(self.frames / rate, 2) if self.frames else self.seconds


@dataclass(frozen=True, slots=True)
class Offer:
    """What a kind costs and gives here; ``missing`` says why it cannot be made, and is empty when it can.

    ``seconds`` is the length of a clip at ``fps`` frames a second; ``per_seconds`` the span that is charged.
    """

    credits: int
    per_seconds: int | None
    missing: str = ""
    fps: int = 0
    seconds: float = 0


async def list_offers(session: AsyncSession) -> dict[str, Offer]:
    """Every kind by its name: ``image``, ``character_image``, ``video``, ``avatar``."""
    offers: dict[str, Offer] = {}
    for kind in KINDS:
        try:
            chosen = await choose(session, kind)
        except NotConfigured as error:
            price = await get_price(session, kind)
            offers[kind] = Offer(price.credits, price.per_seconds, error.sentence)
            continue
        fps, seconds = chosen.clip(None) if kind == "video" else (0, 0.0)
        offers[kind] = Offer(chosen.price, chosen.per_seconds, "", fps, seconds)
    return offers


async def choose(session: AsyncSession, kind: str, *, faceless: bool = False) -> Chosen:
    """The engine for ``kind`` with its price; ``NotConfigured`` where there is none.

    ``faceless`` says that no reference face exists: a provider's model draws the character from words then.
    """
    studio = port(session, Studio)
    price = await get_price(session, kind)
    if not studio.remote:
        if kind not in studio.kinds:
            raise NotConfigured(f"{WORDS[kind]} are not configured here yet. Nothing was charged.")
        return Chosen(
            engine=studio.engine,
            model=studio.model,
            version="",
            source_type=studio.source_type,
            price=price.credits,
            per_seconds=price.per_seconds,
            fps=studio.clip_fps,
            seconds=studio.clip_seconds,
        )
    by_words = kind == "character_image" and faceless
    model = await get_usable(session, studio.engine, "image" if by_words else kind)
    return Chosen(
        engine=studio.engine,
        model=model.name,
        version=model.version,
        source_type=TRAINED,
        price=price.credits if model.credits is None else model.credits,
        per_seconds=price.per_seconds,
        fps=model.frames_per_second or 0,
        frames=model.frames or 0,
        takes_faces=kind == "character_image" and not by_words,
    )
