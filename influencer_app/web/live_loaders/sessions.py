"""Disconnects the tabs of a browser that was signed out."""

from uuid import UUID

from influencer_app.domain.accounts.events import SessionEnded
from influencer_app.web.live.clients import ConnectedClients
from influencer_app.web.live.control import control
from influencer_app.web.live.updates import EventLike


@control(SessionEnded.name)
async def end_session(clients: ConnectedClients, event: EventLike) -> list[str]:
    """Its tabs get no more updates, though their sockets are still open."""
    await clients.remove_session(UUID(event.fields["session_id"]))
    return []
