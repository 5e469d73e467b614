"""The one-time link by which somebody becomes the first admin of an installation.

Its token is derived from an id that says when it was made; nothing is stored before it is used.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from influencer_app.db.base import new_id, now, started_at
from influencer_app.domain.accounts.link_tokens import is_genuine, make_token, read_row_id

LIFETIME: Final = timedelta(hours=24)
SAID: Final = "first admin"
UNUSABLE: Final = (
    "This link no longer works: it was used, has expired, or there is an admin already. "
    "Start the server again for a new one."
)
"""The same for every link that does not count, whatever the reason."""


def make_admin_token(secret: str) -> str:
    """The token of a new link."""
    return make_token(new_id(), SAID, secret)


def read_admin_token(token: str, secrets: tuple[str, ...]) -> UUID | None:
    """The id of a link that is genuine and has not expired; None for any other text."""
    link_id = read_row_id(token)
    if link_id is None or not is_genuine(token, link_id, SAID, secrets):
        return None
    return link_id if started_at(link_id) > now() - LIFETIME else None
