"""Customers, products, prices, coupons and promotion codes."""

from typing import Any

from tests.doubles.stripe.forms import is_true
from tests.doubles.stripe.problems import Problem, missing
from tests.doubles.stripe.store import Object, Store

GOOD_CARD, DECLINED_CARD, FAILS_LATER_CARD = "4242424242424242", "4000000000000002", "4000000000000341"
"""Cards as Stripe's tests name them: pays; is refused; is taken, and refused when it is charged."""


def make_customer(store: Store, asked: Object) -> Object:
    """A customer without a card."""
    return store.add(
        "cus",
        "customer",
        email=asked.get("email"),
        name=asked.get("name"),
        metadata=asked.get("metadata") or {},
        invoice_settings={"default_payment_method": None},
        deleted=False,
    )


def find_customer(store: Store, name: object) -> Object:
    """A customer. Raises ``Problem`` (404) for one that was deleted."""
    found = store.find("customer", name)
    if found["deleted"]:
        raise missing("customer", str(name))
    return found


def keep_card(store: Store, customer: Object, number: str) -> Object:
    """The card that the customer pays with from now on."""
    card = {"brand": "visa", "last4": number[-4:], "exp_month": 12, "exp_year": 2034}
    method = store.add("pm", "payment_method", type="card", customer=customer["id"], card=card)
    method["card_number"] = number
    customer["invoice_settings"]["default_payment_method"] = method["id"]
    return method


def card_pays(store: Store, customer: Object) -> bool:
    """Whether a charge of the customer's card goes through."""
    method = store.objects.get(customer["invoice_settings"]["default_payment_method"] or "")
    return bool(method) and method is not None and method["card_number"] == GOOD_CARD


def make_product(store: Store, asked: Object) -> Object:
    """A product."""
    return store.add(
        "prod", "product", name=asked.get("name", ""), active=True, metadata=asked.get("metadata") or {}
    )


def make_price(store: Store, asked: Object) -> Object:
    """A price, with its product where that is described. Raises ``Problem`` for a lookup key in use."""
    key = asked.get("lookup_key")
    if key and store.all("price", lookup_key=key, active=True):
        raise Problem(400, f"A price already uses the lookup key {key}.", param="lookup_key")
    product = asked.get("product") or make_product(store, asked.get("product_data") or {})["id"]
    store.find("product", product)
    recurring: Any = asked.get("recurring")
    return store.add(
        "price",
        "price",
        product=product,
        currency=asked["currency"],
        unit_amount=int(asked["unit_amount"]),
        lookup_key=key,
        active=True,
        type="recurring" if recurring else "one_time",
        recurring={"interval": recurring["interval"], "interval_count": 1} if recurring else None,
        metadata=asked.get("metadata") or {},
    )


def make_promotion(store: Store, code: str, percent: int) -> Object:
    """A code that takes some percent off each payment."""
    coupon = store.add("coupon", "coupon", percent_off=percent, duration="forever", valid=True)
    return store.add("promo", "promotion_code", code=code, coupon=coupon["id"], active=True)


def percent_off(store: Store, code: str) -> int:
    """The discount of a code. Raises ``Problem`` for one that does not count."""
    for promotion in store.all("promotion_code", code=code):
        if is_true(promotion["active"]):
            return int(store.objects[promotion["coupon"]]["percent_off"])
    raise Problem(400, "This code is invalid.", param="promotion_code")
