"""Rate limits per person that several edges share. Each raises ``RateLimited`` above its limit."""

from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.wiring import runtime

MINUTE, HOUR = 60, 3600
"""Seconds."""


async def limit_generate_calls(actor: Actor) -> None:
    """Counts a request for a generation."""
    app = runtime()
    await app.limits.hit("generate", str(actor.person_id), app.settings.generate_calls_per_minute, MINUTE)


async def limit_characters(actor: Actor) -> None:
    """Counts a new character."""
    app = runtime()
    await app.limits.hit("character", str(actor.person_id), app.settings.characters_per_hour, HOUR)


async def limit_changes(actor: Actor) -> None:
    """Counts a call that makes or changes something: the edges count each one that needs an editor."""
    app = runtime()
    await app.limits.hit("change", str(actor.person_id), app.settings.changes_per_minute, MINUTE)


async def limit_uploads(actor: Actor) -> None:
    """Counts an upload."""
    app = runtime()
    await app.limits.hit("upload", str(actor.person_id), app.settings.uploads_per_hour, HOUR)
