"""The queries that pages, workers and scripts repeat most, as calls of the domain."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.pages import encode_cursor
from influencer_app.domain.credits.queries import get_balance, list_entries, spent_by_day
from influencer_app.domain.credits.schemas import EntryFilter
from influencer_app.domain.gallery.queries import (
    count_by_character,
    count_outputs,
    get_figures,
    has_outputs,
    list_outputs,
)
from influencer_app.domain.gallery.schemas import GalleryFilter
from influencer_app.domain.generation.lifecycle.portraits import find_newest_portrait
from influencer_app.domain.generation.lifecycle.scheduler import queue_positions
from influencer_app.domain.generation.lifecycle.turns import next_turn
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.queries import (
    count_by_status,
    list_ended,
    list_generations,
    list_running,
)
from influencer_app.domain.generation.requests.portraits import count_portraits_today
from influencer_app.domain.generation.schemas import GenerationFilter
from influencer_app.domain.outputs.models import Output
from influencer_app.domain.workspaces.models import Workspace
from influencer_app.domain.workspaces.schemas import Actor

DEEP_PAGE = 1_000
PAGE = 40
OPEN_TABS = 500
Query = Callable[[AsyncSession], Awaitable[object]]


async def hot_queries(session: AsyncSession) -> dict[str, Query]:
    """The queries by what they find, in a database that ``history.fill`` has filled."""
    heavy, small = await person(session, 1), await person(session, 2)
    old = await _old_character(session, heavy)
    deep = await _deep_cursor(session, heavy)
    waiting = await session.scalars(
        select(col(Generation.id)).where(
            col(Generation.workspace_id) == heavy.workspace_id, col(Generation.status) == "queued"
        )
    )
    own = list(waiting)
    others = await session.scalars(select(col(Generation.id)).where(col(Generation.status) == "queued"))
    tabs = others.all()[:OPEN_TABS]
    long_ago = now() - timedelta(days=20)
    everything = GenerationFilter()
    return {
        "gallery, page 1": lambda s: list_outputs(s, heavy, limit=PAGE),
        "gallery, page 1,000 or the last": lambda s: list_outputs(s, heavy, cursor=deep, limit=PAGE),
        "gallery, favourites (all are old)": lambda s: list_outputs(s, heavy, GalleryFilter(favourite=True)),
        "gallery, a character with old pictures": lambda s: list_outputs(
            s, heavy, GalleryFilter(character_id=old)
        ),
        "gallery, a kind that was never made": lambda s: list_outputs(s, heavy, GalleryFilter(kind="avatar")),
        "gallery of somebody whose pictures are old": lambda s: list_outputs(s, small),
        "count outputs": lambda s: count_outputs(s, heavy),
        "count outputs of a kind that was never made": lambda s: count_outputs(
            s, heavy, GalleryFilter(kind="avatar")
        ),
        "any of a kind that was never made": lambda s: has_outputs(s, heavy, GalleryFilter(kind="avatar")),
        "count outputs by character": lambda s: count_by_character(s, heavy),
        "running generations": lambda s: list_running(s, heavy),
        "ended generations": lambda s: list_ended(s, heavy, 20),
        "generations, page 1": lambda s: list_generations(s, heavy, everything),
        "generations of a kind that was never made": lambda s: list_generations(
            s, heavy, GenerationFilter(type="avatar")
        ),
        "generations of a kind that was never made with a character": lambda s: list_generations(
            s, heavy, GenerationFilter(type="avatar", character_id=old)
        ),
        "figures of a character": lambda s: get_figures(s, heavy, old),
        "the newest portrait of a character": lambda s: find_newest_portrait(s, old),
        "generations with favourites (all are old)": lambda s: list_generations(
            s, heavy, GenerationFilter(favourite=True)
        ),
        "generations until 20 days ago": lambda s: list_generations(s, heavy, GenerationFilter(to=long_ago)),
        "balance": lambda s: get_balance(s, heavy),
        "ledger, page 1": lambda s: list_entries(s, heavy),
        "ledger, a kind without entries": lambda s: list_entries(s, heavy, asked=EntryFilter(kind="adjust")),
        "ledger, bought credits (all are old)": lambda s: list_entries(
            s, heavy, asked=EntryFilter(bucket="bought")
        ),
        "ledger until 20 days ago": lambda s: list_entries(s, heavy, asked=EntryFilter(to=long_ago)),
        "spent by day": lambda s: spent_by_day(s, heavy, "Europe/Zurich", 30),
        "portraits of today": lambda s: count_portraits_today(s, heavy),
        "turn of a new generation": lambda s: s.scalar(select(next_turn(heavy.person_id))),
        "queue positions of one person": lambda s: queue_positions(s, own),
        "queue positions for up to 500 open tabs": lambda s: queue_positions(s, tabs),
        "generations by status (metrics)": count_by_status,
    }


async def person(session: AsyncSession, number: int) -> Actor:
    owner = await session.scalar(
        text("select id from person where email_key = :key"), {"key": f"{number}@example.com"}
    )
    workspace_id = await session.scalar(
        select(col(Workspace.id)).where(col(Workspace.personal_owner_id) == owner)
    )
    return Actor(person_id=owner, workspace_id=workspace_id, role="owner")


async def _old_character(session: AsyncSession, heavy: Actor) -> UUID:
    """The character that was not used for long."""
    found = await session.scalar(
        text("select id from character where workspace_id = :own and name = 'Amara 9'"),
        {"own": heavy.workspace_id},
    )
    return UUID(str(found))


async def _deep_cursor(session: AsyncSession, heavy: Actor) -> str:
    """The cursor before the thousandth page, or before the last one."""
    ids = select(col(Output.id)).where(col(Output.workspace_id) == heavy.workspace_id)
    newest = await session.scalars(ids.order_by(col(Output.id).desc()).limit(DEEP_PAGE * PAGE))
    return encode_cursor(list(newest)[:-PAGE][-1])
