"""Parses a prompt with a small vocabulary and reports unknown words instead of guessing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from influencer_app.sketch.prompt_text import PromptText, split
from influencer_app.sketch.vocabulary import (
    CLOSE,
    CLOTHES,
    COLOURS,
    EXTRAS,
    FILLER,
    GAZES,
    MOODS,
    NEAR_ENOUGH,
    OUTSIDE,
    SCENE_WORDS,
    TIME_WORDS,
    WEATHER,
    WHOLE,
    WIDE,
)

UNKNOWN_MAX = 12


@dataclass(frozen=True)
class Brief:
    """A parsed prompt; empty strings and None for unspecified fields."""

    scene: str
    time: str
    smile: float | None
    framing: str  # "", "close", "wide"
    weather: str  # "", "rain", "snow", "fog"
    gaze: str  # "", "up", "down", "left", "right", "shut"
    brows: float | None
    extras: frozenset[str]
    clothes: str
    colour: str
    words: frozenset[str]
    understood: tuple[str, ...]
    notes: tuple[str, ...]


def read(prompt: str, negative: str = "") -> Brief:
    """Parse a prompt; words of ``negative`` are ignored even when the prompt contains them."""
    text, unwanted = split(prompt), split(negative)
    banned = " , ".join((unwanted.plain, *unwanted.excluded, *text.excluded))
    reader = _PromptReader(f" {text.plain} ", f" {banned} ", text)
    scene = _scene(reader)
    time = reader.first(TIME_WORDS)
    weather = reader.first(WEATHER)
    if weather and scene not in OUTSIDE:
        reader.notes.append(f"{weather.capitalize()} is not shown indoors.")
    if not time:
        time = "overcast" if weather else "night" if scene == "city" else "day"
    mood = reader.longest({name: words for name, (_, _, words) in MOODS.items()})
    smile, brows = MOODS[mood][:2] if mood else (None, None)
    gaze = reader.first(GAZES, {name: words[0] for name, words in GAZES.items()})
    framing = reader.first({"close": CLOSE, "wide": (*WIDE, *WHOLE)})
    if reader.match(WHOLE):
        reader.notes.append("A full figure is drawn down to the waist.")
    extras = {name for name, words in EXTRAS.items() if reader.match(words)}
    if "sunglasses" in extras:
        extras.discard("glasses")
    reader.used.update(dict.fromkeys(sorted(extras)))
    clothes = reader.longest(CLOTHES)
    colour = _colour(reader)
    reader.used.update(dict.fromkeys(f"no {phrase}" for phrase in text.excluded))
    reader.notes.extend(_left_over([*reader.unknown(), *unwanted.unread], text, unwanted))
    return Brief(
        scene, time, smile, framing, weather, gaze, brows, frozenset(extras), clothes, colour,
        frozenset(_phrases(reader.plain)), tuple(reader.used), tuple(reader.notes),
    )  # fmt: skip


@dataclass
class _PromptReader:
    """Matches the words of a prompt and tracks which were understood, and as what."""

    plain: str
    banned: str
    text: PromptText
    used: dict[str, None] = field(default_factory=dict)
    matched: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def match(self, words: tuple[str, ...]) -> str:
        """The longest of ``words`` in the prompt; all matches count as understood."""
        hits = [w for w in words if f" {w} " in self.plain and f" {w} " not in self.banned]
        for hit in hits:
            self.matched.update(hit.split())
        return max(hits, key=len) if hits else ""

    def first(self, kinds: Mapping[str, tuple[str, ...]], labels: Mapping[str, str] | None = None) -> str:
        """The first kind with a word in the prompt; reported by its name, or by its entry in ``labels``."""
        found = [name for name, words in kinds.items() if self.match(words)]
        if found:
            self.used[labels[found[0]] if labels else found[0]] = None
        return found[0] if found else ""

    def longest(self, kinds: Mapping[str, tuple[str, ...]]) -> str:
        """The kind with the longest match, so that "soft smile" is not taken for "smile"."""
        sizes = {name: len(self.match(words)) for name, words in kinds.items()}
        found = max(sizes, key=lambda name: sizes[name])
        if not sizes[found]:
            return ""
        self.used[found] = None
        return found

    def unknown(self) -> list[str]:
        """What was not understood, as it was written."""
        words = [
            self.text.spelling[word]
            for word in dict.fromkeys(self.plain.split())
            if word not in self.matched and word not in FILLER and len(word) > 1
        ]
        return list(dict.fromkeys((*words, *self.text.unread)))


def _left_over(unknown: list[str], *texts: PromptText) -> Iterator[str]:
    """Notes on what was not understood."""
    if unknown:
        more = " and more" if len(unknown) > UNKNOWN_MAX else ""
        yield "Not understood: " + ", ".join(unknown[:UNKNOWN_MAX]) + more + "."
    if any(text.foreign for text in texts):
        yield "This engine reads English words only."
    if sign := next((text.sign for text in texts if text.sign), ""):
        yield f"Signs as in “{sign}” are not read, only the words in them."


def _scene(reader: _PromptReader) -> str:
    found = {name: reader.match(words) for name, words in SCENE_WORDS.items()}
    hits = [name for name, word in found.items() if word]
    places = [name for name in hits if name != "studio"] or hits
    if places:
        scene = min(places, key=lambda name: (reader.plain.index(f" {found[name]} "), -len(found[name])))
        reader.used[scene] = None
        if found[scene] in NEAR_ENOUGH:
            reader.notes.append(f"“{found[scene].capitalize()}” is drawn as its nearest scene, {scene}.")
        return scene
    if reader.plain.strip():
        reader.notes.append("No known place was named; a studio portrait is drawn.")
    return "studio"


def _colour(reader: _PromptReader) -> str:
    colours = [word for word in reader.plain.split() if word in COLOURS]
    reader.matched.update(colours)
    colour = next((word for word in colours if not _of_body(word, reader.plain)), "")
    if colour:
        reader.used[colour] = None
    return colour


def _phrases(plain: str) -> set[str]:
    words = plain.split()
    return {*words, *(f"{a} {b}" for a, b in pairwise(words))}


def _of_body(word: str, plain: str) -> bool:
    return any(
        f" {word} {part} " in plain
        for part in ("hair", "eyes", "curls", "skin", "lips", "background", "hour", "light", "sky")
    )
