"""Reads the colour of the clothes; colours of other things are not drawn."""

from influencer_app.sketch.prompt_reader import Hit, PromptReader
from influencer_app.sketch.vocabulary import CLOTHES, COLOURS, EXTRAS, FILLER, words

REACH = 3
_GARMENTS = words("outfit clothes clothing") | {
    word for phrases in CLOTHES.values() for phrase in phrases for word in phrase.split()
}
_SCARVES = frozenset(EXTRAS["scarf"])
_BODY = words("hair eyes curls skin lips background hour light sky")


def read_colour(reader: PromptReader, *, has_clothes: bool, grey: bool) -> str:
    """The colour that the outfit gets: the first that stands before a garment, or alone.

    In a ``grey`` picture it is chosen, but not accounted for.
    """
    places = [
        at
        for at, word in enumerate(reader.tokens)
        if word in COLOURS and at not in reader.claimed | reader.lost
    ]
    ranked = [(rank, at) for at in places if (rank := _rank(reader, at, has_clothes=has_clothes)) is not None]
    if not ranked:
        return ""
    _, best = min(ranked)
    colour = reader.tokens[best]
    reader.used[colour] = None
    if not grey:
        reader.take([Hit(best, colour)])
    return colour


def _rank(reader: PromptReader, at: int, *, has_clothes: bool) -> int | None:
    """0 for a colour of clothes, 1 for one on its own, None for one of something else."""
    after = list(reader.segment(at, REACH))
    if after and after[0] in _BODY:
        return None
    for word in after:
        if word in _GARMENTS:
            return 0
        if word in _SCARVES and not has_clothes:
            return 0
        if word in FILLER:
            break
    return 1 if not after or after[0] in FILLER else None
