"""Verifies Replicate's webhook signatures (https://replicate.com/docs/topics/webhooks/verify-webhook)."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from influencer_app.domain.generation.provider import WebhookNote
from influencer_app.errors import InvalidSignature

TOLERANCE_SECONDS: Final = 300


def parse(
    headers: Mapping[str, str], raw_body: bytes, secrets: tuple[str, ...], now: datetime
) -> WebhookNote:
    """The delivery's id and the prediction it is about. Any of ``secrets`` (``whsec_...``) may have signed.

    Raises ``InvalidSignature`` for a wrong one, a time more than 300 s off, or a body that is no prediction.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    own = lower.get("webhook-id", "")
    stamp = lower.get("webhook-timestamp", "")
    given = [part.partition(",")[2] for part in lower.get("webhook-signature", "").split()]
    if not own or not stamp.isdigit() or abs(now.timestamp() - int(stamp)) > TOLERANCE_SECONDS:
        raise InvalidSignature("The delivery is not signed, or is old.")
    text = f"{own}.{stamp}.".encode() + raw_body
    wanted = [sign(text, secret) for secret in secrets if secret]
    matches = [hmac.compare_digest(one.encode(), other.encode()) for one in wanted for other in given]
    if not any(matches):
        raise InvalidSignature("The signature is not right.")
    try:
        prediction = str(json.loads(raw_body)["id"])
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidSignature("The delivery is not about a prediction.") from error
    return WebhookNote(own[:120], prediction[:120])


def sign(text: bytes, secret: str) -> str:
    """HMAC-SHA256 in base64, with the part of the secret behind ``whsec_``."""
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error as error:
        raise InvalidSignature("The secret for webhooks is not base64.") from error
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
