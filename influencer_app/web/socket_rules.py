"""Whose a socket is, and how many there may be: a tab's state is that of a session in a workspace."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from influencer_app.app_services.client_addresses import limit_key, parse_address
from influencer_app.app_services.sign_in import authenticate_cookie
from influencer_app.domain.accounts.ports import TabStates
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import NotAMember, Unavailable
from influencer_app.settings import Settings
from influencer_app.web.page_state import PageState
from influencer_app.web.parsing import parse_workspace
from influencer_app.web.reflex_compat.sockets import SocketOwner, SocketRules
from influencer_app.wiring import runtime

CONNECTIONS_FOR_OTHERS = 2
"""Connections to the database that page loads leave to requests and live updates."""

WORKSPACE = f"{PageState.get_full_name()}.workspace_id"
"""The start of the var's name as a tab sends it."""


def socket_rules(settings: Settings) -> SocketRules:
    """The rules of this site."""
    return SocketRules(
        identify=identify,
        connected=connected,
        abandoned=abandoned,
        unavailable=(Unavailable, SQLAlchemyError, RedisError, OSError),
        per_address_max=settings.sockets_per_address_max,
        per_person_max=settings.sockets_per_person_max,
        events_per_second=settings.socket_events_per_second,
        loads_at_once=max(1, settings.database_pool_size - CONNECTIONS_FOR_OTHERS),
    )


async def identify(headers: Mapping[str, str], address: str, sent: Mapping[str, Any]) -> SocketOwner:
    """The session of the cookie, in the workspace that the tab has open if the person is a member of it."""
    key = limit_key(parse_address(address))
    cookie = headers.get("cookie", "")
    actor = await authenticate_cookie(cookie)
    if actor is None:
        return SocketOwner(scope="nobody", person=None, address=key)
    workspace = next((value for name, value in sent.items() if name.startswith(WORKSPACE)), "")
    try:
        actor = await authenticate_cookie(cookie, parse_workspace(workspace)) or actor
    except NotAMember:  # the page that is being loaded leaves it, with a state that holds nothing of it
        return SocketOwner(_scope(actor, "none"), str(actor.person_id), key)
    return SocketOwner(_scope(actor, actor.workspace_id), str(actor.person_id), key)


async def connected(owner: SocketOwner, token: str) -> None:
    """Note the tab, so that its states go with the session."""
    if owner.person is not None:
        session_id = UUID(owner.scope.partition(" ")[0])
        await runtime().port(TabStates).add(session_id, token)


async def abandoned(token: str) -> None:
    """Nobody comes back to what nobody was shown."""
    await runtime().port(TabStates).delete([token])


def _scope(actor: Actor, workspace: UUID | str) -> str:
    return f"{actor.session_id} {workspace}"
