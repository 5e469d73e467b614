"""The query of an address may hold anything, and breaks no page."""

from typing import Any

import pytest

from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.characters.state import CharactersState
from influencer_app.web.pages.gallery.page_state import GalleryPageState
from influencer_app.web.pages.gallery.state import GalleryState
from influencer_app.web.pages.generate.state import GenerateState
from influencer_app.web.pages.settings.state import SettingsState
from tests.fake_engine import FakeEngine, FakeQueue
from tests.web.browser import call, create, shell, sibling, tab

PAGES: list[tuple[type[PageState], str, dict[str, Any]]] = [
    (
        GalleryPageState,
        "/dashboard/gallery",
        dict.fromkeys(("q", "character", "kind", "favourites", "picture")),
    ),
    (CharactersState, "/dashboard/characters", dict.fromkeys(("character", "show", "new"))),
    (GenerateState, "/dashboard/generate", {"character": None, "recall": None, "seed": None}),
    (GenerateState, "/dashboard/generate", {"mode": "video", "picture": None}),
    (SettingsState, "/dashboard/settings", {"tab": None}),
    (
        SettingsState,
        "/dashboard/settings",
        {"tab": "ledger", "kind": None, "bucket": None, "from": None, "to": None},
    ),
]
"""Every page that reads its query, with what it reads; None is filled in."""


@pytest.mark.parametrize("junk", ["\0", "a\0b", "0.5", "-1", "x" * 5000, "\u202e", "%", "\\"])
@pytest.mark.parametrize(("page", "path", "query"), PAGES)
async def test_junk_in_a_query_breaks_no_page(
    owner: Actor, page: type[PageState], path: str, query: dict[str, Any], junk: str
) -> None:
    for name, value in query.items():
        if value is None:
            fixed = {key: given for key, given in query.items() if given is not None}
            state = await tab(page, owner, path, **fixed, **{name: junk})
            await call(state, "load")
            assert all(toast.tone == "bad" for toast in shell(state).toasts)


async def test_a_search_that_nothing_can_match_finds_nothing(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    """Here and when it is typed."""
    made = await create(owner)
    await call(made.page, "make", {"prompt": "on the beach"})
    await queue.run()
    for searched, found in (("", 1), ("beach", 1), ("\0", 0), ("be\0ach", 0), ("on \0", 0)):
        state = await tab(GalleryPageState, owner, "/dashboard/gallery", q=searched)
        await call(state, "load")
        gallery = sibling(state, GalleryState)
        assert len(gallery.outputs) == found, repr(searched)
        assert shell(state).toasts == []
        await call(gallery, "search", f"{searched}\0")
