"""Checks each vendor that has a key with requests that cost nothing (``influencer doctor --live``)."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import date

from pydantic import BaseModel

from influencer_app.commands.doctor.check_catalog import ask_about_models
from influencer_app.commands.doctor.check_models import openai_models
from influencer_app.commands.doctor.findings import Finding
from influencer_app.db.base import now
from influencer_app.domain.model_catalog.deprecations import warning
from influencer_app.errors import AccountRefused, AppError, ProviderFailed
from influencer_app.integrations.replicate.webhook_probe import unreachable_reason
from influencer_app.settings import Settings

TIMEOUT_SECONDS = 15.0
POLLING_ONLY = (
    "no webhooks, predictions are polled: they need https in PUBLIC_URL, and REPLICATE_WEBHOOK_SECRET"
)
NO_VOICE = (
    "speech: {model} is not there, so scripts cannot be spoken; set REPLICATE_SPEECH_MODEL to one that is"
)
ADVICE = {
    "token": "set REPLICATE_API_TOKEN to one of replicate.com/account/api-tokens",
    "credit": "add credit at replicate.com/account/billing",
    "permission": "use the token of an account that may run models",
}
"""What to do about a refused account, by why it was refused."""

NOT_SIGNED_WITH = (
    "REPLICATE_WEBHOOK_SECRET is not what this account's webhooks are signed with, so all are refused;"
    " copy it from replicate.com/account/webhooks"
)


class _Model(BaseModel):
    """A model, and the day it is shut down if that is announced."""

    id: str
    shutdown_date: date | None = None


class _ModelList(BaseModel):
    """The answer of ``GET /v1/models``."""

    data: list[_Model]


def check_vendors(settings: Settings) -> Iterator[Finding]:
    """Yield at least one finding for each vendor; one without a key is reported as not tried."""
    return iter(asyncio.run(_check_all(settings)))


async def _check_all(settings: Settings) -> list[Finding]:
    found: list[Finding] = []
    if settings.openai_api_key.get_secret_value():
        found += [finding async for finding in _check_openai(settings)]
    else:
        found.append(Finding.info("live openai", "not tried: no OPENAI_API_KEY"))
    if settings.replicate_api_token.get_secret_value():
        found += [finding async for finding in _check_replicate(settings)]
    else:
        found.append(Finding.info("live replicate", "not tried: no REPLICATE_API_TOKEN"))
    return found


async def _check_replicate(settings: Settings) -> AsyncIterator[Finding]:
    """Look up the speech model and those of the catalog in use, and try the webhook address."""
    from influencer_app.integrations.replicate.factory import build_adapters  # noqa: PLC0415 - its package is slow

    parts = build_adapters(settings)
    model = settings.replicate_speech_model
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            facts = await parts.provider.describe(model, "")
        yield Finding.ok("live replicate", f"answers at {settings.replicate_base_url}")
        if facts is None:
            yield Finding.error("live replicate", NO_VOICE.format(model=model))
        elif "audio_format" not in facts.schema:
            yield Finding.warning(
                "live replicate", f"speech: {model} cannot be asked for WAV; choose a newer one"
            )
        async with asyncio.timeout(TIMEOUT_SECONDS):
            for finding in [each async for each in ask_about_models(settings, parts.provider)]:
                yield finding
        if parts.webhook_secrets and await parts.provider.webhook_secret() not in parts.webhook_secrets:
            yield Finding.error("live replicate", NOT_SIGNED_WITH)
        if parts.webhook_url is None:
            yield Finding.info("live replicate", POLLING_ONLY)
        elif reason := await unreachable_reason(parts.webhook_url):
            yield Finding.warning(
                "live replicate", f"webhooks do not arrive, predictions are polled: {reason}"
            )
        else:
            yield Finding.ok("live replicate", f"webhooks arrive at {parts.webhook_url}")
    except AppError as error:
        yield Finding.error("live replicate", _with_advice(error, settings))
    except TimeoutError:
        yield Finding.error("live replicate", f"no answer within {TIMEOUT_SECONDS:g} seconds")
    finally:
        await parts.provider.aclose()
        await parts.downloader.aclose()


async def _check_openai(settings: Settings) -> AsyncIterator[Finding]:
    """List the models and moderate one harmless sentence; both are free."""
    from influencer_app.integrations.moderation.openai import (  # noqa: PLC0415 - its package takes a second
        OpenAIModeration,
    )
    from influencer_app.integrations.openai.client import open_client, openai_call, parse_response  # noqa: PLC0415 - as above

    client = open_client(settings.openai_api_key.get_secret_value(), settings.openai_base_url)
    try:
        async with openai_call(TIMEOUT_SECONDS):
            raw = await client.models.with_raw_response.list()
            listed = parse_response(raw.http_response.content, _ModelList)
        yield Finding.ok("live openai", f"answers at {settings.openai_base_url}, {len(listed.data)} models")
        for finding in _check_listed(settings, {model.id: model.shutdown_date for model in listed.data}):
            yield finding
        await OpenAIModeration(client, settings.openai_moderation_model, "refuse").check_text("A calm sea.")
        yield Finding.ok("live openai", "moderation answers")
    except AppError as error:
        yield Finding.error("live openai", _reason_for_operators(error))
    finally:
        await client.close()


def _with_advice(error: AppError, settings: Settings) -> str:
    """The reason in one sentence, and what to do about it where that is known."""
    if isinstance(error, AccountRefused):
        return f"{error.sentence.rstrip('.')}; {ADVICE[error.reason]}"
    if isinstance(error, ProviderFailed):
        where = f"at {settings.replicate_base_url}"
        return f"{error.sentence.rstrip('.')} {where}; check REPLICATE_BASE_URL, or try again later"
    return error.sentence


def _reason_for_operators(error: AppError) -> str:
    """Moderation raises an error for the person who asked; its cause is what operators need."""
    return str(error.__cause__ if isinstance(error.__cause__, AppError) else error)


def _check_listed(settings: Settings, shutdown_dates: dict[str, date | None]) -> Iterator[Finding]:
    today = now().date()
    for task, model in openai_models(settings).items():
        if model not in shutdown_dates:
            yield Finding.error("live openai", f"{task}: {model} is not among the models of this key")
        elif text := warning(model, today, shutdown_dates[model]):
            yield Finding.warning("live openai", f"{task}: {text}")
