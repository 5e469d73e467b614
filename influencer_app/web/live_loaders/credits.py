"""Loads the balances of workspaces for live updates."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.credits.events import CreditsChanged
from influencer_app.domain.credits.queries import get_balances
from influencer_app.domain.credits.schemas import Balance
from influencer_app.domain.generation.events import GenerationFinished
from influencer_app.web.live.updates import LoadRequest, register_batch_loader


async def _load(session: AsyncSession, requests: Sequence[LoadRequest]) -> list[Balance | None]:
    found = await get_balances(session, [one.scope.workspace_id for one in requests])
    return [found.get(one.scope.workspace_id) for one in requests]


BALANCE = register_batch_loader("workspace", (CreditsChanged.name, GenerationFinished.name), _load)
"""The balance as it would be on use; None for a workspace that is gone."""
