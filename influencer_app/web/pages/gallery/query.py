"""The filters of the gallery, as they stand in the address."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from influencer_app.domain.gallery.schemas import GalleryFilter
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.domain.text import search_form
from influencer_app.web import routes
from influencer_app.web.cards.character import CharacterOption
from influencer_app.web.cards.output import OutputCard, output_card
from influencer_app.web.pages.gallery import copy

SEARCH_MAX = 200


@dataclass(frozen=True)
class FilterLink:
    """A filter: its address, and whether it is chosen."""

    label: str
    thumb_url: str
    href: str
    chosen: bool


@dataclass(frozen=True)
class GalleryQuery:
    """The filters, by the names that they have in the address."""

    character: str = ""
    kind: str = ""
    favourites: bool = False
    q: str = ""

    @property
    def address(self) -> str:
        """The gallery with these filters."""
        query = {name: value for name, value in asdict(self).items() if value}
        if self.favourites:
            query["favourites"] = "1"
        return f"{routes.GALLERY}?{urlencode(query)}" if query else routes.GALLERY

    @property
    def filter(self) -> GalleryFilter:
        """As the domain filters."""
        return GalleryFilter(
            character_id=UUID(self.character) if self.character else None,
            kind=self.kind or None,
            favourite=self.favourites,
            q=self.q,
        )

    def outputs_of(self, one: GenerationDetail) -> list[OutputCard]:
        """The outputs of a generation that the filters let through."""
        if self.character not in ("", str(one.character_id)) or self.kind not in ("", one.type):
            return []
        text = search_form(f"{one.prompt} {one.script or ''}")
        if not all(word in text for word in search_form(self.q).split()):
            return []
        cards = [output_card(output, one.prompt) for output in one.outputs]
        return [card for card in cards if card.favourite or not self.favourites]


def parse_query(asked: Mapping[str, str], character_ids: Collection[str]) -> GalleryQuery:
    """The filters of an address; what does not exist is left out."""
    return GalleryQuery(
        character=_one_of(asked.get("character"), character_ids),
        kind=_one_of(asked.get("kind"), [kind for kind, _ in copy.KINDS]),
        favourites=asked.get("favourites") == "1",
        q=str(asked.get("q", ""))[:SEARCH_MAX].strip(),
    )


def character_links(query: GalleryQuery, options: Collection[CharacterOption]) -> list[FilterLink]:
    """Everybody, then each character."""
    choices = [("", copy.ALL, ""), *((one.id, one.name, one.thumb_url) for one in options)]
    return [
        FilterLink(name, thumb, replace(query, character=value).address, value == query.character)
        for value, name, thumb in choices
    ]


def kind_links(query: GalleryQuery) -> list[FilterLink]:
    """Each kind of output; the chosen one leads back to all."""
    return [
        FilterLink(
            name, "", replace(query, kind="" if kind == query.kind else kind).address, kind == query.kind
        )
        for kind, name in copy.KINDS
    ]


def favourites_link(query: GalleryQuery) -> FilterLink:
    """The same with favourites only, or without that."""
    href = replace(query, favourites=not query.favourites).address
    return FilterLink(copy.FAVOURITES, "", href, query.favourites)


def _one_of(value: object, known: Collection[str]) -> str:
    return value if isinstance(value, str) and value in known else ""
