"""Wires OpenAI where it has a key; its package is imported only then, because that takes a second."""

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from influencer_app.domain.generation.ports.prompts import PromptPort
from influencer_app.domain.safety.ports import ModerationPort
from influencer_app.integrations.prompts.rules import RulePrompts
from influencer_app.settings import Settings
from influencer_app.wiring.bindings import Bindings

if TYPE_CHECKING:
    from influencer_app.integrations.openai.factory import OpenAIAdapters


def open_openai(settings: Settings, resources: AsyncExitStack) -> "OpenAIAdapters | None":
    """Return OpenAI's adapters; ``None`` without a key. ``resources`` closes their client."""
    if not settings.openai_api_key.get_secret_value():
        return None
    from influencer_app.integrations.openai.factory import build_adapters  # noqa: PLC0415 - see above

    adapters = build_adapters(settings)
    resources.push_async_callback(adapters.client.close)
    return adapters


def bind_prompts_and_moderation(bindings: Bindings, openai: "OpenAIAdapters | None") -> None:
    """Bind the ports to OpenAI; without it prompts are enhanced by rules, and no model moderates."""
    bindings.bind(PromptPort).to(openai.prompts if openai else RulePrompts())
    if openai is not None:
        bindings.bind(ModerationPort).to(openai.moderation)
