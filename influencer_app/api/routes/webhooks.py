"""Webhooks of providers: verify, store and acknowledge; the inbox has the work done."""

import structlog
from fastapi import APIRouter, Request, Response

from influencer_app.api.access import public
from influencer_app.api.schema import problems
from influencer_app.db.base import now
from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.ports.provider import WRONG_SIGNATURE
from influencer_app.domain.webhook_inbox.service import receive_event
from influencer_app.errors import InvalidInput, InvalidSignature, NotFound
from influencer_app.wiring import runtime

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/api/webhooks", tags=["webhooks"])


@router.post("/replicate", status_code=204, response_class=Response, responses=problems(400, 404))
@public
async def replicate(request: Request) -> Response:
    """A prediction has changed. 204, also for a duplicate; 400 for an invalid signature;
    404 without a configured secret. The body is not trusted: the prediction is fetched."""
    adapters = runtime().providers.get("replicate")
    if adapters is None or not adapters.webhook_secrets:
        raise NotFound("This address")
    body = await request.body()
    try:
        note = adapters.provider.parse_webhook(dict(request.headers), body, adapters.webhook_secrets, now())
    except InvalidSignature as error:
        raise InvalidInput(WRONG_SIGNATURE) from error
    async with transaction() as session:
        await receive_event(session, adapters.provider.name, note.delivery_id, note.prediction_id)
    return Response(status_code=204)


@router.post("/stripe", status_code=204, response_class=Response, responses=problems(400, 404))
@public
async def stripe(request: Request) -> Response:
    """Something was paid, or a subscription changed. 204, also for a duplicate and for a kind that is not
    handled; 400 for a wrong signature, an old time or another account; 404 without a configured secret. The
    body is not trusted: what it is about is fetched."""
    app = runtime()
    if app.payments is None or not app.settings.stripe_webhook_secrets:
        raise NotFound("This address")
    body = await request.body()
    try:
        event = app.payments.parse_webhook(dict(request.headers), body)
    except InvalidSignature as error:
        log.warning("webhook_refused", provider="stripe", reason=error.sentence)
        raise InvalidInput(WRONG_SIGNATURE) from error
    async with transaction() as session:
        await receive_event(session, "stripe", event.id, event.subject, event.kind)
    return Response(status_code=204)
