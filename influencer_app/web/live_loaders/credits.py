"""Loads the balance for live updates."""

from influencer_app.domain.credits.events import CreditsChanged
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.credits.schemas import Balance
from influencer_app.domain.generation.events import GenerationFinished
from influencer_app.web.live.updates import LoadContext, register_loader


async def _load(context: LoadContext) -> Balance:
    return await get_balance(context.session, context.scope)


BALANCE = register_loader("workspace", (CreditsChanged.name, GenerationFinished.name), _load)
"""The balance as it would be on use."""
