"""Closes the tabs of somebody who is no longer a member."""

from influencer_app.domain.workspaces.events import MembershipEnded
from influencer_app.web.live.clients import ConnectedClients
from influencer_app.web.live.control import Departure, control
from influencer_app.web.live.updates import EventLike


@control(MembershipEnded.name)
async def end_membership(clients: ConnectedClients, event: EventLike) -> Departure:
    """Their tabs on this workspace get no more updates, and leave it."""
    return Departure(await clients.remove_topic(event.topic), "membership_ended")
