"""Asks the local engine what of a prompt it will not draw."""

from dataclasses import dataclass

from influencer_app.db.transaction import reading
from influencer_app.domain.characters.queries import get_appearance
from influencer_app.domain.characters.schemas import Appearance
from influencer_app.domain.generation.ports.engine import PromptToCheck
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import NotFound
from influencer_app.web.parsing import parse_id
from influencer_app.wiring import runtime


@dataclass(frozen=True)
class PromptQuestion:
    """The fields of the composer that decide it; ``prompt`` has what enhancing added."""

    prompt: str = ""
    negative: str = ""
    style: str = ""
    character_id: str = ""


async def read_not_drawn(actor: Actor, asked: PromptQuestion) -> str:
    """The sentences; empty where a provider serves new requests, and without a prompt."""
    engine = runtime().engine_config.local_engine
    if engine is None or not asked.prompt.strip():
        return ""
    appearance = await _read_appearance(actor, asked.character_id)
    return " ".join(engine.not_drawn(PromptToCheck(asked.prompt, asked.negative, asked.style, appearance)))


async def _read_appearance(actor: Actor, character_id: str) -> Appearance | None:
    """The character's traits; None for no character, or one that was deleted meanwhile."""
    if not character_id:
        return None
    try:
        async with reading(actor) as session:
            return await get_appearance(session, actor, parse_id(character_id))
    except NotFound:
        return None
