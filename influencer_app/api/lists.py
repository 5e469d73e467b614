"""What every list takes."""

from typing import Annotated

from fastapi import Query

from influencer_app.db.pages import LIMIT_MAX

Cursor = Annotated[str | None, Query(max_length=64, description="where the page before ended")]
Limit = Annotated[int, Query(ge=1, le=LIMIT_MAX)]
