"""The second factor in Settings, the dialog that confirms who somebody is, and staff without one."""

from typing import Any

import pyotp
import pytest
from sqlalchemy import text

from influencer_app.app_services.second_factors import confirm_totp, start_totp
from influencer_app.app_services.sign_in import change_role
from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.factors.models import Passkey
from influencer_app.domain.accounts.factors.schemas import Ways
from influencer_app.domain.accounts.factors.totp import get_second_factor
from influencer_app.domain.audit.service import OPERATOR
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web import routes
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.gallery.page_state import GalleryPageState
from influencer_app.web.pages.settings.second_factor_state import SecondFactorState
from influencer_app.web.pages.settings.state import SettingsState
from influencer_app.web.shell.confirm_state import ConfirmState
from influencer_app.wiring import Runtime
from tests.web.browser import call, shell, sibling, tab

PASSWORD = "a long enough passphrase"


async def execute(statement: str, **values: Any) -> None:
    async with transaction() as session:
        await session.execute(text(statement), values)


async def stale_tab(app: Runtime, owner: Actor) -> SecondFactorState:
    """A tab of somebody with a password who has signed in a while ago."""
    hashed = await app.passwords.hash(PASSWORD)
    await execute("update person set password_hash = :hash where id = :id", hash=hashed, id=owner.person_id)
    state = await tab(SecondFactorState, owner)
    await execute("update sign_in_session set authenticated_at = now() - interval '11 minutes'")
    return state


async def add_passkeys(owner: Actor, *names: str) -> list[str]:
    async with transaction() as session:
        await get_second_factor(session, owner.person_id)
        rows = [
            Passkey(person_id=owner.person_id, credential_id=name.encode(), public_key=b"k", name=name)
            for name in names
        ]
        session.add_all(rows)
        return [str(row.id) for row in rows]


async def test_a_dangerous_handler_asks_and_is_called_again(app: Runtime, owner: Actor) -> None:
    state = await stale_tab(app, owner)
    first, second = await add_passkeys(owner, "Phone", "Laptop")
    await SecondFactorState.event_handlers["remove"].fn(state, passkey_id=first)  # by name, as browsers do
    asked = sibling(state, ConfirmState)
    assert (asked.asking, asked.password, asked.code, asked.passkey) == (True, True, False, True)
    assert await call(asked, "confirm", {"password": "something else", "code": ""}) is None
    assert asked.asking
    assert asked.errors == {"password": "This is not your current password."}
    again = await call(asked, "confirm", {"password": PASSWORD, "code": ""})
    assert not asked.asking
    assert again.handler.fn.__name__ == "remove"
    assert [str(value) for _, value in again.args] == [f'"{first}"']
    await call(state, "remove", first)
    assert [card.id for card in state.passkeys] == [second]
    assert shell(state).toasts[-1].title == "Passkey removed"


async def test_a_dialog_that_is_closed_forgets_what_was_wanted(app: Runtime, owner: Actor) -> None:
    state = await stale_tab(app, owner)
    await call(state, "begin_totp")
    assert state.panel == ""
    asked = sibling(state, ConfirmState)
    await call(asked, "cancel")
    assert not asked.asking
    assert await call(asked, "confirmed") is None


async def test_a_claim_of_the_browser_confirms_nothing(app: Runtime, owner: Actor) -> None:
    """``confirmed`` only calls again, and that asks again."""
    state = await stale_tab(app, owner)
    await call(state, "begin_totp")
    asked = sibling(state, ConfirmState)
    assert (await call(asked, "confirmed")).handler.fn.__name__ == "begin_totp"
    await call(state, "begin_totp")
    assert (state.panel, asked.asking) == ("", True)


async def test_no_form_is_kept_for_later(owner: Actor) -> None:
    state = await tab(ConfirmState, owner)
    state._ask(Ways(password=True, code=False, passkey=False), SecondFactorState, "remove", ({"old": "x"},))
    assert state._wanted is None
    assert state.asking


async def test_the_section_shows_what_is_set_up(owner: Actor) -> None:
    await add_passkeys(owner, "Phone")
    setup = await start_totp(owner)
    await confirm_totp(owner, pyotp.TOTP(setup.secret).now())
    page = await tab(SettingsState, owner, routes.SETTINGS, tab="security")
    await call(page, "load")
    state = sibling(page, SecondFactorState)
    assert (state.totp, state.recovery_codes, [one.name for one in state.passkeys]) == (True, 10, ["Phone"])
    assert setup.secret not in str(page._get_root_state().dict())
    await call(state, "ask_stop", True)
    assert state.stopping
    await call(state, "stop")
    assert (state.totp, state.stopping) == (False, False)
    await call(state, "stop")
    assert shell(state).toasts[-1].title == "No authenticator app is set up."


async def test_the_first_passkey_is_followed_by_recovery_codes(owner: Actor) -> None:
    state = await tab(SecondFactorState, owner)
    await call(state, "begin_passkey")
    assert state.panel == "passkey"
    await add_passkeys(owner, "Phone")
    await call(state, "finish")
    assert state.panel == "codes"
    await call(state, "finish")
    assert state.panel == ""


@pytest.mark.parametrize("role", ["moderator", "admin"])
async def test_staff_without_a_second_factor_are_held_at_settings(owner: Actor, role: Any) -> None:
    await change_role(owner.person_id, role, by=OPERATOR)
    gallery = await tab(GalleryPageState, owner, routes.GALLERY)
    answer = await call(gallery, "load")
    assert answer.fn.__name__ == "leave_to_set_up"
    await call(await gallery.get_state(PageState), "leave_to_set_up")
    assert gallery.leaving.endswith(" /dashboard/settings?tab=security")
    page = await tab(SettingsState, owner, routes.SETTINGS, tab="security")
    await call(page, "load")
    assert sibling(page, SecondFactorState).held
    gallery = await tab(GalleryPageState, owner, routes.GALLERY)
    await execute("update sign_in_session set second_factor = true")
    assert await call(gallery, "load") is None
