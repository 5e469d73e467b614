"""Reads a prompt with a small vocabulary; what it does not know is told, never guessed."""

import re
from dataclasses import dataclass
from itertools import pairwise

from influencer_app.sketch.vocabulary import (
    CLOSE,
    CLOTHES,
    COLOURS,
    EXTRAS,
    FILLER,
    MOODS,
    NEAR_ENOUGH,
    SCENE_WORDS,
    TIME_WORDS,
    WIDE,
)


@dataclass(frozen=True)
class Brief:
    """What a prompt asked for; empty strings and None where it said nothing."""

    scene: str
    time: str
    smile: float | None
    framing: str  # "", "close", "wide"
    extras: frozenset[str]
    clothes: str
    colour: str
    words: frozenset[str]
    understood: tuple[str, ...]
    notes: tuple[str, ...]


def read(prompt: str, negative: str = "") -> Brief:
    """The brief of a prompt; words of ``negative`` are not used even when the prompt has them."""
    plain = f" {_plain(prompt)} "
    banned = f" {_plain(negative)} "
    used: dict[str, None] = {}
    eaten: set[str] = set()

    def spoken(words: tuple[str, ...]) -> str:
        hits = [w for w in words if f" {w} " in plain and f" {w} " not in banned]
        for hit in hits:
            eaten.update(hit.split())
        return max(hits, key=len) if hits else ""

    found = {name: spoken(words) for name, words in SCENE_WORDS.items()}
    hits = [name for name, word in found.items() if word]
    places = [name for name in hits if name != "studio"] or hits
    scene = min(places, key=lambda name: plain.index(f" {found[name]} ")) if places else "studio"
    notes = []
    if places:
        used[scene] = None
        if found[scene] in NEAR_ENOUGH:
            notes.append(f"“{found[scene].capitalize()}” is drawn as its nearest scene, {scene}.")
    elif plain.strip():
        notes.append("No known place was named; a studio portrait is drawn.")
    time = next((name for name, words in TIME_WORDS.items() if spoken(words)), "")
    if time:
        used[time] = None
    if scene == "city" and not time:
        time = "night"
    mood = [(name, value) for name, (value, words) in MOODS.items() if spoken(words)]
    used.update(dict.fromkeys(name for name, _ in mood[:1]))
    framing = "close" if spoken(CLOSE) else "wide" if spoken(WIDE) else ""
    if framing:
        used[framing] = None
    extras = {name for name, words in EXTRAS.items() if spoken(words)}
    if "sunglasses" in extras:
        extras.discard("glasses")
    used.update(dict.fromkeys(sorted(extras)))
    clothes = max(
        (name for name, words in CLOTHES.items() if spoken(words)),
        key=lambda n: len(spoken(CLOTHES[n])),
        default="",
    )
    if clothes:
        used[clothes] = None
    colour = next((word for word in plain.split() if word in COLOURS and not _of_body(word, plain)), "")
    eaten.update(word for word in plain.split() if word in COLOURS)
    if colour:
        used[colour] = None
    unknown = [w for w in dict.fromkeys(plain.split()) if w not in eaten and w not in FILLER and len(w) > 1]
    if unknown:
        notes.append("Not understood: " + ", ".join(unknown[:12]) + ".")
    return Brief(
        scene, time or "day", mood[0][1] if mood else None, framing, frozenset(extras), clothes, colour,
        frozenset(_phrases(plain)), tuple(used), tuple(notes),
    )  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", text[:4000].lower().replace("café", "cafe").replace("’s", "")))


def _phrases(plain: str) -> set[str]:
    words = plain.split()
    return {*words, *(f"{a} {b}" for a, b in pairwise(words))}


def _of_body(word: str, plain: str) -> bool:
    return any(
        f" {word} {part} " in plain
        for part in ("hair", "eyes", "curls", "skin", "lips", "background", "hour", "light", "sky")
    )
