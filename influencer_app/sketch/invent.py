"""Invents a person for a request without a character: traits from the prompt, the rest from the seed."""

import re

from influencer_app.sketch.model import Appearance
from influencer_app.sketch.prompt_text import LENGTH_MAX, fold
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.traits import TRAITS, find
from influencer_app.sketch.vocabulary import words as _words_of

_FEMALE = _words_of(
    """
    woman women girl she her lady female mother actress waitress queen bride wife businesswoman
    grandmother
    """
)
_MALE = _words_of(
    """
    man men guy boy he his him gentleman male father actor waiter king groom husband businessman
    grandfather
    """
)
_NEUTRAL = _words_of(
    """
    nonbinary androgynous enby they
    """
)
_EXCLUDED = re.compile(r"\b(?:no|without) (?:an? |any )?\w+")
_HAIR = (
    "hair",
    "haired",
    "hairstyle",
    "curls",
    "waves",
    "braid",
    "braids",
    "ponytail",
    "bun",
    "bob",
    "afro",
    "locs",
    "dreadlocks",
)
_ENDS = frozenset({"with", "and", "eyes", "eyed", "skin", "skinned", "in", "wearing", "dress", "shirt"})
_AGES = (
    (("teenage", "teenager", "eighteen"), 18, 20), (("young", "student", "girl", "boy"), 19, 27),
    (("middle aged", "mature"), 44, 56),
    (("old", "elderly", "senior", "grandmother", "grandfather", "grandma", "grandpa"), 66, 80),
)  # fmt: skip


def invent_appearance(prompt: str, seed: int) -> Appearance:
    """The look a prompt describes; the same description and seed give the same person."""
    plain = " ".join(re.findall(r"[a-z0-9]+", fold(prompt[:LENGTH_MAX])))
    plain = " ".join(_EXCLUDED.sub(" ", plain).split())
    words = set(plain.split())
    r = stream("invented person", seed)
    chance = r.random()
    if words & _NEUTRAL and not words & (_FEMALE | _MALE):
        gender = "nonbinary"
    elif words & _FEMALE:
        gender = "female"
    elif words & _MALE or "beard" in plain or "moustache" in plain:
        gender = "male"
    else:
        gender = "female" if chance < 0.5 else "male"
    return Appearance(
        key=f"invented {seed}",
        age=_age(plain, r.randint(21, 39)),
        gender=gender,
        ethnicity=_named("ethnicity", plain),
        skin_tone=_before("skin_tone", plain, ("skin", "skinned", "complexion")),
        hair_style=_style(plain),
        hair_color=_before("hair_color", plain, _HAIR) or _alone(plain),
        eye_color=_before("eye_color", plain, ("eyes", "eyed")),
        body_type=_named("body_type", plain),
    )


def _age(plain: str, otherwise: int) -> int:
    number = re.search(r"\b(\d{2}) (?:years? old|year|yo)\b", plain)
    if number:
        return max(18, int(number.group(1)))
    for names, low, high in _AGES:
        if any(f" {name} " in f" {plain} " for name in names):
            return low + (otherwise - 21) * (high - low) // 18
    return otherwise


def _before(field: str, plain: str, nouns: tuple[str, ...]) -> str:
    """The trait named in the three words before one of ``nouns``; the nearest wins."""
    tokens = plain.split()
    for i, token in enumerate(tokens):
        if token in nouns:
            for start in range(i - 1, max(-1, i - 5), -1):
                if tokens[start] in _ENDS:
                    break
                hit = find(field, " ".join(tokens[max(0, start - 1) : start + 1])) or find(
                    field, tokens[start]
                )
                if hit:
                    return hit
    return ""


def _named(field: str, plain: str) -> str:
    padded = f" {plain} "
    skip = {"black", "white", "medium", "large", "normal", "average", "mixed", "tall", "fit"}
    for word in TRAITS[field]:
        if f" {word} " in padded and word not in skip:
            return word
    hit = ""
    for person in ("woman", "man", "girl", "guy", "person", "lady", "boy", "model", "women", "men"):
        before = re.search(rf"\b(\w+(?: \w+)?) {person}\b", plain)
        if before:
            hit = hit or find(field, before.group(1))
    return hit


def _style(plain: str) -> str:
    beard = next(
        (
            w
            for w in (
                "full beard",
                "goatee",
                "stubble",
                "moustache",
                "mustache",
                "beard",
                "bearded",
                "clean shaven",
            )
            if w in plain
        ),
        "",
    )
    padded = f" {plain} "
    style = next(
        (
            w
            for w in (
                "bald",
                "afro",
                "ponytail",
                "bun",
                "braid",
                "box braids",
                "cornrows",
                "twists",
                "hijab",
                "headscarf",
                "locs",
                "dreadlocks",
                "pixie",
                "bob",
                "quiff",
                "buzz cut",
                "crew cut",
            )
            if f" {w} " in padded
        ),
        "",
    )
    style = find("hair_style", style) if style else _before("hair_style", plain, _HAIR)
    if not style and " curls " in padded:
        style = "curly"
    return f"{style} with {beard}".strip() if beard and style else beard.replace("bearded", "beard") or style


def _alone(plain: str) -> str:
    for word, colour in (
        ("blonde", "blonde"),
        ("blond", "blonde"),
        ("brunette", "brown"),
        ("redhead", "red"),
        ("redheaded", "red"),
        ("ginger", "ginger"),
    ):
        if f" {word} " in f" {plain} ":
            return colour
    return ""
