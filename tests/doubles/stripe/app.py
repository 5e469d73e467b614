"""Emulates Stripe's API, its pages and its webhooks. Shares no code with the adapter.

``fault`` queues faults for the next calls: a status (500 before anything is done), or ``lost`` (done, but the
answer does not arrive). ``clock`` is advanced with ``advance``; what is due on the way happens in order.
"""

import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.doubles.stripe import catalog, invoices
from tests.doubles.stripe.checkout import Checkout
from tests.doubles.stripe.events import SECRET, Events
from tests.doubles.stripe.forms import parse_form
from tests.doubles.stripe.invoices import Invoices
from tests.doubles.stripe.pages import Pages
from tests.doubles.stripe.problems import Problem
from tests.doubles.stripe.store import Object, Store
from tests.doubles.stripe.subscriptions import LIVE, Subscriptions

KEY = "sk_test_emulator"
ACCOUNT = "acct_emulator"
API_VERSION = "2026-10-28.endive"
HIDDEN = ("card_number", "asked", "payment", "percent_off")
"""Fields that the emulator keeps for itself."""

Handler = Callable[[Object, str], Object]


class Emulator:
    """An ASGI application. ``base`` is where browsers find its pages."""

    def __init__(self, base: str = "", key: str = KEY) -> None:
        self.key, self.secret = key, SECRET
        self.store = Store()
        self.events = Events(self.store, API_VERSION)
        self.invoices = Invoices(self.store, self.events)
        self.subscriptions = Subscriptions(self.store, self.events, self.invoices)
        self.checkout = Checkout(self.store, self.events, self.subscriptions)
        self.faults: list[str] = []
        self.counts: Counter[str] = Counter()
        self.headers: list[dict[str, str]] = []
        self.replies: dict[str, tuple[str, int, Object]] = {}
        self.at(base)
        self.app = Starlette(
            routes=[*Pages(self.store, self.checkout, self.subscriptions).routes, *self._api()]
        )

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)

    def at(self, base: str) -> None:
        """It is served there from now on."""
        self.base = self.invoices.base = self.checkout.base = base

    def fault(self, *names: str) -> None:
        """Queue faults; each is consumed by the next call."""
        self.faults += names

    def advance(self, *, days: float) -> None:
        """Let time pass, from now on only by this."""
        clock = self.store.clock
        end = clock.now() + int(days * invoices.DAY)
        clock.frozen_at = clock.now()
        while True:
            due = [(at, one) for one in self.store.all("subscription") if (at := self.subscriptions.due(one))]
            at, one = min(due, key=lambda each: each[0], default=(end + 1, None))
            if one is None or at > end:
                break
            clock.frozen_at = max(clock.frozen_at or 0, at)
            self.subscriptions.run(one)
        clock.frozen_at = end

    def refund(self, payment_intent: str, amount: int | None = None) -> Object:
        """The operator gives money back."""
        return invoices.refund(self.store, self.events, {"payment_intent": payment_intent, "amount": amount})

    def dispute(self, payment_intent: str) -> Object:
        """The holder of the card takes the money back."""
        intent = self.store.find("payment_intent", payment_intent)
        return invoices.dispute(self.store, self.events, intent["latest_charge"])

    def close_dispute(self, dispute_id: str, status: str) -> None:
        """The bank has decided: ``won`` or ``lost``."""
        invoices.close_dispute(self.store, self.events, dispute_id, status)

    def _api(self) -> list[Route]:
        kinds = {
            "customers": "customer",
            "products": "product",
            "prices": "price",
            "checkout/sessions": "checkout.session",
            "subscriptions": "subscription",
            "subscription_schedules": "subscription_schedule",
            "invoices": "invoice",
            "payment_intents": "payment_intent",
            "payment_methods": "payment_method",
            "charges": "charge",
            "refunds": "refund",
            "disputes": "dispute",
            "events": "event",
            "billing_portal/configurations": "billing_portal.configuration",
        }
        makers: dict[str, Handler] = {
            "customers": lambda asked, _: catalog.make_customer(self.store, asked),
            "products": lambda asked, _: catalog.make_product(self.store, asked),
            "prices": lambda asked, _: catalog.make_price(self.store, asked),
            "checkout/sessions": lambda asked, _: self.checkout.open(asked),
            "refunds": lambda asked, _: invoices.refund(self.store, self.events, asked),
            "billing_portal/configurations": lambda asked, _: self.store.add(
                "bpc", "billing_portal.configuration", active=True, is_default=False, **asked
            ),
            "billing_portal/sessions": lambda asked, _: self._open_portal(asked),
            "checkout/sessions/{id}/expire": lambda _, name: self.checkout.expire(name),
            "subscriptions/{id}": lambda asked, name: self.subscriptions.update(
                self.store.find("subscription", name), asked
            ),
        }
        routes = [self._route(path, make, "POST") for path, make in makers.items()]
        routes += [self._route(path, self._lister(path, kind), "GET") for path, kind in kinds.items()]
        routes += [self._route(f"{path}/{{id}}", self._getter(kind), "GET") for path, kind in kinds.items()]
        routes.append(self._route("account", lambda _, __: {"id": ACCOUNT, "object": "account"}, "GET"))
        routes.append(self._route("subscriptions/{id}", self._end, "DELETE"))
        routes.append(self._route("customers/{id}", self._delete_customer, "DELETE"))
        return routes

    def _getter(self, kind: str) -> Handler:
        return lambda _, name: self.store.find(kind, name)

    def _lister(self, path: str, kind: str) -> Handler:
        def listed(asked: Object, _: str) -> Object:
            keys, types = asked.get("lookup_keys"), asked.get("types")

            def keep(one: Object) -> bool:
                named = ("customer", "charge", "payment_intent", "subscription", "status")
                return (
                    all(one.get(name) == asked[name] for name in named if name in asked)
                    and (keys is None or one.get("lookup_key") in keys)
                    and (types is None or one.get("type") in types)
                )

            return self.store.page(kind, asked, f"/v1/{path}", keep)

        return listed

    def _end(self, _: Object, name: str) -> Object:
        one = self.store.find("subscription", name)
        self.subscriptions.end(one)
        return one

    def _delete_customer(self, _: Object, name: str) -> Object:
        customer = catalog.find_customer(self.store, name)
        for one in self.store.all("subscription", customer=name):
            if one["status"] in LIVE:
                self.subscriptions.end(one)
        customer.update(deleted=True, email=None, name=None)
        return {"id": name, "object": "customer", "deleted": True}

    def _open_portal(self, asked: Object) -> Object:
        customer = catalog.find_customer(self.store, asked["customer"])
        self.store.find("billing_portal.configuration", asked["configuration"])
        made = self.store.add(
            "bps",
            "billing_portal.session",
            customer=customer["id"],
            configuration=asked["configuration"],
            return_url=asked["return_url"],
        )
        made["url"] = f"{self.base}/p/session/{made['id']}"
        return made

    def _route(self, path: str, handle: Handler, method: str) -> Route:
        async def answer(request: Request) -> Response:
            return await self._answer(request, handle)

        return Route(f"/v1/{path}", answer, methods=[method])

    async def _answer(self, request: Request, handle: Handler) -> Response:
        self.counts[f"{request.method} {request.url.path.removeprefix('/v1/')}"] += 1
        self.headers.append(dict(request.headers))
        if request.headers.get("authorization") != f"Bearer {self.key}":
            return JSONResponse(Problem(401, "Invalid API Key provided.").body(), 401)
        fault = self.faults.pop(0) if self.faults else ""
        if fault.isdigit():
            return JSONResponse(
                Problem(int(fault), f"This is a {fault}.", kind="api_error").body(), int(fault)
            )
        raw = (await request.body()).decode() or request.url.query
        asked = parse_form(parse_qsl(raw, keep_blank_values=True))
        expand = asked.pop("expand", [])
        key = request.headers.get("idempotency-key", "") if request.method == "POST" else ""
        same = f"{request.url.path} {raw}"
        if key in self.replies:
            return self._replay(key, same)
        try:
            status, found = 200, handle(asked, request.path_params.get("id", ""))
        except Problem as problem:
            status, body = problem.status, problem.body()
        else:
            body = _public(self.store.expanded(found, expand))
        if key and status < 400:
            self.replies[key] = (same, status, json.loads(json.dumps(body)))
        if fault == "lost":
            return StreamingResponse(_broken(), status, media_type="application/json")
        return JSONResponse(body, status)

    def _replay(self, key: str, same: str) -> Response:
        before, status, body = self.replies[key]
        if before != same:
            problem = Problem(400, "This key came with other parameters before.", kind="idempotency_error")
            return JSONResponse(problem.body(), 400)
        return JSONResponse(body, status, {"idempotent-replayed": "true"})


def _public(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _public(each) for name, each in value.items() if name not in HIDDEN}
    return [_public(each) for each in value] if isinstance(value, list) else value


async def _broken() -> AsyncIterator[bytes]:
    yield b'{"id": '
    raise ConnectionResetError("The answer is lost.")
