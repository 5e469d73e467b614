"""From a cookie to a person, for both the API and the pages."""

from influencer_app.db.transaction import reading
from influencer_app.domain.accounts import tokens
from influencer_app.domain.accounts.queries import find_actor
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.wiring import runtime


async def find_actor_by_cookie(cookie_header: str) -> Actor | None:
    """Whose browser sends this ``Cookie`` header; None for nobody's. Looked up at most every 30 s."""
    own = runtime()
    session_id = tokens.read(cookie_header, own.settings.secret_key.get_secret_value())
    if session_id is None:
        return None
    kept = await own.sessions.get(session_id)
    if kept is not None:
        return kept
    async with reading() as session:
        actor = await find_actor(session, session_id)
    if actor is not None:
        await own.sessions.put(actor)
    return actor
