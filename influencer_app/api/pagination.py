"""Query parameters shared by all lists."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator

from influencer_app.db.pages import LIMIT_MAX


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


Cursor = Annotated[str | None, Query(max_length=64, description="where the page before ended")]
Limit = Annotated[int, Query(ge=1, le=LIMIT_MAX)]
Moment = Annotated[datetime, AfterValidator(_in_utc)]
"""A timestamp; UTC if no offset is given."""
