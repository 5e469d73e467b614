"""Words of a prompt that describe the person, and whether the person drawn is like that."""

from collections.abc import Mapping, Sequence

from influencer_app.sketch.hair.styles import LONG
from influencer_app.sketch.prompt_reader import OF_BODY, Hit, PromptReader
from influencer_app.sketch.traits import TRAITS, Person, find
from influencer_app.sketch.vocabulary import words

REACH = 3
"""How many words before a noun may belong to it."""

_NOUNS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("hair", "haired", "hairstyle"), ("hair_style", "hair_color")),
    **dict.fromkeys(
        ("curls", "braid", "braids", "ponytail", "bun", "bob", "afro", "locs", "dreadlocks", "pixie"),
        ("hair_style", "hair_color"),
    ),
    **dict.fromkeys(("eyes", "eyed"), ("eye_color",)),
    **dict.fromkeys(("skin", "skinned", "complexion"), ("skin_tone",)),
    **dict.fromkeys(
        ("woman", "man", "girl", "guy", "person", "lady", "boy", "model", "influencer"),
        ("ethnicity", "body_type", "hair_color"),
    ),
}
_ALONE: Mapping[str, str] = {
    **dict.fromkeys(
        words(
            "curls braid braids ponytail bun bob afro locs dreadlocks dreads pixie quiff cornrows twists"
            " hijab headscarf bald undercut pompadour bangs fringe updo"
        ),
        "hair_style",
    ),
    **dict.fromkeys(words("blonde blond brunette"), "hair_color"),
    **dict.fromkeys(words("curvy slim athletic petite muscular slender"), "body_type"),
}
_GENDERS = {
    **dict.fromkeys(words("woman girl lady female"), "female"),
    **dict.fromkeys(words("man guy boy gentleman male"), "male"),
    **dict.fromkeys(words("nonbinary androgynous"), "nonbinary"),
}
_AGES = {
    "young": (18, 35),
    "mature": (40, 65),
    **dict.fromkeys(("elderly", "senior"), (60, 120)),
    "old": (60, 120),
}
_BEARDS = {"beard": None, "bearded": None, "stubble": "stubble", "goatee": "goatee",
           "moustache": "moustache", "mustache": "moustache"}  # fmt: skip
_HAIR_NOUNS = words("hair haired hairstyle curls")
_DESCRIBING = words(" ".join(word for known in TRAITS.values() for word in known)) | words(
    "dark light short straight pale tanned golden copper sandy shaved braided dreadlocked gray tall heavy"
)


def shown_of_person(reader: PromptReader, person: Person | None) -> list[Hit]:
    """The words that describe the person as the person is drawn, with the noun that they stand before.

    Without a person nothing contradicts a description.
    """
    tokens = reader.tokens
    shown = _positions(tokens, reader.text.stops, person) - reader.claimed - reader.lost
    runs: list[list[int]] = []
    for at in sorted(shown):
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    found = []
    for run in runs:
        after = run[-1] + 1
        more = (
            [after]
            if after < len(tokens) and tokens[after] in OF_BODY and run[-1] not in reader.text.stops
            else []
        )
        found.append(Hit(run[0], " ".join(tokens[at] for at in (*run, *more))))
    return found


def _positions(tokens: Sequence[str], stops: frozenset[int], person: Person | None) -> set[int]:
    shown: set[int] = set()
    for at, token in enumerate(tokens):
        if token in _GENDERS:
            fits = person is None or person.gender == _GENDERS[token]
        elif token in _AGES:
            low, high = _AGES[token]
            counted = at > 0 and tokens[at - 1] in {"year", "years"}
            fits = counted or person is None or low <= person.age <= high
        elif token in _BEARDS:
            beard = _BEARDS[token]
            fits = person is None or (person.beard == beard if beard else person.beard in {"short", "full"})
        else:
            fits = token in _ALONE and _is(person, _ALONE[token], token)
        if fits:
            shown.add(at)
        if token in _NOUNS:
            shown |= _before(tokens, stops, at, person)
    return shown


def _before(tokens: Sequence[str], stops: frozenset[int], at: int, person: Person | None) -> set[int]:
    """The positions before a noun at ``at`` that describe it truly."""
    shown: set[int] = set()
    for back in range(at - 1, max(-1, at - 1 - REACH), -1):
        if back in stops or tokens[back] in _NOUNS:
            break
        pair = " ".join(tokens[back : back + 2])
        for field in _NOUNS[tokens[at]]:
            if _is(person, field, tokens[back]) and (person or tokens[back] in _DESCRIBING):
                shown.add(back)
            if back + 1 < at and find(field, pair) and find(field, pair) == _value(person, field, pair):
                shown |= {back, back + 1}
        if tokens[back] == "long" and tokens[at] in _HAIR_NOUNS and person and person.hair_style in LONG:
            shown.add(back)
    return shown


def _is(person: Person | None, field: str, text: str) -> bool:
    found = find(field, text)
    return bool(found) and found == _value(person, field, text)


def _value(person: Person | None, field: str, text: str) -> str:
    """The person's trait; without a person, what the text asks for."""
    if person is None:
        return find(field, text)
    values = {
        "hair_style": person.hair_style,
        "hair_color": person.hair_color,
        "eye_color": person.eyes,
        "skin_tone": person.skin,
        "body_type": person.body,
        "ethnicity": person.group,
    }
    return values[field]
