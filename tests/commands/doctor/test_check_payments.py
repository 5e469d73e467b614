"""``influencer doctor`` about payments."""

import pytest
from pydantic import SecretStr

from influencer_app.commands.doctor.check_payments import check_payments, check_stripe
from influencer_app.settings import Settings
from tests.doubles.stripe.app import ACCOUNT, Emulator
from tests.support import admin

FAILED = """
insert into webhook_event (provider, event_id, kind, subject, attempts, error, received_at)
values ('stripe', 'evt_1', 'invoice.paid', 'in_1', 3, 'The payment service does not answer.', now())
"""


@pytest.fixture
def with_keys(settings: Settings, stripe_emulator: Emulator) -> Settings:
    """The installation with the emulated Stripe."""
    keys = {
        "stripe_secret_key": SecretStr(stripe_emulator.key),
        "stripe_webhook_secret": SecretStr(stripe_emulator.secret),
        "stripe_base_url": stripe_emulator.base,
    }
    return settings.model_copy(update=keys)


def said(settings: Settings) -> list[str]:
    return [str(finding)[:1] + " " + finding.text for finding in check_payments(settings)]


def test_without_keys_it_is_off_and_nothing_is_wrong(settings: Settings) -> None:
    assert said(settings)[0].startswith("- off")
    assert [line[0] for line in said(settings)] == ["-", "✓"]


def test_keys_are_named_and_failed_events_counted(with_keys: Settings) -> None:
    assert [line[0] for line in said(with_keys)] == ["✓", "✓"]
    with admin(with_keys.database_url) as connection:
        connection.execute(FAILED)
    assert said(with_keys)[1] == (
        "! 1 could not be processed, such as invoice.paid: The payment service does not answer."
    )
    mute = with_keys.model_copy(update={"stripe_webhook_secret": SecretStr("")})
    assert said(mute)[0].startswith("! no STRIPE_WEBHOOK_SECRET")


def test_a_default_plan_that_is_none_is_an_error(settings: Settings) -> None:
    wrong = settings.model_copy(update={"default_plan": "gold"})
    assert said(wrong)[1].startswith("✗ DEFAULT_PLAN gold is not a plan")


def test_stripe_is_asked_for_the_account(with_keys: Settings, settings: Settings) -> None:
    assert [finding.text for finding in check_stripe(with_keys)] == [f"answers for {ACCOUNT}"]
    other = with_keys.model_copy(update={"stripe_secret_key": SecretStr("sk_test_other")})
    assert "refuses this server" in next(iter(check_stripe(other))).text
    assert "not tried" in next(iter(check_stripe(settings))).text
