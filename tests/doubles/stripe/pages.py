"""The pages on which a browser pays, and manages a subscription. Plain forms, without a script."""

from html import escape
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.doubles.stripe.catalog import DECLINED_CARD, FAILS_LATER_CARD, GOOD_CARD, keep_card
from tests.doubles.stripe.checkout import Checkout, returned
from tests.doubles.stripe.problems import Problem
from tests.doubles.stripe.store import Object, Store
from tests.doubles.stripe.subscriptions import LIVE, Subscriptions

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body{{font:16px system-ui;max-width:30rem;margin:3rem auto;padding:0 1rem}}
form{{margin:1rem 0}}input,select,button{{font:inherit;padding:.5rem;margin:.25rem 0}}
.bad{{color:#b00020}}</style><h1>{title}</h1>
<p>An emulator of Stripe: no money moves here.</p>{body}</html>"""
CARDS = ((GOOD_CARD, "pays"), (DECLINED_CARD, "is declined"), (FAILS_LATER_CARD, "fails at the next renewal"))
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"


class Pages:
    """Checkout, portal and invoices, as a browser sees them."""

    def __init__(self, store: Store, checkout: Checkout, subscriptions: Subscriptions) -> None:
        self.store, self.checkout, self.subscriptions = store, checkout, subscriptions
        self.routes = [
            Route("/c/pay/{id}", self.show_checkout),
            Route("/c/pay/{id}", self.pay, methods=["POST"]),
            Route("/p/session/{id}", self.show_portal),
            Route("/p/session/{id}", self.manage, methods=["POST"]),
            Route("/invoices/{name}", self.invoice),
        ]

    async def show_checkout(self, request: Request) -> Response:
        return self._checkout_page(request.path_params["id"])

    async def pay(self, request: Request) -> Response:
        name, form = request.path_params["id"], await _form(request)
        try:
            session = self.checkout.pay(name, form.get("card", ""), form.get("code", ""))
        except Problem as problem:
            return self._checkout_page(name, problem.message)
        return RedirectResponse(returned(session), 303)

    def _checkout_page(self, name: str, wrong: str = "") -> Response:
        session = self.store.find("checkout.session", name)
        if session["status"] != "open":
            return HTMLResponse(PAGE.format(title="This page is closed", body=""), 410)
        amount = f"{session['amount_total'] / 100:.2f} {session['currency'].upper()}"
        code = '<label>Code <input name="code"></label><br>' if session["allow_promotion_codes"] else ""
        leave = escape(session["cancel_url"] or "/")
        body = (
            f'<p class="bad" role="alert">{escape(wrong)}</p>'
            f'<form method="post">{_cards()}{code}<button>Pay {amount}</button></form>'
            f'<a href="{leave}">Back</a>'
        )
        return HTMLResponse(PAGE.format(title="Pay", body=body))

    async def show_portal(self, request: Request) -> Response:
        session = self.store.find("billing_portal.session", request.path_params["id"])
        return HTMLResponse(PAGE.format(title="Billing", body=self._portal(session)))

    async def manage(self, request: Request) -> Response:
        session, form = (
            self.store.find("billing_portal.session", request.path_params["id"]),
            await _form(request),
        )
        customer = self.store.find("customer", session["customer"])
        one = self._live(customer)
        if form["do"] == "card":
            keep_card(self.store, customer, form["card"])
            if one and one["status"] == "past_due":
                self.subscriptions.collect_again(one)
        elif one and form["do"] == "price":
            self.subscriptions.change(one, self.store.find("price", form["price"]))
        elif one and form["do"] in ("cancel", "resume"):
            self.subscriptions.set_canceling(one, canceling=form["do"] == "cancel")
        elif one and form["do"] == "keep":
            self.subscriptions.keep_price(one)
        return RedirectResponse(str(request.url), 303)

    async def invoice(self, request: Request) -> Response:
        return Response(PDF, media_type="application/pdf")

    def _live(self, customer: Object) -> Object | None:
        found = self.store.all("subscription", customer=customer["id"])
        return next((one for one in found if one["status"] in LIVE), None)

    def _portal(self, session: Object) -> str:
        one = self._live(self.store.find("customer", session["customer"]))
        back = f'<a href="{escape(session["return_url"])}">Back</a>'
        card = f'<form method="post">{_cards()}<button name="do" value="card">Use this card</button></form>'
        if one is None:
            return f"<p>No subscription.</p>{card}{back}"
        now = self.subscriptions.price_of(one)
        cancel = ("resume", "Resume") if one["cancel_at_period_end"] else ("cancel", "Cancel plan")
        keep = _button("keep", "Keep the present plan") if one["schedule"] else ""
        return (
            f"<p>Status: {one['status']}</p>{self._prices(session, now)}{_button(*cancel)}{keep}{card}{back}"
        )

    def _prices(self, session: Object, now: Object) -> str:
        offered = self.store.find("billing_portal.configuration", session["configuration"])["features"]
        listed = [
            self.store.find("price", price)
            for product in offered["subscription_update"]["products"]
            for price in product["prices"]
        ]
        return "".join(
            f'<form method="post"><input type="hidden" name="price" value="{one["id"]}">'
            f'<button name="do" value="price">Change to {escape(self._named(one))}</button></form>'
            for one in listed
            if one["id"] != now["id"]
        )

    def _named(self, price: Object) -> str:
        product = self.store.find("product", price["product"])
        return f"{product['name']}, {price['recurring']['interval']}ly"


def _button(do: str, text: str) -> str:
    return f'<form method="post"><button name="do" value="{do}">{text}</button></form>'


def _cards() -> str:
    options = "".join(f'<option value="{number}">{number}: {what}</option>' for number, what in CARDS)
    return f'<label>Card <select name="card">{options}</select></label><br>'


async def _form(request: Request) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode()))
