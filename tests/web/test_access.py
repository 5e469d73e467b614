"""Handlers that need no sign-in change views only; ``test_handlers`` calls all handlers."""

from reflex_base.registry import RegistrationContext

from influencer_app import influencer_app
from tests.web.handlers import handlers, states


def test_no_var_can_be_set_from_outside() -> None:
    """What only development shows is not imported by a site that is served."""
    assert influencer_app.app is not None
    ours = {state.get_full_name() for state in states()}
    development = {state.get_full_name() for state in states(development=True)} - ours
    every = RegistrationContext.get().event_handlers
    names = [
        name.rpartition(".") for name in every if not name.rpartition("____state.")[2].startswith("tests___")
    ]
    assert [state for state, _, last in names if last == "setvar" and state not in development] == []


def test_only_views_may_be_changed_without_signing_in() -> None:
    public = {one.name for one in handlers() if one.mark == "public"}
    assert public == {
        *("dismiss", "ask_delete", "search", "open_new", "close_form", "randomize", "another_face"),
        *("set_prompt", "set_negative", "set_seed", "set_style", "set_aspect_ratio", "set_count"),
        *(
            "set_field",
            "toggle_advanced",
            "choose_character",
            "use_example",
            "add_word",
            "undo_enhance",
            "close_lightbox",
        ),
        *("remove_audio", "ask_others", "follow_address"),
        *("ask", "ask_revoke", "ask_stop", "close", "confirmed", "cancel", "leave_to_set_up"),
        *(
            "close_workspace",
            "leave_for_sign_in",
            "set_mode",
            "choose_source",
            "set_motion",
            "set_script",
            "set_voice",
        ),
    }
