"""Every handler of every state says who may call it; nobody else gets through."""

from typing import Any

import pytest
from reflex_base.registry import RegistrationContext

from influencer_app import influencer_app
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.web.pages.characters.detail_state import CharacterDetailState
from influencer_app.web.pages.characters.state import CharactersState
from influencer_app.web.pages.dashboard.state import DashboardState
from influencer_app.web.pages.gallery.state import GalleryState
from influencer_app.web.pages.generate.composer_state import ComposerState
from influencer_app.web.pages.generate.state import GenerateState
from influencer_app.web.pages.settings.ledger_state import LedgerState
from influencer_app.web.pages.settings.state import SettingsState
from influencer_app.web.shell.state import ShellState
from influencer_app.wiring import Runtime
from tests.web.browser import call, leaves_for_sign_in, tab

OURS = (
    *(ShellState, ComposerState, GenerateState, CharactersState, GalleryState, DashboardState),
    *(LedgerState, SettingsState, CharacterDetailState),
)
MARKS = {"public", "signed_in", "moderator", "admin"}
FRAMEWORK = ("reflex.", "reflex_", "reflex_components_", "reflex_base")


def handlers() -> list[tuple[str, Any]]:
    assert influencer_app.app is not None
    return [
        (name, registered.handler.fn)
        for name, registered in RegistrationContext.get().event_handlers.items()
        if not registered.handler.fn.__module__.startswith(FRAMEWORK)
    ]


def test_every_handler_wears_a_mark() -> None:
    found = handlers()
    assert len(found) > 30
    assert [name for name, fn in found if getattr(fn, "access", None) not in MARKS] == []


def test_no_var_can_be_set_from_outside() -> None:
    names = list(RegistrationContext.get().event_handlers)
    assert [name for name in names if name.rsplit(".", 1)[-1] == "setvar"] == []


def test_only_views_may_be_changed_without_signing_in() -> None:
    public = {fn.__name__ for _, fn in handlers() if fn.access == "public"}
    assert public == {
        *(
            "dismiss",
            "ask_delete",
            "search",
            "open_new",
            "open_edit",
            "close_form",
            "surprise",
            "another_face",
            "remove_audio",
        ),
        *("set_prompt", "set_negative", "set_seed", "set_style", "set_ratio", "set_count", "set_field"),
        *("toggle_advanced", "choose", "undo_enhance", "close_lightbox", "ask_others"),
        *("set_mode", "choose_source", "set_motion", "set_script", "set_voice"),
    }


async def test_nobody_is_sent_to_sign_in_by_every_guarded_handler(app: Runtime) -> None:
    for kind in OURS:
        for name, handler in kind.event_handlers.items():
            if getattr(handler.fn, "access", "public") == "public":
                continue
            state = await tab(kind, None)
            given = ["x"] * (len(handler.get_parameters()) - 1)
            assert leaves_for_sign_in(await call(state, name, *given)), name


async def test_no_handler_breaks_on_what_a_browser_may_send(owner: Actor) -> None:
    for kind in OURS:
        for name, handler in kind.event_handlers.items():
            if getattr(handler.fn, "access", None) is None:
                continue
            wanted = len(handler.get_parameters()) - 1
            for junk in ("x" * 30_000, None, 7, [[]], {"a": []}, float("nan")):
                await call(await tab(kind, owner), name, *[junk] * wanted)
            state = await tab(kind, owner)
            await call(state, name, *["x"] * (wanted + 1))
            assert "arguments" in state.toasts[-1].title, name


@pytest.mark.parametrize("junk", ["", "x", "'; drop table person; --", 5, None, [], {"a": 1}, "9" * 5000])
async def test_junk_arguments_get_a_sentence_and_change_nothing(owner: Actor, junk: Any) -> None:
    for kind, name, given in (
        (ShellState, "cancel", [junk]),
        (GenerateState, "again", [junk]),
        (GenerateState, "vary", [junk]),
        (GenerateState, "edit", [junk, junk]),
        (GenerateState, "favourite", [junk, junk]),
        (GalleryState, "favourite", [junk, True]),
    ):
        state = await tab(kind, owner)
        await call(state, name, *given)
        assert [toast.tone for toast in state.toasts] == ["bad"], (kind, name)
