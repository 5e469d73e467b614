"""Linked accounts and a first password, in Settings."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from influencer_app.app_services.external_sign_in import LinkTicket
from influencer_app.app_services.sealed import unseal
from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.identities import ONLY_WAY_IN, link
from influencer_app.domain.accounts.identity_ports import IdentityProviders, ProvidedIdentity
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.identities_state import IdentitiesState
from influencer_app.web.pages.settings.security_state import SecurityState
from influencer_app.web.shell.confirm_state import ConfirmState
from influencer_app.wiring import Runtime, runtime
from tests.api.openid import provider_of
from tests.doubles.openid import Provider
from tests.support import linked_identity
from tests.web.browser import call, shell, sibling
from tests.web.test_settings import NEW, settings_of

ADA = ProvidedIdentity("ada-1", "ada@gmail.example", email_verified=True)


@pytest.fixture
def google(app: Runtime, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with provider_of(app, monkeypatch) as provider:
        yield provider


async def opened(actor: Actor, **query: str) -> IdentitiesState:
    return sibling(await settings_of(actor, tab="security", **query), IdentitiesState)


async def linked(actor: Actor) -> None:
    async with transaction() as session:
        await link(session, runtime().port(IdentityProviders).by_key["google"], ADA, actor.person_id)


async def test_nothing_is_offered_where_no_provider_is_set_up(owner: Actor) -> None:
    state = await opened(owner)
    assert (state.cards, state.has_password) == ([], False)
    await call(state, "link", "google")
    assert state.leaving == ""
    assert "does not exist" in shell(state).toasts[-1].title


async def test_linking_leaves_for_the_provider_with_a_ticket_of_this_session(
    owner: Actor, google: Provider
) -> None:
    state = await opened(owner)
    assert [(one.provider, one.name, one.id, one.offered) for one in state.cards] == [
        ("google", "Google", "", True)
    ]
    await call(state, "link", "google")
    path, _, sealed = state.leaving.partition(" ")[2].partition("?link=")
    assert path == "/api/auth/google"
    ticket = unseal(LinkTicket, sealed)
    assert ticket is not None
    current = next(one.id for one in sibling(state, SecurityState).browsers if one.current)
    assert (ticket.provider, str(ticket.session_id)) == ("google", current)
    assert sealed not in str(google.calls)


async def test_what_came_of_it_is_said(owner: Actor, google: Provider) -> None:
    done = await opened(owner, linked="google")
    assert (done.done, done.failed) == (copy.LINK_DONE, "")
    for code in ("identity-taken", "sign-in-canceled", "<b>"):
        state = await opened(owner, failed=code)
        assert (state.done, state.failed) == ("", copy.LINK_FAILED.get(code, copy.LINK_FAILED_OTHERWISE))
    again = await opened(owner)
    assert (again.done, again.failed) == ("", "")


async def test_the_only_way_in_stays_until_there_is_a_password(owner: Actor, google: Provider) -> None:
    await linked(owner)
    state = await opened(owner)
    (card,) = state.cards
    assert (card.email, state.has_password) == ("ada@gmail.example", False)
    await call(state, "unlink", card.id)
    assert shell(state).toasts[-1].title == ONLY_WAY_IN
    security = sibling(state, SecurityState)
    await call(security, "change_password", {"new": "short"})
    assert list(security.errors) == ["new"]
    await call(security, "change_password", {"new": NEW})
    assert (security.errors, state.has_password) == ({}, True)
    assert shell(state).toasts[-1].title == copy.SET_DONE
    await call(state, "unlink", card.id)
    assert [one.id for one in state.cards] == [""]
    await call(security, "change_password", {"new": NEW})
    assert list(security.errors) == ["old"]


async def test_a_first_password_asks_for_a_sign_in_of_the_last_minutes(
    owner: Actor, google: Provider
) -> None:
    await linked(owner)
    state = await opened(owner)
    security = sibling(state, SecurityState)
    async with transaction() as session:
        stale = "update sign_in_session set authenticated_at = now() - interval '11 minutes' returning id"
        ended = list((await session.execute(text(stale))).scalars())
    for session_id in ended:
        await runtime().sessions.drop(session_id)
    await call(security, "change_password", {"new": NEW})
    asked = sibling(security, ConfirmState)
    assert (asked.asking, asked.password, asked.code, asked.passkey) == (True, False, False, False)
    assert (await opened(owner)).has_password is False


async def test_what_no_longer_signs_in_may_be_taken_away(owner: Actor, stranger: Actor) -> None:
    await linked_identity(owner.person_id)
    (card,) = (await opened(owner)).cards
    assert (card.name, card.offered) == ("Openid", False)
    theirs = await opened(stranger)
    await call(theirs, "unlink", card.id)
    assert "does not exist" in shell(theirs).toasts[-1].title
    mine = await opened(owner)
    await call(mine, "unlink", card.id)
    assert mine.cards == []
