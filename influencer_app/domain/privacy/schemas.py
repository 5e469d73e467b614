"""Input and read models of people's own data."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

ExportStatus = Literal["working", "ready", "failed"]


class ExportDetail(BaseModel):
    """An export as its person sees it. ``url`` is there while it can be downloaded."""

    id: UUID
    status: ExportStatus
    progress: float
    url: str | None
    expires_at: datetime | None
    created_at: datetime


class EraseRequest(BaseModel):
    """The password once more; an account without one leaves it empty and has just signed in."""

    model_config = ConfigDict(extra="forbid")

    password: Annotated[str, StringConstraints(max_length=1000)] = ""


class ErasureDetail(BaseModel):
    """When the account is erased, unless it is kept before."""

    erase_at: datetime


class WorkspaceConfirmation(BaseModel):
    """The name of the workspace, typed once more."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
