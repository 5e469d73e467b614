"""Helpers shared by tests of several areas."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import psycopg
from alembic.config import Config
from sqlalchemy import func, literal_column, select, text
from sqlmodel import col

from alembic import command
from influencer_app.db.tables import all_tables
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.models import LinkedIdentity
from influencer_app.domain.workspaces.models import Workspace
from influencer_app.domain.workspaces.schemas import Actor, NewWorkspace, WorkspaceRole
from influencer_app.domain.workspaces.service import add_member, create_account, create_workspace
from influencer_app.settings import Settings
from influencer_app.wiring import close_runtime, open_runtime

ROOT = Path(__file__).parent.parent


def alembic_config(url: str) -> Config:
    """Alembic on this database."""
    made = Config(ROOT / "alembic.ini")
    made.attributes["url"] = url
    return made


def migrate(url: str) -> None:
    """Up to the newest revision."""
    command.upgrade(alembic_config(url), "head")


@contextmanager
def admin(url: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection outside of any transaction."""
    plain = url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(plain, autocommit=True) as connection:
        yield connection


def new_account(settings: Settings, email: str) -> str:
    """Somebody with an account, made outside of any loop; the address."""

    async def make() -> None:
        await open_runtime(settings)
        try:
            await new_person(email)
        finally:
            await close_runtime()

    asyncio.run(make())
    return email


async def new_person(email: str, plan: str = "free") -> Actor:
    """Somebody with an account and no password, in their personal workspace."""
    async with transaction() as session:
        person_id = await create_account(
            session, email=email, key=email, name="", password_hash=None, plan=plan
        )
        workspace_id = await session.scalar(
            select(col(Workspace.id)).where(col(Workspace.personal_owner_id) == person_id)
        )
        assert workspace_id is not None
    return Actor(person_id=person_id, workspace_id=workspace_id, role="owner")


async def linked_identity(person_id: UUID) -> UUID:
    """Something linked to the account, at a provider that is not set up."""
    async with transaction() as session:
        row = LinkedIdentity(
            person_id=person_id, provider="openid", issuer="https://id.example", subject=str(person_id)
        )
        session.add(row)
        await session.flush()
        return row.id


async def new_team(owner: Actor, /, name: str = "Team", plan: str = "free", **members: Actor) -> Actor:
    """The owner in a further workspace, with others in the roles by which they are named."""
    async with transaction() as session:
        team = await create_workspace(session, owner, NewWorkspace(name=name), owned_max=1000)
        for role, member in members.items():
            await add_member(session, team.id, member.person_id, cast("WorkspaceRole", role))
        (await session.get_one(Workspace, team.id)).plan = plan
    return in_workspace(owner, team.id)


def in_workspace(actor: Actor, workspace_id: UUID, role: WorkspaceRole = "owner") -> Actor:
    """The person in another of their workspaces."""
    return actor.model_copy(update={"workspace_id": workspace_id, "role": role})


async def every_row() -> set[str]:
    """Every row of every table as text, after the table's name."""
    found: set[str] = set()
    async with reading() as session:
        for table in all_tables().sorted_tables:
            row = func.row_to_json(literal_column(f'"{table.name}"'))
            found |= {f"{table.name} {one}" for one in await session.scalars(select(row).select_from(table))}
    return found


async def shared_rows() -> set[str]:
    """Every row but those of sessions, which note when they were used."""
    return {row for row in await every_row() if not row.startswith("sign_in_session ")}


async def copy_output(output_id: UUID, times: int) -> None:
    """More outputs in the generation of this one, each with a copy of its asset."""
    async with transaction() as session:
        await session.execute(
            text(
                "with copies as ("
                " select gen_random_uuid() as asset_id, n from generate_series(1, :times) as n),"
                " own as (select * from output where id = :own), assets as ("
                " insert into asset select (jsonb_populate_record(a, jsonb_build_object('id', c.asset_id))).*"
                " from copies c, own join asset a on a.id = own.asset_id)"
                " insert into output select (jsonb_populate_record(o, jsonb_build_object("
                " 'id', uuidv7(), 'asset_id', c.asset_id, 'index', 100 + c.n))).*"
                " from copies c, output o where o.id = :own"
            ),
            {"own": output_id, "times": times},
        )
