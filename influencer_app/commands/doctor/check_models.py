"""Checks the models of vendors that have a key: which are in use, and which are about to be shut down."""

from collections.abc import Iterator

from influencer_app.commands.doctor.findings import Finding
from influencer_app.db.base import now
from influencer_app.domain.model_catalog.deprecations import has_ended, warning
from influencer_app.integrations.speech import MISSING_KEY
from influencer_app.settings import Settings


def openai_models(settings: Settings) -> dict[str, str]:
    """Return the OpenAI models of this installation, by task."""
    return {
        "prompts": settings.openai_prompt_model,
        "moderation": settings.openai_moderation_model,
        "speech": settings.openai_speech_model,
    }


def check_models(settings: Settings) -> Iterator[Finding]:
    """Tell what OpenAI is used for and who speaks, and warn of announced shutdowns, without a request."""
    yield from _check_speech(settings)
    if not settings.openai_api_key.get_secret_value():
        yield Finding.info("openai", "no key: prompts are enhanced by rules, and moderated by rules alone")
        return
    models = openai_models(settings)
    yield Finding.ok("openai", ", ".join(f"{task} by {model}" for task, model in models.items()))
    today = now().date()
    for task, model in models.items():
        if text := warning(model, today):
            yield Finding.warning("openai", f"{task}: {text}")
    if settings.speech == "openai" and has_ended(settings.openai_speech_model, today):
        yield Finding.warning("openai", "SPEECH is openai, whose speech has been shut down; set it to auto")


def _check_speech(settings: Settings) -> Iterator[Finding]:
    """A provider that is named needs its key: without it nothing starts."""
    keys = {"openai": settings.openai_api_key, "replicate": settings.replicate_api_token}
    if settings.speech in keys and not keys[settings.speech].get_secret_value():
        yield Finding.error("speech", MISSING_KEY[settings.speech])
