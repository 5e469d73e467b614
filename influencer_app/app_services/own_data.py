"""Exports and erases an account, and deletes workspaces, for REST and pages."""

from influencer_app.app_services.sign_in import verify_password
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import sessions
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.domain.privacy import erasures, exports
from influencer_app.domain.privacy.schemas import ErasureDetail, ExportDetail
from influencer_app.domain.privacy.workspace_deletion import delete_workspace as delete
from influencer_app.domain.workspaces.schemas import Actor


async def start_export(person: AuthenticatedPerson) -> ExportDetail:
    """Raises ``Conflict`` while one is being written, ``RateLimited`` after some in a day."""
    async with transaction(person) as session:
        return await exports.start_export(session, person)


async def erase_account(actor: Actor, password: str) -> ErasureDetail:
    """Has the account erased in a week. The edges have made sure of a recent authentication.

    Raises ``InvalidInput`` at ``password``, ``RateLimited`` after too many guesses, ``Conflict`` while
    workspaces with other members would be left without an owner.
    """
    async with reading(actor) as session:
        _, hashed = await sessions.find_password_hash(session, actor)
    if hashed is not None:
        await verify_password(actor, password, field="password")
    async with transaction(actor) as session:
        return await erasures.schedule_erasure(session, actor)


async def keep_account(person: AuthenticatedPerson) -> None:
    """The account is not erased after all. Raises ``Conflict`` once that has begun."""
    async with transaction(person) as session:
        await erasures.cancel_erasure(session, person)


async def delete_workspace(owner: Actor, typed_name: str | None = None) -> None:
    """Deletes the actor's workspace. Raises ``Conflict`` for a personal one, ``InvalidInput`` at ``name``."""
    async with transaction(owner) as session:
        await delete(session, owner, typed_name)
