"""Mails about payments, to the owners of a workspace."""

from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.domain.accounts.models import Person
from influencer_app.domain.mail.service import queue_mail
from influencer_app.domain.workspaces.models import Membership, Workspace

OWNERS_MAX = 20

PaymentMail = Literal["payment_failed", "plan_ended"]


async def mail_owners(
    session: AsyncSession, workspace_id: UUID, template: PaymentMail, **fields: Any
) -> None:
    """Mail each owner."""
    workspace = await session.get_one(Workspace, workspace_id)
    found = await session.execute(
        select(col(Person.id), col(Person.email), col(Person.name))
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(col(Membership.workspace_id) == workspace_id, col(Membership.role) == "owner")
        .order_by(col(Membership.created_at))
        .limit(OWNERS_MAX)
    )
    for person_id, address, name in found.all():
        await queue_mail(
            session,
            template,
            address,
            person_id=person_id,
            name=name or address,
            workspace=workspace.name,
            **fields,
        )
