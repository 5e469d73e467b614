"""Authentication and session management, shared by API and pages."""

from uuid import UUID

from influencer_app.app_services.recent_authentication import require_recent
from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import rules, service, sessions, tokens
from influencer_app.domain.accounts.ports import TabStates
from influencer_app.domain.accounts.schemas import AuthenticatedPerson, PasswordChange, StaffRole
from influencer_app.domain.audit.service import AuditActor, Target, record_audit
from influencer_app.domain.workspaces.queries import find_actor, get_member
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import InvalidInput
from influencer_app.wiring import runtime

TEN_MINUTES = 600
SIGNS_IN_ELSEWHERE = "This account has no password yet. Set one in Settings first."


async def authenticate_cookie(cookie_header: str, workspace_id: UUID | None = None) -> Actor | None:
    """The person of a ``Cookie`` header in a workspace, or None when nobody is signed in.

    Without ``workspace_id`` it is their personal workspace. Session and person are cached for at most 30 s,
    a membership is not. Raises ``NotAMember``.
    """
    actor = await _authenticate_session(cookie_header)
    if actor is None or workspace_id in (None, actor.workspace_id):
        return actor
    async with reading(actor) as session:
        return await get_member(session, actor, workspace_id)


async def _authenticate_session(cookie_header: str) -> Actor | None:
    """The person of a ``Cookie`` header in their personal workspace."""
    app = runtime()
    session_id = tokens.read(cookie_header, app.settings.secret_keys)
    if session_id is None:
        return None
    kept = await app.sessions.get(session_id)
    if kept is not None:
        return kept if kept.expires_at is None or kept.expires_at > now() else None
    async with transaction() as session:
        actor = await find_actor(session, session_id, app.settings.session_idle)
        if actor is not None:
            await sessions.note_seen(session, session_id)
    if actor is not None:
        await app.sessions.put(actor)
    return actor


async def end_session(actor: AuthenticatedPerson, session_id: UUID) -> bool:
    """Revokes one of the actor's sessions at once; False if there is none."""
    async with transaction(actor) as session:
        ended = await sessions.end_session(session, actor, session_id)
    if ended:
        await drop_sessions([session_id])
    return ended


async def end_other_sessions(actor: AuthenticatedPerson) -> int:
    """Revokes all other sessions and returns how many."""
    async with transaction(actor) as session:
        ended = await sessions.end_other_sessions(session, actor)
    return await drop_sessions(ended)


async def change_role(person_id: UUID, role: StaffRole, *, by: AuditActor, reason: str = "") -> None:
    """Give a person another role, which counts from their next request on. ``NotFound`` for nobody."""
    async with transaction() as session:
        sessions_open = await service.change_role(session, person_id, role)
        target, details = Target("person", person_id), {"role": role}
        await record_audit(session, by, "role.changed", target, reason=reason, details=details)
    await drop_roles(sessions_open)


async def drop_roles(sessions_open: list[UUID]) -> None:
    """What is cached of these sessions goes, because it says another role."""
    for session_id in sessions_open:
        await runtime().sessions.drop(session_id)


async def change_password(actor: AuthenticatedPerson, change: PasswordChange) -> int:
    """Changes the password and revokes all other sessions; returns how many.

    An account without a password gets its first one. Raises ``InvalidInput`` at ``old`` or ``new``,
    ``RateLimited`` after too many guesses, ``RecentAuthenticationRequired`` for a first one.
    """
    app = runtime()
    if change.old is None:
        return await _set_first_password(actor, change.new)
    key, before = await verify_password(actor, change.old, field="old")
    _check_new(change.new, key)
    if change.new == change.old:
        raise InvalidInput.at("new", "This is already your password.")
    after = await app.passwords.hash(change.new)
    async with transaction(actor) as session:
        ended = await sessions.change_password(session, actor, before, after)
    return await drop_sessions(ended)


async def _set_first_password(actor: AuthenticatedPerson, new: str) -> int:
    async with reading(actor) as session:
        key, hashed = await sessions.find_password_hash(session, actor)
        if hashed is not None:
            raise InvalidInput.at("old", "Enter your current password.")
    require_recent(actor)
    _check_new(new, key)
    after = await runtime().passwords.hash(new)
    async with transaction(actor) as session:
        ended = await sessions.set_first_password(session, actor, after)
    return await drop_sessions(ended)


def _check_new(password: str, key: str) -> None:
    try:
        rules.check_password(password, key)
    except InvalidInput as error:
        raise InvalidInput.at("new", error.sentence) from error


async def verify_password(actor: AuthenticatedPerson, password: str, *, field: str) -> tuple[str, str]:
    """The actor's normalised address and password hash, if this is their password.

    Raises ``InvalidInput`` at ``field``, ``RateLimited`` after too many guesses.
    """
    app = runtime()
    tries = app.settings.sign_in_tries_per_ten_minutes
    await app.limits.hit("password", str(actor.person_id), tries, TEN_MINUTES)
    async with reading(actor) as session:
        key, hashed = await sessions.find_password_hash(session, actor)
    if hashed is None:
        raise InvalidInput.at(field, SIGNS_IN_ELSEWHERE)
    if not await app.passwords.verify(password, hashed):
        raise InvalidInput.at(field, "This is not your current password.")
    await app.limits.forgive("password", str(actor.person_id))
    return key, hashed


async def drop_sessions(ended: list[UUID]) -> int:
    """What is kept of ended sessions goes: who they were, and what their tabs showed."""
    for session_id in ended:
        await runtime().sessions.drop(session_id)
        await runtime().port(TabStates).delete_of_session(session_id)
    return len(ended)
