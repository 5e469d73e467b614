"""Reads what Create shows: one transaction, no lock held."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.transaction import reading
from influencer_app.domain.gallery.queries import get_output, list_outputs
from influencer_app.domain.gallery.schemas import GalleryFilter
from influencer_app.domain.generation.queries import get_generation, list_generations
from influencer_app.domain.generation.requests.drafts import DraftFields, get_draft
from influencer_app.domain.generation.requests.model_choice import ModeAvailability, list_mode_availability
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.domain.uploads.service import get_upload
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError, NotFound
from influencer_app.web.cards.output import OutputCard, output_card
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.stream_state import EVERYTHING, PAGE_SIZE, GenerationPage
from influencer_app.web.parsing import parse_id
from influencer_app.web.shell.data import ShellData, read_shell
from influencer_app.wiring import runtime

SOURCES_MAX = 12
"""The newest pictures that are offered to make a video of."""

PAUSE_SHOWN_SECONDS = 5


@dataclass(frozen=True)
class DraftData:
    """A saved draft with its files; ``audio`` and ``source`` are empty where one of them is gone."""

    fields: DraftFields
    saved_at: datetime
    source: OutputCard | None = None
    audio: str = ""
    audio_seconds: float = 0.0


@dataclass(frozen=True)
class CreateData:
    """Everything on the page. ``problem`` is what an address asked for that does not exist."""

    shell: ShellData
    offers: dict[str, ModeAvailability]
    sources: list[OutputCard]
    page: GenerationPage
    draft: DraftData | None
    provider_notice: str
    picture: OutputCard | None = None
    recalled: GenerationDetail | None = None
    problem: AppError | None = None


async def read_create(actor: Actor, picture_id: str, recalled_id: str) -> CreateData:
    """The page, with the picture and the generation that its address names (either may be empty)."""
    provider_notice = await read_provider_notice()
    picture = recalled = problem = None
    async with reading(actor) as session:
        shell = await read_shell(session, actor)
        offers = await list_mode_availability(session)
        newest = await list_outputs(session, actor, GalleryFilter(kind="image"), limit=SOURCES_MAX)
        page = await list_generations(session, actor, EVERYTHING, limit=PAGE_SIZE)
        draft = await _read_draft(session, actor)
        try:
            if picture_id:
                picture = await _read_source(session, actor, picture_id)
            if recalled_id:
                recalled = await get_generation(session, actor, parse_id(recalled_id))
        except AppError as error:
            problem = error
    return CreateData(
        shell=shell,
        offers=offers,
        sources=[output_card(item.output, item.prompt) for item in newest.items],
        page=GenerationPage(page.items, page.next_cursor or ""),
        draft=draft,
        provider_notice=provider_notice,
        picture=picture,
        recalled=recalled,
        problem=problem,
    )


async def read_provider_notice() -> str:
    """What to say about the provider; empty while it answers, and where none is used."""
    app = runtime()
    if not app.engine_config.remote:
        return ""
    state = await app.limiter.state(app.engine_config.default_engine)
    if state.broken:
        return copy.PROVIDER_BROKEN
    if state.seconds_left > PAUSE_SHOWN_SECONDS:
        return copy.PROVIDER_PAUSE.format(seconds=state.seconds_left)
    return ""


async def _read_source(session: AsyncSession, actor: Actor, output_id: str) -> OutputCard:
    item = await get_output(session, actor, parse_id(output_id))
    return output_card(item.output, item.prompt)


async def _read_draft(session: AsyncSession, actor: Actor) -> DraftData | None:
    found = await get_draft(session, actor)
    if found is None:
        return None
    fields, saved_at = found
    source, audio, seconds = None, "", 0.0
    try:
        if fields.audio:
            upload = await get_upload(session, actor, parse_id(fields.audio))
            audio, seconds = str(upload.id), upload.seconds or 0.0
        if fields.source:
            source = await _read_source(session, actor, fields.source)
    except NotFound:
        return DraftData(fields, saved_at)
    return DraftData(fields, saved_at, source, audio, seconds)
