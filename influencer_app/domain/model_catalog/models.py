"""Table of models by kind, which an operator can switch without a deploy."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now


class CatalogModel(SQLModel, table=True):
    """One version of a provider's model.

    ``input_schema`` is the provider's own, as it was at the last check; ``shapes`` are the widths and heights
    it can make (none: any). ``frames`` is the length of its clips, or ``seconds`` where it takes a duration.
    ``references_max`` reference images go into a request, ``outputs_max`` outputs come from a prediction
    (None: as many as there are, as many as are asked for). ``credits`` overrides the price of the kind;
    ``unavailable_reason`` says why it cannot be used, and is empty while it can. ``licence`` is empty where
    it is not known; ``licence_url`` and ``latest_version`` are what the provider says.
    """

    __tablename__ = "model"
    __table_args__ = (
        UniqueConstraint("engine", "kind", "name", "version"),
        Index("uq_model_enabled", "engine", "kind", unique=True, postgresql_where="enabled"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    engine: str = Field(max_length=32)
    kind: str = Field(max_length=32)
    name: str = Field(max_length=120)
    version: str = Field(default="", max_length=80)
    input_schema: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    shapes: list[list[int]] = Field(default_factory=list, sa_column=Column(JSONB, nullable=False))
    frames: int | None = None
    frames_per_second: int | None = None
    seconds: float | None = None
    references_max: int | None = None
    outputs_max: int | None = None
    credits: int | None = None
    cost_usd: float | None = None
    licence: str = Field(default="", max_length=120, sa_column_kwargs={"server_default": ""})
    licence_url: str = Field(default="", max_length=300, sa_column_kwargs={"server_default": ""})
    latest_version: str = Field(default="", max_length=80, sa_column_kwargs={"server_default": ""})
    enabled: bool = False
    replacement: str = Field(default="", max_length=200)
    ends_on: date | None = None
    unavailable_reason: str = Field(default="", max_length=300)
    checked_at: datetime | None = Field(default=None, sa_type=Instant)
    check_failures: int = 0
    check_error: str = Field(default="", max_length=300)
    """Why the last check failed; empty after one that was answered."""
    next_check_at: datetime = Field(default_factory=now, sa_type=Instant)
