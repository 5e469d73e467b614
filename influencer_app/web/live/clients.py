"""The connected clients of this process: one a tab, each with its topics and the states that follow them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import structlog

from influencer_app.db.base import now
from influencer_app.errors import Unavailable

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Client:
    """A tab: its topics, the state classes that follow live updates, and its session with its end."""

    topics: frozenset[str]
    states: tuple[Any, ...]
    session_id: UUID | None
    expires_at: datetime | None = None

    def has_expired(self, moment: datetime) -> bool:
        """Whether the session has come to its end."""
        return self.expires_at is not None and self.expires_at <= moment


class Subscriptions(Protocol):
    """Where a process asks for the events of a topic."""

    async def subscribe(self, topic: str) -> None:
        """Ask for its events."""

    async def unsubscribe(self, topic: str) -> None:
        """Stop its events."""

    async def confirmed(self, topic: str) -> None:
        """Wait until none can be missed any more. Raises ``Unavailable``."""


class ConnectedClients:
    """Tabs by token, filled by the pages' load handlers: a socket belongs to the process that runs them.

    A topic is subscribed with its first client and unsubscribed when the last one is found to have left.
    """

    def __init__(self) -> None:
        self._clients: dict[str, Client] = {}
        self._tokens: dict[str, set[str]] = {}
        self._tokens_of_session: dict[UUID, set[str]] = {}
        self._subscriptions: Subscriptions | None = None

    async def register(
        self,
        token: str,
        topics: Collection[str],
        states: tuple[Any, ...] = (),
        session_id: UUID | None = None,
        expires_at: datetime | None = None,
    ) -> None:
        """The tab follows ``topics`` from now on, and no others; returns when no event can be missed.

        When the live channel does not answer the tab is registered all the same: everything is read again
        once the channel is back.
        """
        before = self._clients.get(token)
        if before is not None:
            self._forget_session(token, before)
        self._clients[token] = Client(frozenset(topics), states, session_id, expires_at)
        if session_id is not None:
            self._tokens_of_session.setdefault(session_id, set()).add(token)
        for topic in topics:
            self._tokens.setdefault(topic, set()).add(token)
        if before is not None:
            await self._leave(token, before.topics - frozenset(topics))
        if self._subscriptions is None:
            return
        try:
            for topic in topics:
                await self._subscriptions.subscribe(topic)
            for topic in topics:
                await self._subscriptions.confirmed(topic)
        except Unavailable as error:
            log.warning("live_topic_not_confirmed", reason=error.sentence)

    def find(self, token: str) -> Client | None:
        """The tab of that token, if it follows anything."""
        return self._clients.get(token)

    async def remove(self, token: str) -> None:
        """Drop a tab, though its socket may still be open."""
        client = self._clients.pop(token, None)
        if client is not None:
            self._forget_session(token, client)
            await self._leave(token, client.topics)

    async def remove_session(self, session_id: UUID) -> list[str]:
        """Drop the tabs of a browser that was signed out, and return their tokens."""
        return await self._remove_all(list(self._tokens_of_session.get(session_id, ())))

    async def remove_topic(self, topic: str) -> list[str]:
        """Drop all tabs that follow ``topic``, and return their tokens."""
        return await self._remove_all(list(self._tokens.get(topic, ())))

    async def connected(self, topic: str, has_socket: Callable[[str], bool]) -> dict[str, Client]:
        """The topic's clients that still have a socket and a session, by token; drops the others.

        Asks about the topic's own clients alone, however many others there are.
        """
        found = {token: self._clients[token] for token in self._tokens.get(topic, ())}
        gone = [token for token in found if not has_socket(token)]
        for token in dict.fromkeys((*gone, *self.expired(topic))):
            await self.remove(token)
            found.pop(token, None)
        return found

    def expired(self, topic: str) -> list[str]:
        """The tokens of the topic's clients whose session has come to its end."""
        tokens = self._tokens.get(topic, ())
        moment = now()
        return [token for token in tokens if self._clients[token].has_expired(moment)]

    async def attach(self, subscriptions: Subscriptions) -> None:
        """Use a new connection, and subscribe all topics there. Raises ``Unavailable``."""
        self._subscriptions = subscriptions
        for topic in self.topics():
            await subscriptions.subscribe(topic)

    def detach(self) -> None:
        """The connection is gone; topics are subscribed again with the next one."""
        self._subscriptions = None

    def topics(self) -> list[str]:
        """Every topic that has clients here."""
        return list(self._tokens)

    async def _remove_all(self, tokens: list[str]) -> list[str]:
        for token in tokens:
            await self.remove(token)
        return tokens

    def _forget_session(self, token: str, client: Client) -> None:
        if client.session_id is None:
            return
        tokens = self._tokens_of_session[client.session_id]
        tokens.discard(token)
        if not tokens:
            del self._tokens_of_session[client.session_id]

    async def _leave(self, token: str, topics: Collection[str]) -> None:
        for topic in topics:
            tokens = self._tokens[topic]
            tokens.discard(token)
            if tokens:
                continue
            del self._tokens[topic]
            if self._subscriptions is not None:
                try:
                    await self._subscriptions.unsubscribe(topic)
                except Unavailable as error:
                    log.warning("live_topic_not_left", reason=error.sentence)


CLIENTS = ConnectedClients()
"""Those of this process."""
