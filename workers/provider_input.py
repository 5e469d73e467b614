"""Builds a prediction to create: the input of its model, with its files uploaded."""

from datetime import timedelta
from typing import Any

from influencer_app.db.base import now
from influencer_app.db.transaction import reading
from influencer_app.domain.generation.execution.provider_jobs import JobClaim
from influencer_app.domain.generation.execution.provider_request import to_model_request
from influencer_app.domain.generation.ports.provider import PredictionCreate, ProviderPort
from influencer_app.domain.generation.schemas import FrozenRequest, SourceFile
from influencer_app.domain.model_catalog.queries import find_schema
from influencer_app.wiring import runtime

FALLBACK_DEADLINE = timedelta(minutes=20)


async def build_input(provider: ProviderPort, claim: JobClaim, request: FrozenRequest) -> dict[str, Any]:
    """The model's input, with its files uploaded to the provider. ``BlobMissing`` for a deleted one."""
    async with reading() as session:
        schema = await find_schema(session, claim.model, claim.version)
    model_request = to_model_request(
        request,
        references=tuple([await _upload(provider, file) for file in request.references]),
        source=await _upload(provider, request.source) if request.source else None,
        audio=await _upload(provider, request.audio) if request.audio else None,
    )
    return provider.build_input(claim.model, schema, model_request)


async def _upload(provider: ProviderPort, file: SourceFile) -> str:
    data = await runtime().blobs.get(file.key)
    return await provider.upload(data, file.content_type, file.sha256[:16])


async def build_prediction_create(claim: JobClaim, given: dict[str, Any]) -> PredictionCreate:
    """The prediction to create; its webhook is set only where the provider's deliveries arrive."""
    until = claim.deadline_at or now() + FALLBACK_DEADLINE
    probe = runtime().providers[claim.provider].webhook_probe
    return PredictionCreate(
        model=claim.model,
        version=claim.version,
        input=given,
        deadline_seconds=max(5, int((until - now()).total_seconds())),
        webhook_url=await probe.address() if probe else None,
    )
