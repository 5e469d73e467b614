"""Defines the vocabulary of traits and resolves free text and gaps to a complete person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from influencer_app.sketch import palette
from influencer_app.sketch.model import Appearance
from influencer_app.sketch.seeds import stream

HAIR_STYLES = (
    "long", "wavy", "curly", "bob", "fringe", "ponytail", "bun", "braid", "pixie", "afro", "coils", "locs",
    "box braids", "twists", "cornrows", "hijab",
    "short", "side part", "quiff", "slicked back", "curtains", "curly top", "crew cut", "buzz cut", "bald",
)  # fmt: skip
BODIES = ("slim", "average", "athletic", "curvy", "broad", "plus size")
GROUPS = (
    "african", "east asian", "south asian", "southeast asian", "european", "latin american",
    "middle eastern", "pacific islander", "indigenous american", "mixed",
)  # fmt: skip
TRAITS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "skin_tone": tuple(palette.SKIN),
        "hair_style": HAIR_STYLES,
        "hair_color": tuple(palette.HAIR),
        "eye_color": tuple(palette.EYES),
        "body_type": BODIES,
        "ethnicity": GROUPS,
    }
)
_WORDS: dict[str, dict[str, str]] = {
    "skin_tone": {
        "pale": "porcelain", "white": "fair", "rosy": "ivory", "peach": "fair", "beige": "light",
        "warm": "medium", "golden": "medium", "honey": "tan", "caramel": "bronze", "dark": "deep",
        "black": "ebony", "chocolate": "brown", "tanned": "tan", "very dark": "ebony", "dark brown": "deep",
    },
    "hair_style": {
        "very short": "crew cut", "shaved": "buzz cut", "buzzed": "buzz cut", "buzzcut": "buzz cut",
        "crop": "short", "cropped": "short", "textured": "short", "fade": "crew cut", "undercut": "quiff",
        "pompadour": "quiff", "combed": "side part", "slick": "slicked back", "straight": "long",
        "shoulder length": "bob", "lob": "bob", "waves": "wavy", "beach waves": "wavy", "curls": "curly",
        "ringlets": "curly", "short curly": "curly top", "short curls": "curly top", "bangs": "fringe",
        "pony tail": "ponytail", "top knot": "bun", "updo": "bun", "chignon": "bun", "man bun": "bun",
        "braids": "box braids", "braided": "braid", "plait": "braid", "corn rows": "cornrows",
        "plaits": "box braids", "headscarf": "hijab", "head scarf": "hijab", "veil": "hijab",
        "covered": "hijab",
        "dreadlocks": "locs", "dreads": "locs", "coily": "coils", "middle part": "curtains",
        "parted": "side part", "hairless": "bald", "no hair": "bald", "medium": "bob", "layered": "wavy",
    },
    "hair_color": {
        "blond": "blonde", "golden": "blonde", "honey": "dark blonde", "light brown": "dark blonde",
        "sandy": "dark blonde", "copper": "ginger", "orange": "ginger", "strawberry": "ginger",
        "brunette": "brown", "dark": "dark brown", "jet": "black", "raven": "black", "gray": "grey",
        "salt and pepper": "grey", "bleached": "platinum", "ash": "platinum", "rose": "pink",
        "green": "teal", "turquoise": "teal", "lilac": "purple", "violet": "purple", "burgundy": "auburn",
    },
    "eye_color": {
        "black": "dark brown", "dark": "dark brown", "gray": "grey", "gold": "amber", "honey": "amber",
        "emerald": "green", "turquoise": "blue", "purple": "violet", "light brown": "amber",
    },
    "body_type": {
        "thin": "slim", "slender": "slim", "petite": "slim", "skinny": "slim", "lean": "slim",
        "fit": "athletic",
        "muscular": "athletic", "toned": "athletic", "hourglass": "curvy", "stocky": "broad",
        "tall": "average",
        "heavy": "plus size", "large": "plus size", "fat": "plus size", "normal": "average",
        "medium": "average",
    },
    "ethnicity": {
        "black": "african", "african american": "african", "caribbean": "african", "nigerian": "african",
        "ethiopian": "african", "kenyan": "african", "chinese": "east asian", "japanese": "east asian",
        "korean": "east asian", "asian": "east asian", "indian": "south asian", "pakistani": "south asian",
        "bengali": "south asian", "thai": "southeast asian", "filipino": "southeast asian",
        "vietnamese": "southeast asian", "indonesian": "southeast asian", "white": "european",
        "caucasian": "european", "scandinavian": "european", "nordic": "european", "slavic": "european",
        "mediterranean": "european", "italian": "european", "irish": "european", "german": "european",
        "latina": "latin american", "latino": "latin american", "hispanic": "latin american",
        "mexican": "latin american", "brazilian": "latin american", "arab": "middle eastern",
        "persian": "middle eastern", "turkish": "middle eastern", "polynesian": "pacific islander",
        "maori": "pacific islander", "hawaiian": "pacific islander", "native american": "indigenous american",
        "biracial": "mixed", "multiracial": "mixed",
    },
}  # fmt: skip
_SKIN_OF = {
    "african": ("brown", "deep", "ebony", "bronze"),
    "east asian": ("ivory", "fair", "light"),
    "south asian": ("tan", "bronze", "olive", "brown"),
    "southeast asian": ("medium", "olive", "tan"),
    "european": ("porcelain", "ivory", "fair", "light"),
    "latin american": ("light", "medium", "olive", "tan"),
    "middle eastern": ("light", "medium", "olive"),
    "pacific islander": ("tan", "bronze"),
    "indigenous american": ("tan", "olive", "bronze"),
    "mixed": ("medium", "tan", "bronze", "olive"),
}
_STYLES_OF = {
    "female": ("long", "wavy", "curly", "bob", "fringe", "ponytail", "bun", "braid", "pixie", "long", "wavy"),
    "male": ("short", "side part", "quiff", "slicked back", "curtains", "curly top", "crew cut", "short"),
    "nonbinary": ("pixie", "short", "curtains", "bob", "curly top", "quiff", "wavy", "side part"),
}
_BEARDS = ("none", "stubble", "short", "full", "moustache", "goatee")
_LABEL = {
    "skin_tone": "skin tone", "hair_style": "hair style", "hair_color": "hair colour",
    "eye_color": "eye colour", "body_type": "body type", "ethnicity": "ethnicity",
}  # fmt: skip


@dataclass(frozen=True)
class Person:
    """A look with every unspecified trait filled from its key."""

    key: str
    age: int
    gender: str
    group: str
    skin: str
    hair_style: str
    hair_color: str
    eyes: str
    body: str
    beard: str


def find(field: str, text: str) -> str:
    """The vocabulary word for free text, or ``""``; longer matches win."""
    plain = " " + " ".join(re.findall(r"[a-z]+", text.lower())) + " "
    known = {word: word for word in TRAITS[field]} | _WORDS[field]
    hits = [word for word in known if f" {word} " in plain]
    return known[max(hits, key=len)] if hits else ""


def resolve(appearance: Appearance) -> tuple[Person, tuple[str, ...]]:
    """The complete person, and a note for each word that was not understood."""
    notes: list[str] = []

    def read(field: str, text: str, otherwise: str) -> str:
        found = find(field, text)
        if text.strip() and not found:
            notes.append(f"The {_LABEL[field]} “{text.strip()[:40]}” is not known; {otherwise} is drawn.")
        return found or otherwise

    gender = appearance.gender.strip().lower()
    if gender not in _STYLES_OF:
        notes.append(f"The gender “{appearance.gender[:40]}” is not known; nonbinary is drawn.")
        gender = "nonbinary"
    draw = stream(appearance.key, "traits")
    picks = [draw.random() for _ in range(8)]

    def pick(options: tuple[str, ...], which: int) -> str:
        return options[int(picks[which] * len(options))]

    group = read(
        "ethnicity", appearance.ethnicity, find("ethnicity", appearance.skin_tone) or pick(GROUPS, 0)
    )
    skin = read("skin_tone", appearance.skin_tone, pick(_SKIN_OF[group], 1))
    body = read("body_type", appearance.body_type, pick(("slim", "average", "average", "athletic"), 2))
    fallback = pick(_STYLES_OF[gender], 3)
    if group == "african":
        own = (
            ("afro", "coils", "locs", "bun", "box braids", "twists", "cornrows")
            if gender != "male"
            else ("coils", "buzz cut", "crew cut", "twists", "cornrows")
        )
        fallback = pick(own, 3)
    style = (
        read("hair_style", appearance.hair_style, fallback)
        if not _only_beard(appearance.hair_style)
        else fallback
    )
    return (
        Person(
            key=appearance.key,
            age=max(18, min(90, appearance.age)),
            gender=gender,
            group=group,
            skin=skin,
            hair_style=style,
            hair_color=read(
                "hair_color", appearance.hair_color, _natural_hair(group, appearance.age, picks[4])
            ),
            eyes=read("eye_color", appearance.eye_color, _natural_eyes(group, picks[5])),
            body=body,
            beard=_beard(appearance.hair_style, gender, picks[6]),
        ),
        tuple(notes),
    )


def resolved_traits(appearance: Appearance) -> dict[str, str]:
    """The values of ``TRAITS`` for this appearance, including those left unspecified."""
    person, _ = resolve(appearance)
    return {
        "skin_tone": person.skin,
        "hair_style": person.hair_style,
        "hair_color": person.hair_color,
        "eye_color": person.eyes,
        "body_type": person.body,
        "ethnicity": person.group,
    }


def _only_beard(text: str) -> bool:
    rest = re.sub(
        r"\b(with|and|a|full|short|long|beard|bearded|stubble|moustache|mustache|goatee|clean|shaven)\b",
        "",
        text,
    )
    return bool(text.strip()) and not rest.strip(" ,") and "beard" in text


def _beard(text: str, gender: str, chance: float) -> str:
    for words, kind in (
        (("clean shaven", "no beard", "beardless"), "none"),
        (("stubble",), "stubble"),
        (("goatee",), "goatee"),
        (("full beard", "long beard", "bushy"), "full"),
        (("beard",), "short"),
        (("moustache", "mustache"), "moustache"),
    ):
        if any(word in text.lower() for word in words):
            return kind
    if gender != "male":
        return "none"
    steps = (
        (0.36, "none"),
        (0.62, "stubble"),
        (0.80, "short"),
        (0.90, "full"),
        (0.95, "moustache"),
        (1.01, "goatee"),
    )
    return next(kind for limit, kind in steps if chance < limit)


def _natural_hair(group: str, age: int, chance: float) -> str:
    if age + chance * 14 > 66:
        return ("grey", "silver", "white")[min(2, int((age + chance * 20 - 60) / 14))]
    if group in {"european", "mixed"}:
        tones = ("dark brown", "brown", "chestnut", "dark blonde", "blonde", "ginger", "auburn", "black")
        return tones[int(chance * len(tones))]
    return "black" if chance < 0.62 else "dark brown"


def _natural_eyes(group: str, chance: float) -> str:
    if group == "european":
        return ("blue", "green", "hazel", "brown", "grey", "blue", "amber")[int(chance * 7)]
    if group in {"mixed", "latin american", "middle eastern"}:
        return ("brown", "dark brown", "hazel", "brown", "amber")[int(chance * 5)]
    return "dark brown" if chance < 0.7 else "brown"
