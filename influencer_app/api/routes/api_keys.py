"""Routes of API keys. A key reaches none of them."""

from uuid import UUID

from fastapi import APIRouter

from influencer_app.api.access import RecentlyAuthenticated, SignedIn
from influencer_app.api.schema import problems
from influencer_app.app_services.rate_limits import limit_changes
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.api_keys import service
from influencer_app.domain.api_keys.schemas import ApiKeyDetail, NewApiKey, NewApiKeyDetail

router = APIRouter(prefix="/api/user/keys", tags=["user"])


@router.get("")
async def list_keys(actor: SignedIn) -> list[ApiKeyDetail]:
    """Your keys for this workspace, newest first."""
    async with reading(actor) as session:
        return await service.list_keys(session, actor)


@router.post("", status_code=201, responses=problems(409, 429))
async def create_key(actor: RecentlyAuthenticated, new: NewApiKey) -> NewApiKeyDetail:
    """Make a key for this workspace. `key` is shown this once; 409 when you have 20 of them.

    `read` sees; `generate` also starts, confirms and cancels generations and uploads for them; `manage`
    makes, changes and deletes. A key may do no more than you may at that moment.
    """
    await limit_changes(actor)
    async with transaction(actor) as session:
        return await service.create_key(session, actor, new)


@router.delete("/{key_id}", status_code=204)
async def revoke_key(actor: SignedIn, key_id: UUID) -> None:
    """Revoke a key, at once."""
    async with transaction(actor) as session:
        await service.revoke_key(session, actor, key_id)
