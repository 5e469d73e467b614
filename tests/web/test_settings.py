"""Settings: a name, a password, browsers that are signed out, and a ledger in words."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from influencer_app.app_services import email_links
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.queries import get_person
from influencer_app.domain.credits.service import take_back
from influencer_app.domain.gallery.service import delete_generation
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.cancellation import cancel_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.videos import start_avatar, start_video
from influencer_app.domain.generation.schemas import NewAvatar, NewImage, NewVideo
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.pages.settings.address_state import AddressState
from influencer_app.web.pages.settings.ledger_state import LedgerState
from influencer_app.web.pages.settings.plans_state import PlansState
from influencer_app.web.pages.settings.profile_state import ProfileState
from influencer_app.web.pages.settings.security_state import SecurityState
from influencer_app.web.pages.settings.state import SettingsState
from influencer_app.web.time_zone import parse_day, start_of_day, time_zone
from influencer_app.wiring import Runtime, runtime
from tests.fake_engine import FakeEngine, FakeQueue
from tests.mails import token_of, use_mailbox
from tests.web.browser import call, event, hear, leaves_for_sign_in, shell, sibling, tab

OLD, NEW = "a long enough passphrase", "an even longer passphrase"


async def settings_of(actor: Actor | None, **query: str) -> SettingsState:
    state = await tab(SettingsState, actor, "/dashboard/settings", **query)
    await call(state, "load")
    return state


async def test_a_name_is_changed_and_an_empty_one_is_not(owner: Actor) -> None:
    state = await settings_of(owner)
    profile = sibling(state, ProfileState)
    assert (state.tab, shell(state).person_name) == ("profile", "owner")
    await call(profile, "rename", {"name": "  "})
    assert "name" in profile.errors
    await call(profile, "rename", {"name": " Amara "})
    assert (profile.errors, shell(state).person_name) == ({}, "Amara")
    async with reading() as session:
        assert (await get_person(session, owner)).name == "Amara"


async def set_password(password: str) -> None:
    """Everybody has this one."""
    hashed = await runtime().passwords.hash(password)
    async with transaction() as session:
        await session.execute(text("update person set password_hash = :h"), {"h": hashed})


async def security_of(actor: Actor) -> SecurityState:
    return sibling(await settings_of(actor, tab="security"), SecurityState)


async def test_a_password_is_changed_and_the_others_are_signed_out(owner: Actor, app: Runtime) -> None:
    await set_password(OLD)
    other = await security_of(owner)
    state = await security_of(owner)
    assert [one.current for one in state.browsers] == [True, False]
    await call(state, "change_password", {"old": "wrong", "new": NEW})
    assert state.errors == {"old": "This is not your current password."}
    await call(state, "change_password", {"old": OLD, "new": "short"})
    assert list(state.errors) == ["new"]
    assert NEW not in str(state._get_root_state().dict())
    await call(state, "change_password", {"old": OLD, "new": NEW})
    assert (state.errors, len(state.browsers)) == ({}, 1)
    assert shell(state).toasts[-1].body == "One other browser was signed out."
    assert leaves_for_sign_in(await call(sibling(other, ProfileState), "rename", {"name": "x"}))


async def test_another_persons_browser_is_not_there_to_be_signed_out(owner: Actor, stranger: Actor) -> None:
    theirs = await security_of(stranger)
    state = await security_of(owner)
    await call(state, "end_session", theirs.browsers[0].id)
    assert "does not exist" in shell(state).toasts[-1].title
    await call(sibling(theirs, SettingsState), "load")
    assert len(theirs.browsers) == 1
    second = await security_of(owner)
    await call(sibling(state, SettingsState), "load")
    gone = next(one.id for one in state.browsers if not one.current)
    await call(state, "end_session", gone)
    assert len(state.browsers) == 1
    assert leaves_for_sign_in(await call(second, "end_others"))


async def ledger_of(actor: Actor | None, **query: str) -> LedgerState:
    return sibling(await settings_of(actor, tab="ledger", **query), LedgerState)


async def test_every_line_says_what_it_was(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> None:
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="by the sea"))
    await queue.run()
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="in the rain", count=2))
        await cancel_generation(session, owner, made.id)
    state = await ledger_of(owner)
    assert [(one.kind, one.reason, one.amount) for one in state.rows] == [
        ("Refunded", "Canceled: in the rain", "+10"),
        ("Reserved", "2 pictures: in the rain", "\N{MINUS SIGN}10"),
        ("Spent", "1 picture: by the sea", "5 used"),
        ("Reserved", "1 picture: by the sea", "\N{MINUS SIGN}5"),
        ("Reset", "Daily credits reset", "+80"),
    ]
    assert state.rows[2].thumb.endswith("/thumb")
    assert (state.daily, state.bought, state.plan_daily) == (75, 0, 80)
    assert (len(state.days), state.days[-1].spent, state.days[-1].today) == (14, 5, True)
    kept = await ledger_of(owner, kind="release", bucket="x", to="tomorrow")
    assert [one.kind for one in kept.rows] == ["Refunded"]
    assert kept.filters == {"kind": "release", "bucket": "", "from": "", "to": ""}
    early = await ledger_of(owner, to="2020-01-01")
    assert (early.rows, early.filtered) == ([], True)
    assert "bucket=daily" in str(await call(kept, "filter_by", "bucket", "daily"))


async def test_clips_talking_videos_and_deleted_sets_are_named(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="by the sea"))
    await queue.run()
    async with transaction() as session:
        picture = (await get_generation(session, owner, made.id)).outputs[0].id
        await start_video(session, owner, NewVideo(output_id=picture))
        await start_avatar(session, owner, NewAvatar(output_id=picture, script="Hello there."))
    assert [one.reason for one in (await ledger_of(owner)).rows[:2]] == [
        "Talking video: Hello there.",
        "Clip: by the sea",
    ]
    async with transaction() as session:
        await delete_generation(session, owner, made.id)
    today = f"{datetime.now(UTC):%-d %b %Y}"
    assert {one.reason for one in (await ledger_of(owner)).rows[2:4]} == {
        f"Deleted, from {today}: by the sea"
    }


async def test_the_bar_shows_what_is_left(owner: Actor) -> None:
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="x", count=4))
    state = await ledger_of(owner)
    assert state.bucket_widths == ["75.00%", "25.00%", "0.00%"]
    async with transaction() as session:
        await session.execute(text("update credit_account set daily = 5, reserved = 0"))
    assert (await ledger_of(owner)).bucket_widths == ["6.25%", "0.00%", "0.00%"]


async def test_plans_are_shown_to_those_who_are_signed_in(owner: Actor) -> None:
    plans = sibling(await settings_of(owner, tab="plans"), PlansState).plans
    assert [(one.name, one.current) for one in plans][:2] == [("Free", True), ("Creator", False)]
    assert plans[1].facts[0] == "1,000 credits every day"


async def test_a_new_line_comes_to_the_top(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> None:
    state = await ledger_of(owner)
    assert state.rows == []
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="x"))
    await hear(state, owner, event(owner, "credits_changed"))
    assert [one.kind for one in state.rows] == ["Reserved", "Reset"]
    await hear(state, owner, event(owner, "queue_moved"))
    assert len(state.rows) == 2


async def test_nobody_sees_settings(app: Runtime) -> None:
    state = await tab(SettingsState, None, "/dashboard/settings", tab="ledger")
    assert leaves_for_sign_in(await call(state, "load"))
    assert sibling(state, LedgerState).rows == []
    assert sibling(state, SecurityState).browsers == []
    assert shell(state).person_email == ""


@pytest.mark.parametrize(
    ("cookie", "zone"),
    [
        ("a=b; zone=Europe/Berlin", ZoneInfo("Europe/Berlin")),
        ("zone=../../etc/passwd", UTC),
        ("zone=Nowhere/There", UTC),
        ("", UTC),
    ],
)
def test_days_are_those_of_the_browser(cookie: str, zone: object) -> None:
    assert time_zone(cookie) == zone
    if cookie.endswith("Berlin"):
        day = start_of_day(date(2026, 7, 1), time_zone(cookie))
        assert day == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert parse_day("9999-12-31") is None


async def address_of(actor: Actor) -> AddressState:
    return sibling(await settings_of(actor), AddressState)


async def test_the_address_says_whether_it_is_confirmed_and_the_link_comes_again(
    owner: Actor, app: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = use_mailbox(monkeypatch)
    state = await address_of(owner)
    assert not state.verified
    await call(state, "send_link")
    (mail,) = await mailbox.collect()
    assert (mail.to, [toast.title for toast in shell(state).toasts]) == ("owner@example.com", ["Link sent"])
    await email_links.confirm_address(token_of(mail))
    assert (await address_of(owner)).verified
    await call(state, "send_link")
    assert (state.verified, await mailbox.collect()) == (True, [])


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [("nobody", OLD, "email"), ("owner@example.com", OLD, "email"), ("new@example.com", "wrong", "password")],
)
async def test_an_address_that_cannot_be_is_told_at_its_field(
    owner: Actor, app: Runtime, monkeypatch: pytest.MonkeyPatch, email: str, password: str, field: str
) -> None:
    mailbox = use_mailbox(monkeypatch)
    await set_password(OLD)
    state = await address_of(owner)
    await call(state, "change", {"email": email, "password": password})
    assert (list(state.errors), await mailbox.collect()) == ([field], [])
    await call(state, "change", {"email": "new@example.com", "password": OLD})
    assert (state.errors, state.form_version) == ({}, 1)
    assert [mail.to for mail in await mailbox.collect()] == ["owner@example.com", "new@example.com"]
    assert OLD not in str(state._get_root_state().dict())


async def test_the_ledger_is_downloaded_as_it_is_filtered(owner: Actor) -> None:
    everything = await ledger_of(owner)
    assert everything.csv_url == f"/api/user/credits/entries.csv?workspace={owner.workspace_id}"
    some = await ledger_of(owner, kind="refund", **{"from": "2026-11-01"})
    assert some.csv_url.startswith("/api/user/credits/entries.csv?kind=refund&from=2026-1")


async def test_a_debt_and_why_it_is_there_are_shown(owner: Actor) -> None:
    async with transaction() as session:
        await take_back(session, owner.workspace_id, 7, key="stripe:refund:1", kind="refund", reason="Pack S")
    shown = await ledger_of(owner)
    assert (shown.debt, shown.bought) == (7, 0)
    assert shown.debt_note.startswith("7 credits are owed")
    assert [(one.kind, one.reason, one.amount, one.after) for one in shown.rows][:1] == [
        ("Payment refunded", "A payment was refunded: Pack S", "−7", "-7")
    ]
