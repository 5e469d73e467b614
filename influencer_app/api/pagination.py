"""Query parameters shared by all lists."""

from typing import Annotated

from fastapi import Query

from influencer_app.db.pages import CURSOR_PATTERN, LIMIT_MAX
from influencer_app.domain.strict import QueryWhole

Cursor = Annotated[
    str | None,
    Query(pattern=CURSOR_PATTERN, description="Where the page before ended; empty for the first page."),
]
Limit = Annotated[QueryWhole, Query(ge=1, le=LIMIT_MAX)]
