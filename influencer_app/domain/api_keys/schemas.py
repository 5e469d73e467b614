"""Input and read models of API keys, and the actor that a key stands for."""

from datetime import datetime
from typing import Annotated, Literal, get_args
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from influencer_app.domain.text import OneLine
from influencer_app.domain.workspaces.schemas import Actor

NAME_MAX = 80
Scope = Literal["read", "generate", "manage"]
"""What a key may be used for: each route that takes keys names one, and none includes another."""

SCOPES: tuple[Scope, ...] = get_args(Scope)


class NewApiKey(BaseModel):
    """A key to be made; it needs a scope."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_MAX), OneLine]
    scopes: Annotated[
        list[Scope], Field(min_length=1, max_length=len(SCOPES), json_schema_extra={"uniqueItems": True})
    ]


class ApiKeyDetail(BaseModel):
    """A key as its maker sees it."""

    id: UUID
    name: str
    scopes: list[Scope]
    prefix: str
    created_at: datetime
    last_used_at: datetime | None


class NewApiKeyDetail(ApiKeyDetail):
    """A key that was just made; ``key`` is shown this once."""

    key: str


class KeyActor(Actor):
    """The maker of a key in the key's workspace, with their role there as it is now, and never as staff."""

    key_id: UUID
    scopes: tuple[Scope, ...]
