"""Disconnects the tabs of a browser that was signed out."""

from uuid import UUID

from influencer_app.domain.accounts.events import SessionEnded
from influencer_app.web.live.clients import ConnectedClients
from influencer_app.web.live.control import Departure, control
from influencer_app.web.live.updates import EventLike


@control(SessionEnded.name)
async def end_session(clients: ConnectedClients, event: EventLike) -> Departure | None:
    """Its tabs get no more updates. One that signs out by itself is on its way already."""
    tokens = await clients.remove_session(UUID(event.fields["session_id"]))
    return Departure(tokens, "session_ended") if event.fields.get("elsewhere") else None
