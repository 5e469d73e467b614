"""Makes events, and delivers them signed: twice, out of order, late or not at all when told so."""

import json
import random
import threading
import time
from copy import deepcopy
from typing import Any

import httpx2
import stripe

from tests.doubles.stripe.store import Object, Store

SECRET = "whsec_emulator"
RETRIES = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)


class Events:
    """Events, and their deliveries to ``url``; without one they are only recorded.

    ``copies`` is how often each is delivered, ``lost`` drops them, ``held`` keeps them until ``release``.
    """

    def __init__(self, store: Store, api_version: str) -> None:
        self.store, self.api_version = store, api_version
        self.url = ""
        self.copies = 1
        self.lost = self.held = False
        self._waiting: list[Object] = []

    def emit(self, kind: str, about: Object) -> Object:
        """Record an event about the present state of an object, and deliver it."""
        event = self.store.add(
            "evt",
            "event",
            type=kind,
            api_version=self.api_version,
            data={"object": deepcopy(about)},
            pending_webhooks=1,
            request={"id": None, "idempotency_key": None},
        )
        if not self.lost:
            self._waiting.append(event)
        if not self.held:
            self.release()
        return event

    def release(self, *, shuffled: bool = False) -> None:
        """Deliver what waits; without a ``url`` it waits to be taken."""
        if not self.url:
            return
        waiting, self._waiting = self._waiting * self.copies, []
        if shuffled:
            random.shuffle(waiting)
        for event in waiting:
            threading.Thread(target=self._deliver, args=(event,), daemon=True).start()

    def taken(self) -> list[Object]:
        """Take what waits, oldest first, to deliver it by hand."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def signed(
        self, event: Object, secret: str = SECRET, at: int | None = None
    ) -> tuple[str, dict[str, str]]:
        """Body and headers of a delivery, signed now or ``at`` another time."""
        body = json.dumps(event)
        signature = stripe.WebhookSignature.generate_signature_header(body, secret, timestamp=at)
        return body, {"Stripe-Signature": signature, "Content-Type": "application/json"}

    def _deliver(self, event: Object) -> None:
        for pause in RETRIES:
            body, headers = self.signed(event)
            try:
                if httpx2.post(self.url, content=body, headers=headers, timeout=10).is_success:
                    return
            except httpx2.HTTPError:
                pass
            time.sleep(pause)


def kinds(events: list[Any]) -> list[str]:
    """What events are about."""
    return [event["type"] for event in events]
