"""Loads what public pages show of this installation: plans, prices, what can be made, and its operator."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from influencer_app.db.transaction import reading
from influencer_app.domain.billing.queries import list_plans
from influencer_app.domain.billing.schemas import PlanDetail
from influencer_app.domain.generation.requests.model_choice import ModeAvailability, list_mode_availability
from influencer_app.settings import Settings
from influencer_app.web.public_site.site_values import KindPrice, LedgerExample, PlanRow, SiteValues

EXAMPLE_IMAGES = 4
"""Images in the example of the ledger; all but one are delivered."""


async def load_site_values(contact: str = "") -> SiteValues:
    """The current values. ``contact`` is where people ask for another plan."""
    async with reading() as session:
        plans, offers = await list_plans(session), await list_mode_availability(session)
    return to_site_values(plans, offers, contact)


def to_site_values(
    plans: list[PlanDetail], offers: Mapping[str, ModeAvailability], contact: str = ""
) -> SiteValues:
    """Format plans, and the prices of the kinds that can be made here."""
    available = {kind: offer for kind, offer in offers.items() if not offer.missing}
    cost = {kind: offer.credits for kind, offer in available.items()}
    free = next((plan for plan in plans if plan.monthly_cents == 0), None)
    cheapest = min((p for p in plans if p.monthly_cents), key=lambda plan: plan.monthly_cents, default=None)
    return SiteValues(
        prices={kind: _price(offer) for kind, offer in available.items()},
        plans=tuple(_plan(plan, cost, contact, recommended=plan is cheapest) for plan in plans),
        free_daily_credits=f"{free.daily_credits:,}" if free else "",
        ledger=_example(free.daily_credits, cost.get("character_image") or cost.get("image", 0))
        if free
        else None,
        makes_videos={"video", "avatar"} <= available.keys(),
    )


def _price(offer: ModeAvailability) -> KindPrice:
    return KindPrice(
        credits=str(offer.credits),
        per_seconds=str(offer.per_seconds) if offer.per_seconds else "",
        length=f"{offer.seconds:g}" if offer.seconds else "",
    )


def _plan(plan: PlanDetail, cost: dict[str, int], contact: str, *, recommended: bool) -> PlanRow:
    paid = plan.monthly_cents > 0
    return PlanRow(
        name=plan.name,
        price=money(plan.monthly_cents),
        daily_credits=f"{plan.daily_credits:,}",
        images=_affordable(plan.daily_credits, cost.get("image", 0)),
        character_images=_affordable(plan.daily_credits, cost.get("character_image", 0)),
        running_max=str(plan.running_max),
        free=not paid,
        recommended=recommended,
        watermark=plan.watermark,
        parallel=plan.running_max > 1,
        contact_url=contact_url(contact, f"Plan: {plan.name}") if paid and contact else "",
    )


def _example(daily: int, price: int) -> LedgerExample:
    """Four images reserved, three delivered, the rest released."""
    reserved, delivered = EXAMPLE_IMAGES * price, (EXAMPLE_IMAGES - 1) * price
    return LedgerExample(
        reserve=f"−{reserved}",
        settle=str(delivered),
        release=f"+{price}",
        during=str(daily - reserved),
        after=str(daily - delivered),
    )


def _affordable(daily: int, price: int) -> str:
    return f"{daily // price if price else daily:,}"


def money(cents: int) -> str:
    """US dollars, without cents where there are none: ``$29`` or ``$29.50``."""
    return f"${cents // 100:,}" if cents % 100 == 0 else f"${cents / 100:,.2f}"


def contact_url(contact: str, subject: str = "") -> str:
    """The URL of a contact: a web page, or ``mailto:`` for an address; empty for a postal address."""
    if contact.startswith(("https://", "http://")):
        return contact
    if "@" in contact and " " not in contact:
        return f"mailto:{quote(contact, safe='@+')}" + (f"?subject={quote(subject)}" if subject else "")
    return ""


def fixed_values(settings: Settings) -> dict[str, Any]:
    """What the operator has set; it never changes while the process runs."""
    name, contact = settings.operator_name, settings.operator_contact
    return {
        "base_url": settings.base_url,
        "identity_providers": [{"key": one.key, "name": one.name} for one in settings.identity_providers],
        "operator": {
            "name": name,
            "contact": contact,
            "url": contact_url(contact),
            "texts_checked": settings.legal_texts_checked,
        },
        "portraits_per_day": str(settings.portraits_per_day),
        "uses": {
            "replicate": bool(settings.replicate_api_token.get_secret_value()),
            "openai": bool(settings.openai_api_key.get_secret_value()),
        },
    }
