"""``influencer admin``: roles, credits, plans, the audit log and erasing, from the server's own shell."""

import asyncio
import sys
from collections.abc import Awaitable
from uuid import UUID, uuid4

from influencer_app.app_services.sign_in import change_role
from influencer_app.commands.errors import CommandError
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.factors.queries import has_second_factor
from influencer_app.domain.accounts.queries import find_person_id
from influencer_app.domain.accounts.rules import email_key
from influencer_app.domain.accounts.schemas import AuthenticatedPerson, StaffRole
from influencer_app.domain.audit.schemas import AuditDetail
from influencer_app.domain.audit.service import OPERATOR, Target, list_audit, record_audit
from influencer_app.domain.billing.plans import set_plan
from influencer_app.domain.credits.service import adjust, grant
from influencer_app.domain.privacy.erasures import find_erase_at, schedule_erasure
from influencer_app.domain.secret_rotation import SECRETS
from influencer_app.domain.workspaces.queries import find_personal_workspace
from influencer_app.errors import AppError
from influencer_app.settings import Settings
from influencer_app.wiring import close_runtime, open_runtime

CREDITS_MAX = 1_000_000
AUDIT_ROWS = 50
ROWS_PER_BATCH = 500


def promote(settings: Settings, *, address: str, role: StaffRole) -> int:
    """Give a person a role in this installation; it counts from their next request on."""
    return _run(settings, _promote(address, role))


def grant_credits(settings: Settings, *, whose: str, credits: int, reason: str) -> int:
    """Give bought credits to a workspace, or take some back; the reason stands in its ledger.

    It is named by its id, or by the address of the person whose personal one it is.
    """
    return _run(settings, _grant(whose, credits, reason))


def change_plan(settings: Settings, *, whose: str, plan: str) -> int:
    """Put a workspace on another plan."""
    return _run(settings, _change_plan(whose, plan))


def audit(settings: Settings, *, after: str | None) -> int:
    """List what staff and operators did, newest first."""
    return _run(settings, _list(after))


def erase(settings: Settings, *, address: str) -> int:
    """Have an account erased in a week, as its owner could."""
    return _run(settings, _erase(address))


def rotate_secrets(settings: Settings) -> int:
    """Encrypt all secrets at rest with the current SECRET_KEY; afterwards the previous ones can go."""
    return _run(settings, _rotate_secrets())


async def _promote(address: str, role: StaffRole) -> str:
    person_id = await _person(address)
    await change_role(person_id, role, by=OPERATOR)
    said = f"{address} is {role} now."
    if role == "member":
        return said
    async with reading() as session:
        has_second = await has_second_factor(session, person_id)
    how = "signed in with their second factor" if has_second else "set up a second factor in Settings"
    return f"{said} It counts once they have {how}."


async def _rotate_secrets() -> str:
    counts = []
    for table, rotate in SECRETS.items():
        done = unreadable = 0
        after: UUID | None = None
        while True:
            async with transaction() as session:
                found = await rotate(session, after, ROWS_PER_BATCH)
            done, unreadable, after = done + found.done, unreadable + found.unreadable, found.after
            if after is None:
                break
        counts.append(f"{table}: {done} encrypted anew, {unreadable} unreadable")
    return "\n".join(counts)


async def _grant(whose: str, credits: int, reason: str) -> str:
    if not 0 < abs(credits) <= CREDITS_MAX:
        raise CommandError(f"Give 1 to {CREDITS_MAX:,} credits, or take as many with a minus sign.")
    workspace_id, key = await _workspace(whose), f"admin:{uuid4()}"
    async with transaction() as session:
        if credits > 0 and not reason:
            await grant(session, workspace_id, credits, key=key)
        else:
            await adjust(session, workspace_id, credits, key=key, reason=reason)
        target, details = Target("workspace", workspace_id), {"credits": credits}
        await record_audit(session, OPERATOR, "credits.granted", target, reason=reason, details=details)
    return f"{whose} has {abs(credits)} credits {'more' if credits > 0 else 'fewer'}."


async def _change_plan(whose: str, plan: str) -> str:
    workspace_id = await _workspace(whose)
    async with transaction() as session:
        name = await set_plan(session, workspace_id, plan)
        target, details = Target("workspace", workspace_id), {"plan": plan}
        await record_audit(session, OPERATOR, "plan.changed", target, details=details)
    return f"{whose} is on the plan {name} now."


async def _list(cursor: str | None) -> str:
    async with reading() as session:
        page = await list_audit(session, cursor, AUDIT_ROWS)
    lines = [_line(one) for one in page.items] or ["Nothing yet."]
    if page.next_cursor:
        lines.append(f"Older: influencer admin audit --after {page.next_cursor}")
    return "\n".join(lines)


def _line(one: AuditDetail) -> str:
    who = f"{one.actor_role} {one.actor_id}" if one.actor_id else one.actor_role
    details = " ".join(f"{name}={value}" for name, value in sorted(one.details.items()))
    told = (f"{one.created_at:%Y-%m-%d %H:%M:%S}", who, one.act, one.target_kind, one.target_id)
    return "  ".join([*told, *filter(None, (details, one.reason))])


async def _erase(address: str) -> str:
    person_id = await _person(address)
    async with transaction() as session:
        await schedule_erasure(session, AuthenticatedPerson(person_id=person_id))
        erase_at = await find_erase_at(session, person_id)
        target = Target("person", person_id)
        await record_audit(session, OPERATOR, "account.erasure_scheduled", target)
    return f"{address} is erased on {erase_at:%d %B %Y, %H:%M} UTC, unless its owner keeps it until then."


async def _person(address: str) -> UUID:
    key = email_key(address)
    async with reading() as session:
        found = await find_person_id(session, key)
    if found is None:
        raise CommandError(f"Nobody here has the address {address}.")
    return found


async def _workspace(whose: str) -> UUID:
    if "@" not in whose:
        try:
            return UUID(whose)
        except ValueError as error:
            raise CommandError(f"{whose} is neither an address nor the id of a workspace.") from error
    person_id = await _person(whose)
    async with reading() as session:
        return await find_personal_workspace(session, person_id)


def _run(settings: Settings, acting: Awaitable[str]) -> int:
    async def act() -> str:
        await open_runtime(settings)
        try:
            return await acting
        finally:
            await close_runtime()

    try:
        sys.stdout.write(f"{asyncio.run(act())}\n")
    except AppError as error:
        raise CommandError(error.sentence) from error
    return 0
