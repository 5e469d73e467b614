"""Checks the model catalog against the provider, and whether its webhooks reach us."""

import logging
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.generation.jobs import ProbeWebhooks
from influencer_app.domain.generation.ports.provider import ModelRequest, ProviderPort, WebhookProbe
from influencer_app.domain.model_catalog.jobs import CheckModels
from influencer_app.domain.model_catalog.queries import list_due
from influencer_app.domain.model_catalog.schemas import ModelDetail
from influencer_app.domain.model_catalog.service import has_adapter, record_check, record_check_failed
from influencer_app.errors import ProviderError, ProviderRefused
from influencer_app.wiring import runtime
from workers.task import Schedule, task, with_provider

log = structlog.get_logger(__name__)

FILE = "https://example.com/file"
SAMPLE = ModelRequest(
    kind="image",
    prompt="on the beach",
    negative_prompt="",
    style="realistic",
    width=1024,
    height=1024,
    count=1,
    seed=1,
    motion=5,
    fps=8,
    seconds=5.0,
    subject="woman",
    traits="",
    references=(FILE,),
    source=FILE,
    audio=FILE,
)
"""A request with everything that a model may need; it is never sent."""


@task(CheckModels, seconds=300, schedule=Schedule(60, with_provider), log_level=logging.DEBUG)
async def check() -> None:
    """Ask providers for the models whose check is due. One that is unknown there is refused from then on.

    If the provider does not respond, what is known stays, and it is asked again after a pause that grows.
    """
    for adapters in runtime().providers.values():
        await _check_provider(adapters.provider)


async def _check_provider(provider: ProviderPort) -> None:
    async with reading() as session:
        models = await list_due(session, provider.name)
    for model in models:
        try:
            facts = await provider.describe(model.name, model.version)
        except ProviderError as error:
            log.warning("catalogue_unchecked", model=model.title, reason=error.sentence)
            async with transaction() as session:
                await record_check_failed(session, model.id, error.sentence)
            continue
        async with transaction() as session:
            if facts is None:
                await record_check(session, model.id, None)
            else:
                await record_check(
                    session,
                    model.id,
                    facts.schema,
                    problem=_misfit(session, provider, model, facts.schema),
                    latest_version=facts.latest_version,
                    licence_url=facts.licence_url,
                )
        if facts is None:
            log.error("model_vanished", model=model.title)


def _misfit(session: AsyncSession, provider: ProviderPort, model: ModelDetail, schema: dict[str, Any]) -> str:
    """Why no input of ours fits the model's schema; empty if one does, or if there is no adapter for it."""
    if not has_adapter(session, model):
        return ""
    try:
        provider.build_input(model.name, schema, SAMPLE)
    except ProviderRefused as error:
        log.error("model_does_not_fit", model=model.title, reason=error.sentence)
        return error.sentence
    return ""


@task(ProbeWebhooks, seconds=60, schedule=Schedule(60, with_provider), log_level=logging.DEBUG)
async def probe_webhooks() -> None:
    """Probes our public address; while webhooks cannot arrive, predictions are only polled."""
    for adapters in runtime().providers.values():
        if adapters.webhook_probe is not None:
            await _check_address(adapters.webhook_probe)


async def _check_address(webhook_probe: WebhookProbe) -> None:
    known = await webhook_probe.address()
    if reason := await webhook_probe.check():
        log.warning("webhooks_unreachable", reason=reason)
    elif known is None:
        log.info("webhooks_reachable")
