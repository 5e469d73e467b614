"""Loads what becomes of one's own data, for live updates: the newest export, and the day of erasing."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.privacy.erasures import find_erase_at
from influencer_app.domain.privacy.events import ErasureChanged, ExportChanged
from influencer_app.domain.privacy.exports import find_newest_export
from influencer_app.domain.privacy.schemas import ExportDetail
from influencer_app.web.live.updates import LoadRequest, register_loader


@dataclass(frozen=True)
class NewestExport:
    """The person's newest export; None before the first one, or when it has expired."""

    found: ExportDetail | None


async def _load_export(session: AsyncSession, request: LoadRequest) -> NewestExport:
    return NewestExport(await find_newest_export(session, request.person_id))


async def _load_erase_at(session: AsyncSession, request: LoadRequest) -> str:
    found = await find_erase_at(session, request.person_id)
    return found.isoformat() if found else ""


NEWEST_EXPORT = register_loader("person", (ExportChanged.name,), _load_export)
ERASE_AT = register_loader("person", (ErasureChanged.name,), _load_erase_at)
"""When the account is erased (ISO 8601); empty if it is not to be."""
