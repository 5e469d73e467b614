"""``influencer plans``: list plans and packs, and change prices and what they allow."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from typing import cast

from influencer_app.commands.errors import CommandError
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.billing import offers
from influencer_app.domain.billing.schemas import Interval, Offers
from influencer_app.errors import AppError
from influencer_app.settings import Settings
from influencer_app.wiring import close_runtime, open_runtime

INTERVALS = ("month", "year")


def plans(
    settings: Settings,
    *,
    price: Sequence[str] | None = None,
    change: Sequence[str] | None = None,
    pack: Sequence[str] | None = None,
) -> int:
    """Change what is asked for, then list everything. Raises ``CommandError`` for what cannot be."""
    try:
        text = asyncio.run(_run(settings, price, change, pack))
    except AppError as error:
        raise CommandError(error.sentence) from error
    sys.stdout.write(text)
    return 0


async def _run(
    settings: Settings,
    price: Sequence[str] | None,
    change: Sequence[str] | None,
    pack: Sequence[str] | None,
) -> str:
    await open_runtime(settings)
    try:
        async with transaction() as session:
            if price is not None:
                code, interval, cents = price
                if interval not in INTERVALS:
                    raise CommandError(f"{interval} is neither month nor year.")
                await offers.set_plan_price(session, code, cast("Interval", interval), _number(cents))
            if change is not None:
                code, field, value = change
                await offers.change_plan_fields(session, code, field, _number(value))
            if pack is not None:
                code, name, credits, cents = pack
                await offers.set_pack(session, code, name, _number(credits), _number(cents))
        async with reading() as session:
            found = await offers.list_offers(session, buying=settings.sells)
    finally:
        await close_runtime()
    return "".join(f"{line}\n" for line in _lines(found))


def _lines(found: Offers) -> Iterator[str]:
    for plan in found.plans:
        prices = ", ".join(
            f"{_dollars(cents)} a {name}"
            for cents, name in ((plan.month_cents, "month"), (plan.year_cents, "year"))
            if cents
        )
        fields = " ".join(f"{name}={int(getattr(plan, name))}" for name in (*offers.EDITABLE, *offers.FLAGS))
        yield f"plan {plan.code:<10} {prices or 'not sold':<28} {fields}"
    for pack in found.packs:
        yield f"pack {pack.code:<10} {_dollars(pack.cents):<28} {pack.credits} credits, {pack.name}"
    if not found.buying:
        yield "Nothing can be bought: there is no STRIPE_SECRET_KEY."


def _dollars(cents: int) -> str:
    return f"{cents / 100:.2f} USD"


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise CommandError(f"{text} is not a whole number.") from error
