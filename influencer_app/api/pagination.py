"""Query parameters shared by all lists."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from influencer_app.db.pages import CURSOR_PATTERN, LIMIT_MAX
from influencer_app.domain.strict import QUERY_WHOLE

Cursor = Annotated[
    str | None,
    Query(pattern=CURSOR_PATTERN, description="Where the page before ended; empty for the first page."),
]
Limit = Annotated[int, Field(ge=1, le=LIMIT_MAX), QUERY_WHOLE, Query()]
