"""Enhances prompts by rules, without a model: adds light, lens, mood and style where they are missing."""

import re
from dataclasses import dataclass

from influencer_app.domain.generation.ports.prompts import Enhanced
from influencer_app.domain.generation.rules import PROMPT_MAX


@dataclass(frozen=True, slots=True)
class Rule:
    """An addition that applies when the prompt contains one of the words (or word pairs)."""

    words: tuple[str, ...]
    addition: str


LIGHT = (
    Rule(("sunset", "golden hour", "dusk", "last hour of sun"), "low warm light from one side"),
    Rule(("sunrise", "dawn", "morning"), "cool morning light with long soft shadows"),
    Rule(("neon", "club", "concert"), "coloured light from two sides"),
    Rule(("night", "midnight", "evening"), "city lights glowing behind, soft light on the face"),
    Rule(("rain", "fog", "mist", "cloudy", "overcast"), "diffuse grey light"),
    Rule(("snow", "winter"), "bright soft light bounced from the snow"),
    Rule(("beach", "sea", "desert", "noon"), "clear sun in a bright sky"),
    Rule(("cafe", "coffee", "library", "bookshop", "restaurant"), "warm window light"),
    Rule(("gym", "training", "workout"), "hard light from above with a bright rim"),
    Rule(("mountain", "trail", "tree line", "forest", "park"), "soft daylight, distance fading into haze"),
    Rule(("studio", "portrait", "headshot"), "large soft key light and a gentle fill"),
)
LENS = (
    Rule(("close-up", "close up", "headshot", "face"), "85 mm, shallow focus, eyes sharp"),
    Rule(("landscape", "wide", "panorama", "skyline"), "35 mm, deep background, person in the near third"),
    Rule(("selfie", "phone"), "24 mm at arm's length"),
)
MOOD = (
    Rule(("laugh", "smile", "happy", "joy", "fun"), "open honest smile"),
    Rule(("serious", "moody", "calm", "melancholy", "editorial"), "quiet expression, steady gaze"),
    Rule(("dance", "party", "concert", "festival"), "lively, carefree"),
    Rule(("gym", "training", "run", "workout", "sport"), "focused, determined"),
)
MENTIONED_BY = {
    "light": ("light", "lit", "backlit", "lighting", "glow", "shadow", "shadows"),
    "lens": ("mm", "lens", "focus", "bokeh", "depth of field", "wide angle"),
    "mood": ("mood", "expression", "gaze", "looking"),
}
DEFAULTS = {
    "light": "soft natural light",
    "lens": "50 mm, background gently out of focus",
    "mood": "relaxed, natural expression",
}
STYLE = {
    "realistic": "true skin, fine detail",
    "editorial": "fashion editorial, quiet colours",
    "anime": "clean line work, flat colour",
    "toon": "rounded forms, soft glossy shading",
    "watercolour": "loose washes on rough paper",
    "neon": "saturated colour on deep black",
}


class RulePrompts:
    """Implements ``PromptPort`` offline. The same prompt always gets the same additions."""

    identity = ""

    async def enhance(self, prompt: str, style: str) -> Enhanced:
        """See the port. Leaves out additions that would exceed the prompt limit."""
        return enhance_by_rules(prompt, style)


def enhance_by_rules(prompt: str, style: str) -> Enhanced:
    """The person's prompt, then light, lens, mood and style where it mentions none."""
    words = prompt.lower()
    additions = [
        _choose(words, rules, kind) for kind, rules in (("light", LIGHT), ("lens", LENS), ("mood", MOOD))
    ]
    additions.append(STYLE.get(style))
    text = prompt.rstrip(" ,.;")
    added = ""
    for addition in additions:
        if addition and addition not in words and len(text) + len(added) + len(addition) + 2 <= PROMPT_MAX:
            added += f", {addition}"
    return Enhanced(text=text + added, added=added.removeprefix(", "))


def _choose(words: str, rules: tuple[Rule, ...], kind: str) -> str | None:
    if any(_mentions(words, word) for word in MENTIONED_BY[kind]):
        return None
    for rule in rules:
        if any(_mentions(words, word) for word in rule.words):
            return rule.addition
    return DEFAULTS[kind]


def _mentions(words: str, word: str) -> bool:
    """Match whole words and their plural and -ing forms; ``85mm`` counts as ``mm``."""
    return re.search(rf"(?:\b|\d){re.escape(word)}(?:s|es|ing)?\b", words) is not None
