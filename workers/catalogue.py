"""Keeping what we believe of a provider true: its models, and whether its deliveries come here."""

import logging

import structlog

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.catalogue.jobs import CheckModels
from influencer_app.domain.catalogue.queries import list_models
from influencer_app.domain.catalogue.service import record_check
from influencer_app.domain.generation.jobs import ProbeWebhooks
from influencer_app.errors import ProviderFailed, ProviderRateLimited
from influencer_app.wiring import runtime
from workers.task import Schedule, task, with_provider

log = structlog.get_logger(__name__)


@task(CheckModels, seconds=300, schedule=Schedule(86_400, with_provider))
async def check() -> None:
    """Ask for every model of the provider in use; one that is unknown there is refused from then on.

    A provider that does not answer changes nothing: the next check is in a day, or at the next start.
    """
    provider = runtime().provider
    if provider is None:
        return
    async with reading() as session:
        models = await list_models(session, provider.name)
    for model in models:
        try:
            facts = await provider.describe(model.name, model.version)
        except (ProviderFailed, ProviderRateLimited) as error:
            log.warning("catalogue_unchecked", model=model.title, reason=str(error))
            continue
        async with transaction() as session:
            await record_check(session, model.id, facts.schema if facts else None)
        if facts is None:
            log.error("model_vanished", model=model.title)


@task(ProbeWebhooks, seconds=60, schedule=Schedule(60, with_provider), log_level=logging.DEBUG)
async def probe_webhooks() -> None:
    """Try our own public address; predictions are polled alone while their deliveries would not arrive."""
    reach = runtime().reach
    if reach is None:
        return
    known = await reach.address()
    if reason := await reach.check():
        log.warning("webhooks_unreachable", reason=reason)
    elif known is None:
        log.info("webhooks_reachable")
