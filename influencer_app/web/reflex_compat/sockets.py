"""Sockets whose tabs belong to a session, and that are bounded in number.

Reflex finds a tab's state by a token that the browser chooses and keeps: whoever knows it, or signs in next
in the same tab, would be given what the one before has seen. Here the token that Reflex works with is made
of the browser's and of the socket's owner (its session and the workspace that it has open).
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

import reflex as rx
import structlog
from reflex import constants
from reflex.app import EventNamespace
from reflex.istate.manager.token import BaseStateToken
from reflex.utils.token_manager import RedisTokenManager
from reflex_base.event.processor import BaseStateEventProcessor
from reflex_base.event.processor.future import EventFuture

from influencer_app.discovery import all_subclasses
from influencer_app.web.reflex_compat.event_rates import EventRates
from influencer_app.web.reflex_compat.incoming_events import EVENTS, event_problem, keep_values_out_of_the_log
from influencer_app.web.reflex_compat.page_loads import PageLoads
from influencer_app.web.reflex_compat.pipelined_redis import PipelinedRedis

log = structlog.get_logger(__name__)

NAMESPACE = UUID("5e3a6b1c-0e0f-4d3a-9b8a-3f7f0c2d9b11")


@dataclass(frozen=True)
class SocketOwner:
    """Whose a socket is: ``scope`` tells owners apart, ``person`` is None for nobody."""

    scope: str
    person: str | None
    address: str


@dataclass(frozen=True)
class SocketRules:
    """What the site decides about sockets.

    ``identify`` gets the headers, the client's address and the vars that the tab sends with its first event;
    after one of the errors in ``unavailable`` the browser may try again. ``connected`` gets the token that
    Reflex uses, ``abandoned`` that of a closed socket of nobody, whose state is of no use.
    ``loads_at_once`` bounds how many tabs are identified, and how many load their page, at the same time.
    A socket is closed when its person sends more than ``events_per_second``; all sockets of nobody at one
    address count as one person.
    """

    identify: Callable[[Mapping[str, str], str, Mapping[str, Any]], Awaitable[SocketOwner]]
    connected: Callable[[SocketOwner, str], Awaitable[None]]
    abandoned: Callable[[str], Awaitable[None]]
    unavailable: tuple[type[Exception], ...]
    per_address_max: int
    per_person_max: int
    loads_at_once: int = 3
    events_per_second: int = 50


class OwnedSockets(EventNamespace):
    """The event namespace of an app, with an owner for each socket."""

    def __init__(self, app: rx.App, namespace: str, rules: SocketRules) -> None:
        super().__init__(namespace, app)
        self._rules = rules
        self._owners: dict[str, SocketOwner] = {}
        self._counts: Counter[str] = Counter()
        self._closing: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._rates = EventRates(rules.events_per_second)
        self._identifying = asyncio.Semaphore(rules.loads_at_once)
        self._page_loads = PageLoads(rules.loads_at_once, self._pass_on, self._loading)

    def has_socket(self, token: str) -> bool:
        """Whether a tab, by the token that Reflex uses, is connected to this process."""
        tokens = self._token_manager
        record = tokens.token_to_socket.get(token)
        return record is not None and record.instance_id == tokens.instance_id

    async def trigger_event(self, event: Any, *args: Any) -> Any:
        """Drops what browsers do not send. Socket.IO itself calls ``connect`` and ``disconnect`` here."""
        sid = args[0] if args else None
        by_socketio = (event == "connect" and sid not in self._owners) or (
            event == "disconnect" and not self.server.manager.is_connected(sid, self.namespace)
        )
        if not by_socketio and not self._within_rates(sid):
            await self._close_noisy(sid)
            return None
        if not by_socketio and (event not in EVENTS or len(args) != (1 if event == "ping" else 2)):
            log.warning("event_dropped", reason="unknown event")
            return None
        return await super().trigger_event(event, *args)

    async def on_event(self, sid: str, data: Any) -> None:
        """Passes on what a handler can be called with; the rest is dropped, and its content not logged."""
        reason = "unknown socket" if sid not in self.sid_to_token else ""
        reason = reason or event_problem(data, self.app._registration_context.event_handlers)
        if reason:
            log.warning("event_dropped", reason=reason)
            return
        if not self._page_loads.keep(sid, data):
            await self._pass_on(sid, data)

    async def _pass_on(self, sid: str, data: Any) -> None:
        try:
            await super().on_event(sid, data)
        except Exception as error:  # noqa: BLE001  whatever it is, its message may quote the event
            log.warning("event_dropped", reason=type(error).__name__)

    def _loading(self, sid: str) -> list[EventFuture]:
        """The page loads of a tab that have not ended."""
        processor, token = self.app._event_processor, self.sid_to_token.get(sid)
        if not isinstance(processor, BaseStateEventProcessor) or token is None:
            return []
        return list(processor._pending_hydrates.get(token, {}).values())

    async def on_connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> bool | None:
        """Refuses a token that is no UUID, and more sockets than the rules allow."""
        token = _token(environ)
        if token is None:
            return False
        fixed = self._build_static_router_data(sid, environ)
        headers, address = fixed[constants.RouteVar.HEADERS], fixed[constants.RouteVar.CLIENT_IP]
        try:
            async with self._identifying:
                owner = await self._rules.identify(headers, address, _sent_vars(auth))
        except self._rules.unavailable as error:
            log.warning("socket_not_identified", reason=type(error).__name__)
            return False
        if not self._admit(owner):
            log.warning("socket_refused", address=owner.address, person_id=owner.person)
            return False
        self._owners[sid] = owner
        try:
            await super().on_connect(sid, environ, auth)
            await self._rules.connected(owner, self.sid_to_token[sid])
        except BaseException:
            self._forget(sid)
            raise
        return None

    def on_disconnect(self, sid: str) -> "asyncio.Task[None] | None":
        """Gives the place back, and deletes the state of nobody's tab."""
        self._page_loads.forget(sid)
        owner, token = self._forget(sid), self.sid_to_token.get(sid)
        unlinking = super().on_disconnect(sid)
        if owner is not None and owner.person is None and token is not None:
            self._start(self._abandon(unlinking, token))
        return unlinking

    async def link_token_to_sid(self, sid: str, token: str, *, update_state: bool = True) -> None:
        """The state behind the browser's token is another one for each owner."""
        owned = str(uuid5(NAMESPACE, f"{self._owners[sid].scope} {token}"))
        await super().link_token_to_sid(sid, owned, update_state=update_state)

    def _within_rates(self, sid: Any) -> bool:
        owner = self._owners.get(sid)
        return owner is None or self._rates.admits(owner.person or owner.address)

    async def _close_noisy(self, sid: Any) -> None:
        """Once: what it has sent meanwhile is dropped."""
        owner = self._owners.get(sid)
        if owner is not None and sid not in self._closing:
            self._closing.add(sid)
            log.warning(
                "socket_closed", reason="too many events", address=owner.address, person_id=owner.person
            )
            await self.server.disconnect(sid, namespace=self.namespace)

    def _admit(self, owner: SocketOwner) -> bool:
        address, person = f"address {owner.address}", f"person {owner.person}"
        if self._counts[address] >= self._rules.per_address_max:
            return False
        if owner.person is not None and self._counts[person] >= self._rules.per_person_max:
            return False
        self._counts.update((address, person))
        return True

    def _forget(self, sid: str) -> SocketOwner | None:
        owner = self._owners.pop(sid, None)
        self._closing.discard(sid)
        if owner is not None:
            for name in (f"address {owner.address}", f"person {owner.person}"):
                self._counts[name] -= 1
                if self._counts[name] <= 0:
                    del self._counts[name]
        return owner

    async def _abandon(self, unlinking: "asyncio.Task[None] | None", token: str) -> None:
        if unlinking is not None:
            await asyncio.wait([unlinking])
        await self._rules.abandoned(token)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def use_owned_sockets(app: rx.App, rules: SocketRules) -> None:
    """Have ``app`` serve its sockets by `OwnedSockets`."""
    if app.sio is None or app.event_namespace is None:
        raise RuntimeError("The app has no state, and so no sockets.")
    keep_values_out_of_the_log()
    sockets = OwnedSockets(app, app.event_namespace.namespace, rules)
    tokens = sockets._token_manager
    if isinstance(tokens, RedisTokenManager):
        tokens.redis = PipelinedRedis.sharing(tokens.redis)
    app._event_namespace = sockets  # Reflex has no setting for the class of it
    app.sio.register_namespace(sockets)


def state_key_endings() -> list[str]:
    """What follows the token in the keys under which a tab's states are kept."""
    kinds: Iterable[type[rx.State]] = (rx.State, *all_subclasses(rx.State))
    return [str(BaseStateToken(ident="", cls=kind)) for kind in kinds]


def _token(environ: Mapping[str, Any]) -> str | None:
    """The token of a connection, if it is a UUID as browsers make them."""
    sent = [part[6:] for part in str(environ.get("QUERY_STRING", "")).split("&") if part.startswith("token=")]
    try:
        return str(UUID(sent[0])) if len(sent) == 1 and len(sent[0]) == 36 else None
    except ValueError:
        return None


def _sent_vars(auth: Any) -> Mapping[str, Any]:
    """The vars that a tab keeps itself, from the first event that comes with the connection."""
    event = auth.get(constants.CompileVars.CONNECT_AUTH_EVENT) if isinstance(auth, dict) else None
    payload = event.get("payload") if isinstance(event, dict) else None
    sent = payload.get("vars") if isinstance(payload, dict) else None
    return sent if isinstance(sent, dict) else {}
