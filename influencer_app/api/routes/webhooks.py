"""Webhooks of providers: verify, store, acknowledge and enqueue the work."""

from fastapi import APIRouter, Request, Response

from influencer_app.api.access import public
from influencer_app.api.schema import problems
from influencer_app.db.base import now
from influencer_app.db.outbox import enqueue
from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.jobs import RefreshPrediction
from influencer_app.domain.generation.ports.provider import WRONG_SIGNATURE
from influencer_app.domain.webhook_inbox.service import store_event
from influencer_app.errors import InvalidInput, InvalidSignature, NotFound
from influencer_app.wiring import runtime

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
        name = adapters.provider.name
        if await store_event(session, name, note.delivery_id, note.prediction_id):
            enqueue(session, RefreshPrediction(provider=name, provider_id=note.prediction_id))
    return Response(status_code=204)
