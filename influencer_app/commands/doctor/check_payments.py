"""Checks payments: what is configured, and webhook events that could not be processed."""

import asyncio
from collections.abc import Iterator

import psycopg

from influencer_app.commands.connectivity import TIMEOUT_SECONDS
from influencer_app.commands.doctor.findings import Finding
from influencer_app.commands.versions import plain_url
from influencer_app.errors import AppError
from influencer_app.settings import Settings

FAILED_MAX = 100
FAILED = """
select count(*), min(kind), min(error) from (
  select kind, error from webhook_event where error <> '' and processed_at is null
  order by received_at limit %s
) as failed
"""
PLAN = "select 1 from plan where code = %s"


def check_payments(settings: Settings) -> Iterator[Finding]:
    """Check the keys, the default plan, and the inbox of webhooks."""
    if not settings.sells:
        yield Finding.info("payments", "off: no STRIPE_SECRET_KEY; the operator gives credits and plans")
    elif not settings.stripe_webhook_secrets:
        yield Finding.warning(
            "payments", "no STRIPE_WEBHOOK_SECRET: purchases count late, when Stripe is asked for them"
        )
    else:
        yield Finding.ok("payments", f"Stripe at {settings.stripe_base_url}")
    yield from _check_rows(settings)


def check_stripe(settings: Settings) -> Iterator[Finding]:
    """Ask Stripe for the account of the key, which costs nothing."""
    if not settings.sells:
        yield Finding.info("live stripe", "not tried: no STRIPE_SECRET_KEY")
        return
    try:
        account = asyncio.run(_ask_account(settings))
    except AppError as error:
        yield Finding.error("live stripe", error.sentence)
    else:
        yield Finding.ok("live stripe", f"answers for {account}")


async def _ask_account(settings: Settings) -> str:
    from influencer_app.integrations.payments.stripe import (  # noqa: PLC0415 - its package takes a second
        StripePayments,
    )

    payments = StripePayments(
        settings.stripe_secret_key.get_secret_value(), (), base_url=settings.stripe_base_url
    )
    try:
        return await payments.get_account()
    finally:
        await payments.aclose()


def _check_rows(settings: Settings) -> Iterator[Finding]:
    if not settings.database_url:
        return
    try:
        url = plain_url(settings.database_url)
        with psycopg.connect(url, connect_timeout=TIMEOUT_SECONDS) as connection:
            failed = connection.execute(FAILED, [FAILED_MAX]).fetchone()
            plan = connection.execute(PLAN, [settings.default_plan]).fetchone()
    except psycopg.Error:
        yield Finding.info("webhooks", "cannot be counted: the database is not there, or not migrated")
        return
    if plan is None:
        known = f"DEFAULT_PLAN {settings.default_plan} is not a plan"
        yield Finding.error("payments", f"{known}, so nobody can sign up; see `influencer plans`")
    count, kind, error = failed or (0, "", "")
    if count:
        number = f"{count}+" if count >= FAILED_MAX else str(count)
        yield Finding.warning("webhooks", f"{number} could not be processed, such as {kind}: {error}")
    else:
        yield Finding.ok("webhooks", "all that were received are processed, or being processed")
