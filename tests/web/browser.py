"""States as a tab has them, without a browser."""

from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

import reflex as rx
from reflex.istate.data import HeaderData, ReflexURL, RouterData, SessionData

from influencer_app.db.base import new_id
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import tokens
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.accounts.service import open_session
from influencer_app.domain.characters.schemas import NewCharacter
from influencer_app.domain.characters.service import create_character
from influencer_app.domain.credits.queries import get_balance
from influencer_app.web.pages.generate.state import GenerateState
from influencer_app.wiring import runtime

StateT = TypeVar("StateT", bound=rx.State)


async def cookie_of(actor: Actor) -> str:
    """The header that a signed-in browser of this person sends."""
    own = runtime().settings
    async with transaction() as session:
        session_id = await open_session(session, actor.person_id, "test", 1)
    return f"{tokens.COOKIE}={tokens.sign(session_id, own.secret_key.get_secret_value(), 1)}"


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
    return await root.get_state(kind)


async def call(state: rx.State, name: str, *given: Any) -> Any:
    """What the socket does: the handler by its name, with whatever arguments it was sent."""
    kind = next(kind for kind in type(state).mro() if name in vars(kind).get("event_handlers", {}))
    return await kind.event_handlers[name].fn(state, *given)


def leaves_for_sign_in(answer: Any) -> bool:
    """Whether a handler sent the browser to sign in."""
    return "/auth/signin" in str(answer)


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


async def create(actor: Actor, **query: str) -> GenerateState:
    """Create, opened and loaded."""
    state = await tab(GenerateState, actor, "/dashboard/generate", **query)
    await call(state, "load")
    return state
