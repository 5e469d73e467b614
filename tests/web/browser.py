"""States as a tab has them, without a browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from urllib.parse import urlencode
from uuid import UUID

import reflex as rx
from reflex.istate.data import HeaderData, ReflexURL, RouterData, SessionData

from influencer_app.db.base import new_id
from influencer_app.db.outbox import member_topic, workspace_topic
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import tokens
from influencer_app.domain.accounts.service import open_session
from influencer_app.domain.characters.schemas import NewCharacter
from influencer_app.domain.characters.service import create_character
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.integrations.live.redis import ReceivedEvent
from influencer_app.web import routes
from influencer_app.web.live.clients import CLIENTS
from influencer_app.web.live.lifespan import apply_updates
from influencer_app.web.live.updates import LiveUpdate, Pending, read_update
from influencer_app.web.live_loaders import load_all
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.generate.composer_state import ComposerState
from influencer_app.web.pages.generate.draft_state import DraftState
from influencer_app.web.pages.generate.state import GenerateState
from influencer_app.web.pages.generate.stream_state import StreamState
from influencer_app.web.pages.generate.video_form_state import VideoFormState
from influencer_app.web.shell.state import ShellState
from influencer_app.wiring import runtime

StateT = TypeVar("StateT", bound=rx.State)
load_all()


async def cookie_of(actor: Actor) -> str:
    """The header that a signed-in browser of this person sends."""
    own = runtime().settings
    async with transaction() as session:
        session_id = await open_session(session, actor.person_id, "test", 1)
    return f"{tokens.COOKIE}={tokens.sign(session_id, own.secret_keys, 1)}"


async def tab(kind: type[StateT], actor: Actor | None, path: str = "/", /, **query: str) -> StateT:
    """The state of a fresh tab; ``actor`` None is nobody."""
    root = rx.State(_reflex_internal_init=True)
    cookie = await cookie_of(actor) if actor else ""
    url = f"http://localhost:3000{path}?{urlencode(query)}"
    root.router = RouterData(
        session=SessionData(client_token=str(new_id())),
        headers=HeaderData(cookie=cookie),
        url=ReflexURL(url),
    )
    if actor is not None:
        (await root.get_state(PageState)).workspace_id = str(actor.workspace_id)
    return await root.get_state(kind)


def sibling(state: rx.State, kind: type[StateT]) -> StateT:
    """Another state of the same tab."""
    return cast(StateT, state._get_root_state().get_substate(kind.get_full_name().split(".")))


def shell(state: rx.State) -> ShellState:
    """The frame's state of the same tab."""
    return sibling(state, ShellState)


async def call(state: rx.State, name: str, *given: Any) -> Any:
    """What the socket does: the handler by its name, with whatever arguments it was sent."""
    return await type(state).event_handlers[name].fn(state, *given)


def leaves_workspace(answer: Any) -> bool:
    """Whether a handler sent the tab to the person's own workspace."""
    return _answers(answer, "close_workspace")


def leaves_for_sign_in(answer: Any) -> bool:
    """Whether a handler sent the browser to sign in."""
    return _answers(answer, "leave_for_sign_in")


def _answers(answer: Any, handler: str) -> bool:
    return getattr(getattr(answer, "fn", None), "__name__", "") == handler


def an_id() -> str:
    """An id of nothing."""
    return str(UUID(int=7))


async def available(actor: Actor) -> int:
    """Credits that this person could spend."""
    async with reading() as session:
        return (await get_balance(session, actor)).available


async def invent(actor: Actor) -> str:
    """A character called Amara; its id."""
    async with transaction() as session:
        made = await create_character(session, actor, NewCharacter(name="Amara", age=28, gender="female"))
    return str(made.id)


@dataclass(frozen=True)
class CreatePage:
    """The states of Create in one tab."""

    page: GenerateState
    composer: ComposerState
    video: VideoFormState
    draft: DraftState
    stream: StreamState
    shell: ShellState


async def open_create(actor: Actor | None, **query: str) -> CreatePage:
    """Create in a fresh tab, not loaded yet."""
    page = await tab(GenerateState, actor, routes.CREATE, **query)
    return CreatePage(
        page,
        sibling(page, ComposerState),
        sibling(page, VideoFormState),
        sibling(page, DraftState),
        sibling(page, StreamState),
        shell(page),
    )


async def create(actor: Actor, **query: str) -> CreatePage:
    """Create, opened and loaded."""
    opened = await open_create(actor, **query)
    await call(opened.page, "load")
    return opened


def event(actor: Actor, name: str, **fields: Any) -> ReceivedEvent:
    """An event of this person's workspace, or of theirs in it, as it arrives."""
    topic = workspace_topic(actor.workspace_id)
    if name == "notifications_seen":
        topic = member_topic(actor.workspace_id, actor.person_id)
    return ReceivedEvent(name, topic, {k: str(v) for k, v in fields.items()})


def progressed(actor: Actor, generation_id: UUID) -> ReceivedEvent:
    """A generation has moved."""
    return event(actor, "generation_progressed", generation_id=generation_id)


def finished(actor: Actor, generation_id: UUID) -> ReceivedEvent:
    """A generation has ended."""
    return event(actor, "generation_finished", generation_id=generation_id)


async def deliver(state: rx.State, update: LiveUpdate) -> None:
    """Give the update to the states that follow in this tab, as the dispatcher does."""
    root = state._get_root_state()
    token = state.router.session.client_token

    class App:
        @asynccontextmanager
        async def modify_state(self, token: Any) -> AsyncIterator[Any]:
            yield root

    clients = await CLIENTS.connected(update.topic, token.__eq__)
    await apply_updates(cast(rx.App, App()), token, clients[token].states, [update])


async def hear(state: rx.State, actor: Actor, *events: ReceivedEvent, full_reload: bool = False) -> None:
    """Read what the events concern, and deliver it to this tab."""
    topics = (workspace_topic(actor.workspace_id), member_topic(actor.workspace_id, actor.person_id))
    for topic in topics:
        concerned = [one for one in events if one.topic == topic]
        if concerned or full_reload:
            await deliver(state, await read_update(topic, Pending(concerned, full_reload)))
