"""Turns moderation verdicts into sentences for people."""

from typing import Final

from influencer_app.domain.safety.ports import Verdict
from influencer_app.domain.safety.rules import SEXUAL_MINOR
from influencer_app.errors import PolicyRefused

WORDS: Final[dict[str, str]] = {
    "sexual/minors": "sexual content with minors",
    "sexual": "sexual content",
    "self-harm": "self-harm",
    "hate": "hate",
    "harassment": "harassment",
    "violence": "violence",
    "illicit": "something illegal",
}
"""The categories of a verdict, the gravest first, as people read them."""


def refuse_flagged(verdict: Verdict, *, field: str = "prompt", thing: str = "text") -> None:
    """Raises ``PolicyRefused`` for a flagged verdict; ``thing`` is what was looked at: text or picture."""
    if verdict.flagged:
        raise PolicyRefused.at(field, refusal(verdict, thing))


def refusal(verdict: Verdict, thing: str = "text") -> str:
    """The sentence for a flagged verdict. Knows nothing of credits: their ledger tells of them."""
    if "sexual/minors" in verdict.categories:
        return SEXUAL_MINOR
    named = [words for category, words in WORDS.items() if category in verdict.categories]
    why = f": it looks like {_listed(named)}" if named else ""
    todo = "Say it differently and try again." if thing == "text" else "Change the words and try again."
    return f"This {thing} cannot be used here{why}. {todo}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
