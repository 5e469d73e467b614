"""Checks the models of the catalog: as last checked by a worker, and with ``--live`` as they are now."""

from collections.abc import AsyncIterator, Iterator

import psycopg
from psycopg.rows import dict_row

from influencer_app.commands.connectivity import TIMEOUT_SECONDS
from influencer_app.commands.doctor.findings import Finding, Severity
from influencer_app.commands.versions import newest_version, plain_url
from influencer_app.db.base import now
from influencer_app.domain.generation.ports.provider import ProviderPort
from influencer_app.domain.model_catalog.notices import list_notices
from influencer_app.domain.model_catalog.queries import WORDS
from influencer_app.domain.model_catalog.schemas import VANISHED, ModelDetail
from influencer_app.settings import Settings

SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
KINDS = tuple(kind for kind in WORDS if kind != "speech")


def check_catalog(settings: Settings) -> Iterator[Finding]:
    """Tell which models are in use and what is to know about them, without a request to the provider."""
    if not settings.uses_provider:
        return
    models = read_catalog(settings)
    in_use = {model.kind: model for model in models if model.enabled}
    if in_use:
        names = ", ".join(f"{kind} by {model.title}" for kind, model in in_use.items())
        yield Finding.ok("models", names)
    for kind in KINDS:
        if models and kind not in in_use:
            yield Finding.info("models", f"{WORDS[kind]} are switched off: no model for {kind} is in use")
    for model in in_use.values():
        yield from _findings("models", model, models)


async def ask_about_models(settings: Settings, provider: ProviderPort) -> AsyncIterator[Finding]:
    """Ask the provider for each model in use. Raises ``ProviderError``."""
    models = read_catalog(settings)
    for model in models:
        if not model.enabled:
            continue
        facts = await provider.describe(model.name, model.version)
        told = {
            "unavailable_reason": "" if facts else VANISHED,
            "latest_version": facts.latest_version if facts else "",
            "check_error": "",
            "checked_at": now(),
        }
        for finding in _findings("live replicate", model.model_copy(update=told), models):
            yield finding


def read_catalog(settings: Settings) -> list[ModelDetail]:
    """Replicate's models in the catalog; empty where the database does not answer or is not migrated."""
    if not settings.database_url:
        return []
    url = plain_url(settings.database_url)
    try:
        with psycopg.connect(url, connect_timeout=TIMEOUT_SECONDS, row_factory=dict_row) as connection:
            revision = connection.execute("select version_num from alembic_version").fetchone()
            if revision is None or revision["version_num"] != newest_version():
                return []
            rows = connection.execute(
                "select * from model where engine = 'replicate' order by kind, enabled desc, name"
            )
            return [ModelDetail.model_validate(row) for row in rows]
    except psycopg.Error:
        return []  # ``check_database`` says why


def _findings(subject: str, model: ModelDetail, models: list[ModelDetail]) -> Iterator[Finding]:
    for notice in list_notices(model, models, now().date()):
        yield Finding(SEVERITIES[notice.urgency], subject, notice.text)
