"""Signs programs in with their API keys."""

import structlog

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.api_keys import service
from influencer_app.domain.api_keys.schemas import KeyActor
from influencer_app.domain.api_keys.secrets import PREFIX, is_well_formed
from influencer_app.errors import NotSignedIn
from influencer_app.wiring import runtime

log = structlog.get_logger(__name__)

FAILURES_PER_TEN_MINUTES, TEN_MINUTES = 100, 600
"""Keys from one address that do not count."""

UNUSABLE = "This API key is wrong, or has been revoked. Make a new one in Settings, API keys."


async def authenticate_key(secret: str, caller: str) -> KeyActor:
    """Whom a key stands for. It is read anew for each request, so that whatever ends it counts at once.

    Raises ``NotSignedIn``, ``NotAllowed`` where the plan has no API, ``RateLimited`` after many wrong keys.
    """
    found = None
    if is_well_formed(secret):
        async with reading() as session:
            found = await service.find_key_actor(session, secret)
    if found is None:
        log.info("key_refused", prefix=secret[:PREFIX])
        await runtime().limits.hit("wrong_key", caller, FAILURES_PER_TEN_MINUTES, TEN_MINUTES)
        raise NotSignedIn(UNUSABLE)
    actor, unnoted = found
    if unnoted:
        async with transaction(actor) as session:
            await service.note_used(session, actor.key_id)
    return actor
