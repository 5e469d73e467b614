"""The numbers of this installation that public pages show: plans, prices, and what can be made here."""

from collections.abc import Mapping
from urllib.parse import quote

from influencer_app.db.transaction import reading
from influencer_app.domain.billing.queries import list_plans
from influencer_app.domain.billing.schemas import PlanDetail
from influencer_app.domain.generation.engines import Offer, list_offers
from influencer_app.settings import Settings
from influencer_app.web.middleware.figures import Figures

EXAMPLE = 4
"""Pictures in the example of the ledger; all but one are delivered."""


async def figures(contact: str = "") -> Figures:
    """All of them, as they are now. ``contact`` is where people ask for another plan."""
    async with reading() as session:
        plans, offers = await list_plans(session), await list_offers(session)
    return shown(plans, offers, contact)


def shown(plans: list[PlanDetail], offers: Mapping[str, Offer], contact: str = "") -> Figures:
    """The values and rows that the pages name."""
    can = {kind: offer for kind, offer in offers.items() if not offer.missing}
    cost = {kind: offer.credits for kind, offer in can.items()}
    values = {f"price.{kind}": str(credits) for kind, credits in cost.items()}
    values |= {f"price.{kind}.seconds": str(o.per_seconds) for kind, o in can.items() if o.per_seconds}
    values |= {f"price.{kind}.length": f"{o.seconds:g}" for kind, o in can.items() if o.seconds}
    values["makes.films"] = "yes" if {"video", "avatar"} <= can.keys() else ""
    free = next((plan for plan in plans if plan.monthly_cents == 0), None)
    if free is not None:
        values["plan.free.daily"] = f"{free.daily_credits:,}"
        values |= _example(free.daily_credits, cost.get("character_image") or cost.get("image", 0))
    best = min((p for p in plans if p.monthly_cents), key=lambda plan: plan.monthly_cents, default=None)
    rows = [_plan(plan, cost, contact, best=plan is best) for plan in plans]
    return Figures(values, {"plans": rows})


def _plan(plan: PlanDetail, cost: dict[str, int], contact: str, *, best: bool) -> dict[str, str]:
    paid = plan.monthly_cents > 0
    return {
        "plan.name": plan.name,
        "plan.price": money(plan.monthly_cents),
        "plan.free": "" if paid else "yes",
        "plan.best": "yes" if best else "",
        "plan.daily": f"{plan.daily_credits:,}",
        "plan.pictures": _number_of(plan.daily_credits, cost.get("image", 0)),
        "plan.portraits": _number_of(plan.daily_credits, cost.get("character_image", 0)),
        "plan.mark": "yes" if plan.watermark else "",
        "plan.many": "yes" if plan.running_max > 1 else "",
        "plan.jobs": str(plan.running_max),
        "plan.ask": contact_link(contact, f"Plan: {plan.name}") if paid and contact else "",
    }


def _example(daily: int, price: int) -> dict[str, str]:
    """Lines of a ledger: four pictures reserved, three delivered, the rest comes back."""
    reserved, delivered = EXAMPLE * price, (EXAMPLE - 1) * price
    return {
        "ledger.reserve": f"−{reserved}",
        "ledger.settle": str(delivered),
        "ledger.release": f"+{price}",
        "ledger.during": str(daily - reserved),
        "ledger.after": str(daily - delivered),
    }


def _number_of(daily: int, price: int) -> str:
    return f"{daily // price if price else daily:,}"


def money(cents: int) -> str:
    """US dollars, without cents where there are none: ``$29`` or ``$29.50``."""
    return f"${cents // 100:,}" if cents % 100 == 0 else f"${cents / 100:,.2f}"


def contact_link(contact: str, subject: str = "") -> str:
    """Where a click leads: the page, or a letter to the address; a place of the world has none."""
    if contact.startswith(("https://", "http://")):
        return contact
    if "@" in contact and " " not in contact:
        return f"mailto:{quote(contact, safe='@+')}" + (f"?subject={quote(subject)}" if subject else "")
    return ""


def fixed(settings: Settings) -> dict[str, str]:
    """What the operator has said about this installation."""
    name, contact = settings.operator_name, settings.operator_contact
    return {
        "operator.name": name,
        "operator.contact": contact,
        "operator.link": contact_link(contact),
        "operator.checked": "yes" if settings.legal_texts_checked else "",
        "portraits.daily": str(settings.portraits_per_day),
        "uses.replicate": "yes" if settings.replicate_api_token.get_secret_value() else "",
        "uses.openai": "yes" if settings.openai_api_key.get_secret_value() else "",
    }
