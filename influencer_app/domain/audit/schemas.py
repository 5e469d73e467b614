"""Read models of the audit log."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel


class AuditDetail(BaseModel):
    """An entry of the audit log."""

    id: UUID
    actor_id: UUID | None
    actor_role: str
    act: str
    target_kind: str
    target_id: str
    reason: str
    details: dict[str, Any]
    created_at: datetime
