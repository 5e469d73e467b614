"""Splits a prompt into plain words, what it excludes, and what the vocabulary cannot read."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from influencer_app.sketch.substitutes import ACCOUNTED
from influencer_app.sketch.vocabulary import COLOURS, FILLER, PHRASES, TIME_WORDS

LENGTH_MAX = 4000
PHRASE_MAX = 4
ADJECTIVES = frozenset({*COLOURS, *(word for words in TIME_WORDS.values() for word in words)})
_NAMES = frozenset(word for phrase in (*PHRASES, *ACCOUNTED) for word in phrase.split())
_KNOWN = FILLER | _NAMES
_OF_ANOTHER_KIND = frozenset({"faces", "shorts", "tights", "tops"})
"""Words that are no plural of the word that they seem to be the plural of."""
_NEGATIONS = frozenset({"no", "not", "without"})
_BETWEEN = frozenset(
    {"a", "an", "any", "her", "his", "much", "so", "some", "the", "their", "too", "very", "wearing"}
)
_OR = frozenset({"nor", "or"})
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_SIGNS = re.compile(
    r"\{[^{}]*\|[^{}]*\}"  # {red|blue}
    r"|\[[^\[\]]*[:|][^\[\]]*\]"  # [cafe:beach:0.5], [red|blue]
    r"|\([^()]*:\s*\d*\.?\d+\s*\)"  # (smile:1.3)
    r"|<\w+:[^<>]*>"  # <lora:name:1>
    r"|(?<!\S)--\w+(?: [\d.:]+)?"  # --ar 4:5
)
_OWNED = re.compile(r"(?<=\w)[’']s\b", re.IGNORECASE)
_CONTRACTED = re.compile(r"\b(?:do|does|is|are|can)n?[’']t\b", re.IGNORECASE)
_EMOJI_FROM = "\u2100"
_KEPT_INSIDE = "\u200d\ufe0f"


@dataclass(frozen=True)
class PromptText:
    """``plain`` are words of a to z with one space each; ``excluded`` the words that "no" stands before.

    ``stops`` are the positions of words that end a part of the prompt. Plurals count as the word that the
    vocabulary has; ``spelling`` has the words as they were written; ``unread`` what is no such word, or an
    exclusion of something unknown; ``foreign`` says that letters or signs other than Latin ones are among
    it. ``sign`` is the first markup of other engines, or empty.
    """

    plain: str
    stops: frozenset[int]
    excluded: tuple[str, ...]
    spelling: dict[str, str]
    unread: tuple[str, ...]
    foreign: bool
    sign: str


@dataclass(frozen=True)
class _Token:
    """A word (``plain`` is empty if it cannot be read), or a stop between two parts (both are empty)."""

    plain: str
    shown: str


def fold(text: str) -> str:
    """Lower case letters without accents, also for full-width and other styles of letters."""
    return "".join(map(_fold_letter, unicodedata.normalize("NFKC", text).lower()))


def split(prompt: str) -> PromptText:
    """Split a prompt; words of a to z stay in their order."""
    text = _CONTRACTED.sub("not", unicodedata.normalize("NFKC", prompt[:LENGTH_MAX]))
    tokens = list(_tokens(_OWNED.sub("", text)))
    words: list[str] = []
    stops: set[int] = set()
    excluded: list[str] = []
    unread: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.plain in _NEGATIONS:
            at = _exclude(tokens, at, excluded, unread)
        elif token.plain:
            words.append(token.plain)
            continue
        elif token.shown:
            unread.append(token.shown)
        stops.add(len(words) - 1)
    sign = _SIGNS.search(text.lower())
    return PromptText(
        plain=" ".join(words),
        stops=frozenset(stops),
        excluded=tuple(excluded),
        spelling={token.plain: token.shown for token in tokens if token.plain},
        unread=tuple(unread),
        foreign=any(token.shown and not token.plain for token in tokens),
        sign=sign[0][:40] if sign else "",
    )


def is_readable(prompt: str) -> bool:
    """Whether a prompt has words of a to z, or nothing that could be read at all."""
    text = split(prompt)
    return bool(text.spelling) or not text.foreign


def is_known(word: str) -> bool:
    """Whether the vocabulary has a word."""
    return word in _KNOWN


def _exclude(tokens: list[_Token], at: int, excluded: list[str], unread: list[str]) -> int:
    """Reads what follows a negation at ``at - 1``; returns where the prompt goes on."""
    negation = tokens[at - 1].shown
    while True:
        while at < len(tokens) and tokens[at].plain in _BETWEEN:
            at += 1
        size, known = _noun_phrase(tokens, at)
        words = tokens[at : at + size]
        at += size
        if known:
            excluded.append(" ".join(token.plain for token in words))
        else:
            unread.append(" ".join((negation, *(token.shown for token in words))))
        if not words or at >= len(tokens) or tokens[at].plain not in _OR:
            return at
        at += 1


def _noun_phrase(tokens: list[_Token], at: int) -> tuple[int, bool]:
    """How many words belong to the first thing that is named from ``at`` on, and whether it is known."""
    size = 0
    while size < PHRASE_MAX:
        found = _phrase_size(tokens, at + size)
        follows = _phrase_size(tokens, at + size + (found or 1))
        if found and not (follows and tokens[at + size].plain in ADJECTIVES):
            return size + found, True
        if not follows:
            break
        size += found or 1
    return (1 if at < len(tokens) and tokens[at].shown else 0), False


def _phrase_size(tokens: list[_Token], at: int) -> int:
    """How many words the longest phrase of the vocabulary has that begins here."""
    for size in range(PHRASE_MAX, 0, -1):
        phrase = [token.plain for token in tokens[at : at + size]]
        if len(phrase) == size and " ".join(phrase) in PHRASES:
            return size
    return 0


def _tokens(text: str) -> Iterator[_Token]:
    """Runs of Latin letters, of other letters, of emoji; a stop for other punctuation, none for digits."""
    run, kind = "", ""
    for letter in f"{text}.":
        found = kind if run and _continues(letter) else _kind(letter)
        if found != kind:
            if run:
                yield _Token(_singular(fold(run)) if kind == "latin" else "", run)
            run, kind = "", found
        if found == "stop":
            yield _Token("", "")
        elif found:
            run += letter


def _singular(word: str) -> str:
    """The word of the vocabulary that a plural belongs to; any other word as it is."""
    if word in _KNOWN or not word.endswith("s") or word in _OF_ANOTHER_KIND:
        return word
    stems = (f"{word[:-3]}y" if word.endswith("ies") else "", word[:-1], word[:-2] * word.endswith("es"))
    return next((stem for stem in stems if len(stem) > 2 and stem in _NAMES), word)


def _kind(letter: str) -> str:
    if letter in ".,;:!?()[]{}|/\n":
        return "stop"
    category = unicodedata.category(letter)
    if category[0] == "L":
        return "latin" if "a" <= _fold_letter(letter.lower())[:1] <= "z" else "foreign"
    return "emoji" if category == "So" and letter >= _EMOJI_FROM else ""


def _continues(letter: str) -> bool:
    """Whether it belongs to the letter or emoji before it."""
    return letter in _KEPT_INSIDE or unicodedata.category(letter) in ("Mn", "Mc", "Sk")


def _fold_letter(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)
    return letter if len(base) > 1 and not base[0].isascii() else _bare(base)


def _bare(letters: str) -> str:
    return "".join(one for one in letters.translate(_LETTERS) if unicodedata.category(one) != "Mn")
