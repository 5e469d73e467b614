"""Verifies Replicate's webhooks (https://replicate.com/docs/topics/webhooks/verify-webhook).

``standardwebhooks`` computes the signatures. Its ``verify`` is not used: it reads the wall clock, and raises
a bare ``ValueError`` for a malformed signature header, which anybody can send.
"""

import hmac
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook

from influencer_app.domain.generation.ports.provider import VerifiedWebhook
from influencer_app.errors import InvalidSignature

TOLERANCE_SECONDS: Final = 300
NAME: Final = re.compile(r"[\x21-\x7e]{1,120}")
STAMP: Final = re.compile(r"[0-9]{1,12}")


def parse(
    headers: Mapping[str, str], raw_body: bytes, secrets: tuple[str, ...], now: datetime
) -> VerifiedWebhook:
    """The delivery's id and the prediction it is about. Any of ``secrets`` (``whsec_...``) may have signed.

    Raises ``InvalidSignature`` for a wrong one, a time more than 300 s off, or a body that is no prediction.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    delivery = lower.get("webhook-id", "")
    stamp = lower.get("webhook-timestamp", "")
    given = lower.get("webhook-signature", "").split()
    if not NAME.fullmatch(delivery) or not _is_recent(stamp, now):
        raise InvalidSignature("The delivery is not signed, or is old.")
    expected = [_sign(delivery, int(stamp), raw_body, secret) for secret in secrets if secret]
    matches = [hmac.compare_digest(one.encode(), other.encode()) for one in expected for other in given]
    if not any(matches):
        raise InvalidSignature("The signature is not right.")
    try:
        prediction = str(json.loads(raw_body)["id"])
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidSignature("The delivery is not about a prediction.") from error
    if not NAME.fullmatch(prediction):
        raise InvalidSignature("The delivery is not about a prediction.")
    return VerifiedWebhook(delivery, prediction)


def _is_recent(stamp: str, now: datetime) -> bool:
    return bool(STAMP.fullmatch(stamp)) and abs(now.timestamp() - int(stamp)) <= TOLERANCE_SECONDS


def _sign(delivery: str, stamp: int, raw_body: bytes, secret: str) -> str:
    """The signature as the header carries it: ``v1,`` and base64."""
    try:
        webhook, body = Webhook(secret), raw_body.decode()
    except UnicodeDecodeError as error:
        raise InvalidSignature("The delivery is not text.") from error
    except (ValueError, EmptyWebhookSecretError) as error:
        raise InvalidSignature("The secret for webhooks is not base64.") from error
    return webhook.sign(delivery, datetime.fromtimestamp(stamp, UTC), body)
