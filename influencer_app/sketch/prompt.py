"""Parses a prompt with a small vocabulary: what will be drawn, and what will not."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from influencer_app.sketch.person_words import shown_of_person
from influencer_app.sketch.prompt_colours import read_colour
from influencer_app.sketch.prompt_reader import Hit, PromptReader
from influencer_app.sketch.prompt_text import split
from influencer_app.sketch.substitutes import ALSO_TRUE, DETAILS, SKY, STYLE_TALK, shows_time
from influencer_app.sketch.traits import Person
from influencer_app.sketch.vocabulary import (
    CLOSE,
    CLOTHES,
    EXTRAS,
    GAZES,
    MOODS,
    OUTSIDE,
    SCENE_WORDS,
    STYLE_WORDS,
    TIME_WORDS,
    WEATHER,
    WHOLE,
    WIDE,
)

GRINS = frozenset(word for mood in ("laugh", "smile") for word in MOODS[mood][2])


@dataclass(frozen=True)
class Brief:
    """A parsed prompt; empty strings and None for unspecified fields.

    Every content word of the prompt is in ``shown`` (phrases that are drawn), ``similar`` (phrases that
    something similar is drawn for), ``indoors`` (what does not show inside) or ``missing``.
    """

    scene: str
    time: str
    smile: float | None
    framing: str  # "", "close", "wide"
    weather: str  # "", "rain", "snow", "fog"
    gaze: str  # "", "up", "down", "left", "right", "shut"
    brows: float | None
    extras: frozenset[str]
    without: frozenset[str]  # extras that are left out even if the person always wears them
    clothes: str
    colour: str
    style: str  # "" unless the prompt asks for one
    words: frozenset[str]
    understood: tuple[str, ...]
    has_place: bool
    shown: tuple[str, ...]
    similar: tuple[tuple[str, str], ...]
    indoors: tuple[str, ...]
    missing: tuple[str, ...]
    worn: tuple[str, str]  # the phrase for the clothes, and its spelling
    excluded: tuple[str, ...]
    foreign: bool
    sign: str


def read(prompt: str, negative: str = "", person: Person | None = None, style: str = "realistic") -> Brief:
    """Parse a prompt; words of ``negative`` are ignored even when the prompt contains them.

    ``person`` and ``style`` are who is drawn and how: what contradicts them is missing in the picture.
    """
    text, unwanted = split(prompt), split(negative)
    banned = " , ".join((unwanted.plain, *unwanted.excluded, *text.excluded))
    reader = PromptReader(text, f" {banned} ")
    asked_style = _style(reader, style)
    scene, has_place = _scene(reader)
    time, indoors = _time(reader, scene)
    weather = reader.first(WEATHER)
    if weather and scene not in OUTSIDE:
        indoors += _spelled(reader, WEATHER[weather])
    if not time:
        time = "overcast" if weather else "night" if scene == "city" else "day"
    mood = reader.longest({name: words for name, (_, _, words) in MOODS.items()})
    if mood == "laugh":
        reader.take(reader.hits(MOODS["smile"][2]))
    smile, brows = MOODS[mood][:2] if mood else (None, None)
    if not mood and GRINS & set(text.excluded):
        smile = 0.0
    gaze = reader.first(GAZES, {name: words[0] for name, words in GAZES.items()})
    framing = reader.first({"close": CLOSE, "wide": (*WIDE, *WHOLE)})
    extras = _extras(reader)
    without = frozenset(
        name for name, phrases in EXTRAS.items() if any(f" {one} " in f" {banned} " for one in phrases)
    )
    clothes = reader.longest(CLOTHES)
    colour = read_colour(reader, has_clothes=bool(clothes), grey=(asked_style or style) == "editorial")
    _claim_details(reader, scene, time, asked_style or style)
    reader.take(shown_of_person(reader, person))
    reader.used.update(dict.fromkeys(f"no {phrase}" for phrase in text.excluded))
    kept = [f"no {phrase}" for phrase in text.excluded if phrase in SCENE_WORDS[scene]]
    exact = reader.hits_drawn(near=False)
    near = reader.hits_drawn(near=True)
    return Brief(
        scene, time, smile, framing, weather, gaze, brows, frozenset(extras), without, clothes, colour,
        asked_style,
        frozenset(_phrases(reader)), tuple(reader.used), has_place,
        shown=tuple(reader.spelled(hit.span) for hit in exact),
        similar=tuple((hit.phrase, reader.spelled(hit.span)) for hit in near),
        indoors=tuple(dict.fromkeys(indoors)),
        missing=tuple(dict.fromkeys([*reader.left_over(), *kept, *unwanted.unread])),
        worn=_worn(reader, clothes),
        excluded=text.excluded,
        foreign=text.foreign or unwanted.foreign,
        sign=text.sign or unwanted.sign,
    )  # fmt: skip


def _style(reader: PromptReader, style: str) -> str:
    """The style that the prompt asks for, unless another one was chosen or it is said of clothes."""
    for name, phrases in STYLE_WORDS.items():
        hits = [hit for hit in reader.hits(phrases) if not _of_clothes(reader, hit)]
        if hits and style in {"realistic", name}:
            reader.take(hits)
            reader.used[name] = None
            return name
        reader.drop(hits)
    return ""


def _of_clothes(reader: PromptReader, hit: Hit) -> bool:
    garments = {word for phrases in CLOTHES.values() for phrase in phrases for word in phrase.split()}
    return any(word in garments for word in reader.segment(max(hit.span), 2))


def _scene(reader: PromptReader) -> tuple[str, bool]:
    """The place, and whether one is named: first what can be drawn, then the first in the prompt."""
    named = [(name, hit) for name, phrases in SCENE_WORDS.items() for hit in reader.hits(phrases)]
    worn = _garments(reader)
    hits = [one for one in named if not one[1].span <= worn] or named
    places = [(name, hit) for name, hit in hits if name != "studio"] or hits
    if not places:
        return "studio", not reader.tokens
    scene = min(places, key=lambda one: (one[1].rank, one[1].at, -len(one[1].phrase)))[0]
    reader.used[scene] = None
    own = [hit for name, hit in hits if name == scene]
    best = min(hit.rank for hit in own)
    reader.take(hit for hit in own if hit.rank == best or not hit.rank)
    return scene, True


def _garments(reader: PromptReader) -> frozenset[int]:
    """The positions of the names of clothes: an evening gown says nothing of the evening."""
    return frozenset().union(*(hit.span for phrases in CLOTHES.values() for hit in reader.hits(phrases)))


def _time(reader: PromptReader, scene: str) -> tuple[str, list[str]]:
    """The time of day, and the words for it where the scene does not show it."""
    worn = _garments(reader)
    time = reader.first(TIME_WORDS, but_at=worn)
    if not time:
        return "", []
    for other in ALSO_TRUE.get(time, ()):
        reader.take(reader.hits(TIME_WORDS[other]))
    if scene != "park":
        reader.drop(reader.hits(("autumn",)))
    if scene == "city" and time != "night":
        reader.drop(reader.hits(("neon lights", "neon")))
    hidden = [one for one in (time, *ALSO_TRUE.get(time, ())) if not shows_time(scene, one)]
    unseen = [phrase for one in hidden for phrase in _spelled(reader, TIME_WORDS[one])]
    return time, unseen


def _spelled(reader: PromptReader, phrases: tuple[str, ...]) -> list[str]:
    """Claimed phrases that do not show after all."""
    hits = [hit for hit in reader.hits(phrases) if hit in reader.drawn]
    reader.drawn -= set(hits)
    return [reader.spelled(hit.span) for hit in hits]


def _extras(reader: PromptReader) -> set[str]:
    found = {name: hits for name, phrases in EXTRAS.items() if (hits := reader.hits(phrases))}
    if "sunglasses" in found:
        found.pop("glasses", None)
    for hits in found.values():
        reader.take(hits)
    reader.used.update(dict.fromkeys(sorted(found)))
    return set(found)


def _claim_details(reader: PromptReader, scene: str, time: str, style: str) -> None:
    """Things that the scene and the style always show."""
    sky = SKY if scene in OUTSIDE and time not in {"night", "overcast"} else frozenset()
    details = DETAILS.get(scene, frozenset()) | DETAILS.get(f"{scene} {time}", frozenset()) | sky
    for word in sorted(details):
        reader.take(reader.hits((word,)))
    reader.take(reader.hits(STYLE_TALK.get(style, ())))


def _worn(reader: PromptReader, clothes: str) -> tuple[str, str]:
    """The longest phrase for the clothes."""
    hits = reader.hits(CLOTHES[clothes]) if clothes else []
    if not hits:
        return "", ""
    best = max(hits, key=lambda hit: len(hit.phrase))
    return best.phrase, reader.spelled(best.span)


def _phrases(reader: PromptReader) -> Iterator[str]:
    yield from reader.tokens
    yield from (f"{a} {b}" for a, b in pairwise(reader.tokens))
    if reader.hits(("palm trees", "palm tree")):
        yield "palms"
