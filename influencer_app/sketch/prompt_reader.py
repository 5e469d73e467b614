"""Matches the words of a prompt with the vocabulary and keeps account of each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from influencer_app.sketch.prompt_text import PromptText, is_known
from influencer_app.sketch.substitutes import INSTEAD, TALK, UNSHOWN
from influencer_app.sketch.vocabulary import FILLER

OF_BODY = frozenset({"hair", "eyes", "skin"})
"""Nouns that everybody has: they are named with what stands before them."""


@dataclass(frozen=True)
class Hit:
    """A phrase of the vocabulary at a position of the prompt."""

    at: int
    phrase: str

    @property
    def span(self) -> frozenset[int]:
        """The positions of its words."""
        return frozenset(range(self.at, self.at + len(self.phrase.split())))

    @property
    def rank(self) -> int:
        """0 for what can be drawn, 1 for what something similar is drawn for, 2 for what is only implied."""
        return 2 if self.phrase in UNSHOWN else 1 if self.phrase in INSTEAD else 0


@dataclass
class PromptReader:
    """``claimed`` are the positions of words that are drawn or accounted for in another way; ``lost`` those
    of phrases that are known and not drawn."""

    text: PromptText
    banned: str
    used: dict[str, None] = field(default_factory=dict)
    claimed: set[int] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)
    drawn: set[Hit] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.tokens = self.text.plain.split()
        self.talk = frozenset(at for phrase in TALK for hit in self._find(phrase) for at in hit.span)
        self.claimed |= self.talk

    def hits(self, phrases: Iterable[str]) -> list[Hit]:
        """Where ``phrases`` stand, in their order; one inside a longer one does not count."""
        every = [hit for phrase in phrases for hit in self._find(phrase)]
        found = [hit for hit in every if not hit.span <= self.talk]
        return [one for one in found if not any(one.span < other.span for other in found)]

    def take(self, hits: Iterable[Hit]) -> None:
        """Account for phrases that decide something."""
        for hit in hits:
            if hit.rank < 2:
                self.drawn.add(hit)
                self.claimed |= hit.span

    def drop(self, hits: Iterable[Hit]) -> None:
        """Take back phrases that are not drawn after all."""
        for hit in hits:
            self.drawn.discard(hit)
            self.claimed -= hit.span
            self.lost |= hit.span

    def first(
        self,
        kinds: Mapping[str, tuple[str, ...]],
        labels: Mapping[str, str] | None = None,
        but_at: frozenset[int] = frozenset(),
    ) -> str:
        """The first kind with a word in the prompt, but not at these positions; reported by its name, or by
        its entry in ``labels``."""
        for name, phrases in kinds.items():
            if hits := [hit for hit in self.hits(phrases) if not hit.span <= but_at]:
                self.take(hits)
                self.used[labels[name] if labels else name] = None
                return name
        return ""

    def longest(self, kinds: Mapping[str, tuple[str, ...]]) -> str:
        """The kind with the longest match, so that "soft smile" is not taken for "smile"."""
        found = {name: self.hits(phrases) for name, phrases in kinds.items()}
        sizes = {name: max((len(hit.phrase) for hit in hits), default=0) for name, hits in found.items()}
        best = max(sizes, key=lambda name: sizes[name])
        if not sizes[best]:
            return ""
        self.take(found[best])
        self.used[best] = None
        return best

    def hits_drawn(self, *, near: bool) -> list[Hit]:
        """What is drawn as asked, or ``near``, in the order of the prompt."""
        outer = [one for one in self.drawn if not any(one.span < other.span for other in self.drawn)]
        return sorted((hit for hit in outer if bool(hit.rank) == near), key=lambda hit: (hit.at, hit.phrase))

    def spelled(self, span: Iterable[int]) -> str:
        """Words as they were written; the first of the prompt is small if it is a word that we know."""
        words = [self.text.spelling[self.tokens[at]] for at in sorted(span)]
        if 0 in span and is_known(self.tokens[0]):
            words[0] = words[0].lower()
        return " ".join(words)

    def segment(self, at: int, reach: int) -> Iterator[str]:
        """Up to ``reach`` words after a position, in the same part of the prompt."""
        for one in range(at, min(at + reach, len(self.tokens) - 1)):
            if one in self.text.stops:
                return
            yield self.tokens[one + 1]

    def left_over(self) -> list[str]:
        """What is not accounted for, as it was written; words next to each other as one phrase."""
        phrases: list[list[int]] = []
        for at, token in enumerate(self.tokens):
            follows = bool(phrases) and phrases[-1][-1] == at - 1 and at - 1 not in self.text.stops
            silent = token in FILLER or len(token) < 2
            if at in self.claimed or (silent and at not in self.lost and not (follows and token in OF_BODY)):
                continue
            if follows:
                phrases[-1].append(at)
            else:
                phrases.append([at])
        return list(dict.fromkeys((*map(self.spelled, phrases), *self.text.unread)))

    def _find(self, phrase: str) -> Iterator[Hit]:
        if f" {phrase} " in self.banned:
            return
        parts = phrase.split()
        for at, token in enumerate(self.tokens):
            if token == parts[0] and self.tokens[at : at + len(parts)] == parts:
                yield Hit(at, phrase)
