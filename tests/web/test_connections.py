"""A page holds one database connection at most, and none while it waits for Redis."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import event as sqlalchemy_event

from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.drafts import DraftFields, keep_draft
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.settings import Settings
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.characters.state import CharactersState
from influencer_app.web.pages.dashboard.state import DashboardState
from influencer_app.web.pages.gallery.page_state import GalleryPageState
from influencer_app.web.pages.generate.state import GenerateState
from influencer_app.web.pages.settings.state import SettingsState
from influencer_app.wiring import Runtime, close_runtime, open_runtime
from tests.fake_engine import FakeEngine, FakeQueue
from tests.support import new_person
from tests.web.browser import call, hear, invent, shell, tab

PAGES: list[tuple[type[PageState], dict[str, str]]] = [
    (DashboardState, {}),
    (GenerateState, {"mode": "avatar", "picture": "{output}", "recall": "{generation}"}),
    (CharactersState, {"character": "{character}"}),
    (GalleryPageState, {"picture": "{output}"}),
    (SettingsState, {"tab": "ledger"}),
    (SettingsState, {"tab": "security"}),
]


class Connections:
    """How many are taken from the pool, now and at most; and Redis commands sent meanwhile."""

    def __init__(self, app: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken = self.most = 0
        self.redis_meanwhile: list[Any] = []
        pool = app.database.engine.sync_engine.pool
        sqlalchemy_event.listen(pool, "checkout", self._take)
        sqlalchemy_event.listen(pool, "checkin", self._give_back)
        execute = app.redis.execute_command

        async def watched(*args: Any, **options: Any) -> Any:
            if self.taken:
                self.redis_meanwhile.append(args[0])
            return await execute(*args, **options)

        monkeypatch.setattr(app.redis, "execute_command", watched)

    def _take(self, *_: Any) -> None:
        self.taken += 1
        self.most = max(self.most, self.taken)

    def _give_back(self, *_: Any) -> None:
        self.taken -= 1


@pytest_asyncio.fixture
async def app(settings: Settings) -> AsyncIterator[Runtime]:
    """A runtime with a single connection."""
    yield await open_runtime(settings.model_copy(update={"database_pool_size": 1}))
    await close_runtime()


@pytest_asyncio.fixture
async def ids(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> dict[str, str]:
    """A person with a character, a picture and a draft of a talking video of it."""
    character = await invent(owner)
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="by the sea"))
    await queue.run()
    async with transaction() as session:
        output = str((await get_generation(session, owner, made.id)).outputs[0].id)
        await keep_draft(session, owner, DraftFields(mode="avatar", source=output))
    return {"character": character, "generation": str(made.id), "output": output}


@pytest.mark.parametrize(("kind", "query"), PAGES, ids=lambda value: str(getattr(value, "__name__", "")))
async def test_a_load_and_a_full_reload_take_one_connection(
    owner: Actor,
    ids: dict[str, str],
    app: Runtime,
    monkeypatch: pytest.MonkeyPatch,
    kind: type[PageState],
    query: dict[str, str],
) -> None:
    state = await tab(kind, owner, "/dashboard", **{k: v.format(**ids) for k, v in query.items()})
    seen = Connections(app, monkeypatch)
    await call(state, "load")
    assert shell(state).loaded
    assert shell(state).toasts == []
    await hear(state, owner, full_reload=True)
    assert (seen.most, seen.taken, seen.redis_meanwhile) == (1, 0, [])


async def test_many_pages_load_over_one_connection(owner: Actor, ids: dict[str, str]) -> None:
    others = [await new_person(f"{number}@example.com") for number in range(3)]
    states = [await tab(kind, actor, "/dashboard") for kind, _ in PAGES for actor in (owner, *others)]
    async with asyncio.timeout(20):
        await asyncio.gather(*(call(state, "load") for state in states))
    assert all(shell(state).loaded for state in states)


def test_page_states_are_siblings() -> None:
    ours = PageState.get_substates()
    assert len(ours) > 15
    assert [kind.__name__ for kind in ours if kind.get_substates()] == []
    assert [kind.__name__ for kind in ours if len(kind.base_vars) > 24] == []


def test_whatever_loads_does_so_without_the_lock_of_its_tab() -> None:
    loading = {
        f"{kind.__name__}.{name}": handler.is_background
        for kind in PageState.get_substates()
        for name, handler in kind.event_handlers.items()
        if name.startswith(("load", "open_edit", "open_lightbox"))
    }
    assert len(loading) >= 15
    assert [name for name, in_background in loading.items() if not in_background] == []
