"""``influencer doctor --live``: asks each vendor that has a key for what costs nothing."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import date

from pydantic import BaseModel

from influencer_app.commands.check_models import openai_models
from influencer_app.commands.findings import Finding, careful, good, missing, note
from influencer_app.db.base import now
from influencer_app.domain.generation.retirement import warning
from influencer_app.errors import AppError
from influencer_app.integrations.reaching import unreachable_reason
from influencer_app.settings import Settings

SECONDS = 15.0
POLLED = "no webhooks, predictions are polled: they need https in PUBLIC_URL, and REPLICATE_WEBHOOK_SECRET"


class ListedModel(BaseModel):
    """A model of OpenAI's, and the day it ends if that is announced."""

    id: str
    shutdown_date: date | None = None


class Listed(BaseModel):
    """The answer of ``GET /v1/models``."""

    data: list[ListedModel]


def check_live(settings: Settings) -> Iterator[Finding]:
    """One finding or more for each vendor; those without a key are named as not tried."""
    return iter(asyncio.run(_all(settings)))


async def _all(settings: Settings) -> list[Finding]:
    found: list[Finding] = []
    if settings.openai_api_key.get_secret_value():
        found += [finding async for finding in _openai(settings)]
    else:
        found.append(note("live openai", "not tried: no OPENAI_API_KEY"))
    if settings.replicate_api_token.get_secret_value():
        found += [finding async for finding in _replicate(settings)]
    else:
        found.append(note("live replicate", "not tried: no REPLICATE_API_TOKEN"))
    return found


async def _replicate(settings: Settings) -> AsyncIterator[Finding]:
    """Asks for the model that speaks; the models of pictures and films are checked by the catalogue."""
    from influencer_app.integrations.replicate.factory import build_adapters  # noqa: PLC0415 - its package is slow

    parts = build_adapters(settings)
    model = settings.replicate_speech_model
    try:
        async with asyncio.timeout(SECONDS):
            facts = await parts.provider.describe(model, "")
        yield good("live replicate", f"answers at {settings.replicate_base_url}")
        if facts is None:
            yield missing("live replicate", f"speech: {model} is not there")
        elif "audio_format" not in facts.schema:
            yield careful("live replicate", f"speech: {model} cannot be asked for WAV; choose a newer one")
        if parts.webhook_url is None:
            yield note("live replicate", POLLED)
        elif reason := await unreachable_reason(parts.webhook_url):
            yield careful("live replicate", f"webhooks do not arrive, predictions are polled: {reason}")
        else:
            yield good("live replicate", f"webhooks arrive at {parts.webhook_url}")
    except AppError as error:
        yield missing("live replicate", error.sentence)
    except TimeoutError:
        yield missing("live replicate", f"no answer within {SECONDS:g} seconds")
    finally:
        await parts.provider.aclose()
        await parts.fetcher.aclose()


async def _openai(settings: Settings) -> AsyncIterator[Finding]:
    """Lists the models, and has one harmless sentence moderated; both are free."""
    from influencer_app.integrations.moderation.openai import (  # noqa: PLC0415 - its package takes a second
        OpenAIModeration,
    )
    from influencer_app.integrations.openai.client import open_client, openai_call, parse_response  # noqa: PLC0415 - as above

    client = open_client(settings.openai_api_key.get_secret_value(), settings.openai_base_url)
    try:
        async with openai_call(SECONDS):
            raw = await client.models.with_raw_response.list()
            listed = parse_response(raw.http_response.content, Listed)
        yield good("live openai", f"answers at {settings.openai_base_url}, {len(listed.data)} models")
        for finding in _told(settings, {model.id: model.shutdown_date for model in listed.data}):
            yield finding
        await OpenAIModeration(client, settings.openai_moderation_model, "refuse").check_text("A calm sea.")
        yield good("live openai", "moderation answers")
    except AppError as error:
        yield missing("live openai", str(error.__cause__ if _hidden(error) else error))
    finally:
        await client.close()


def _hidden(error: AppError) -> bool:
    """Moderation speaks to people; what lies behind it is for operators."""
    return isinstance(error.__cause__, AppError)


def _told(settings: Settings, ends: dict[str, date | None]) -> Iterator[Finding]:
    today = now().date()
    for task, model in openai_models(settings).items():
        if model not in ends:
            yield missing("live openai", f"{task}: {model} is not among the models of this key")
        elif told := warning(model, today, ends[model]):
            yield careful("live openai", f"{task}: {told}")
