"""What the way in shows is all in the shell."""

from influencer_app.domain.accounts.schemas import Actor
from influencer_app.web.access import signed_in
from influencer_app.web.studio import StudioState


class DashboardState(StudioState):
    """Nothing of its own."""

    @signed_in
    async def load(self, actor: Actor) -> None:
        """Credits, characters, what is running."""
        await self._load_shell(actor)
