"""Which vendors have a key, and which of their models are about to end."""

from collections.abc import Iterator

from influencer_app.commands.findings import Finding, careful, good, note
from influencer_app.db.base import now
from influencer_app.domain.generation.retirement import has_ended, warning
from influencer_app.settings import Settings


def openai_models(settings: Settings) -> dict[str, str]:
    """The models that this installation asks OpenAI for, by what they do."""
    return {
        "prompts": settings.openai_prompt_model,
        "moderation": settings.openai_moderation_model,
        "speech": settings.openai_speech_model,
    }


def check_models(settings: Settings) -> Iterator[Finding]:
    """What OpenAI does here, and warnings of models that end, as far as is known without asking."""
    if not settings.openai_api_key.get_secret_value():
        yield note("openai", "no key: prompts are written out by rules, nobody looks at them a second time")
        return
    models = openai_models(settings)
    yield good("openai", ", ".join(f"{task} by {model}" for task, model in models.items()))
    today = now().date()
    for task, model in models.items():
        if told := warning(model, today):
            yield careful("openai", f"{task}: {told}")
    if settings.speech == "openai" and has_ended(settings.openai_speech_model, today):
        yield careful("openai", "SPEECH is openai, whose speech has ended; set it to auto")
