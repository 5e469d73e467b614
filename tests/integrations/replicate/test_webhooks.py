"""Tests of webhook signatures."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest

from influencer_app.errors import InvalidSignature
from influencer_app.integrations.replicate.webhooks import parse

OLD, NEW = (f"whsec_{base64.b64encode(word).decode()}" for word in (b"an old secret", b"a new secret"))
NOW = datetime.fromtimestamp(1_750_000_000, UTC)
BODY = json.dumps({"id": "abc", "status": "succeeded"}).encode()


def headers(secret: str, stamp: int = 1_750_000_000, body: bytes = BODY) -> dict[str, str]:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, b"msg_1." + str(stamp).encode() + b"." + body, hashlib.sha256).digest()
    signed = f"v1,{base64.b64encode(b'other').decode()} v1,{base64.b64encode(digest).decode()}"
    return {"Webhook-Id": "msg_1", "Webhook-Timestamp": str(stamp), "Webhook-Signature": signed}


def test_one_of_two_secrets_is_enough() -> None:
    for secret in (OLD, NEW):
        note = parse(headers(secret), BODY, (OLD, NEW), NOW)
        assert (note.delivery_id, note.prediction_id) == ("msg_1", "abc")


@pytest.mark.parametrize("late", [-301, 301])
def test_old_or_future_timestamp_is_refused(late: int) -> None:
    with pytest.raises(InvalidSignature):
        parse(headers(NEW, 1_750_000_000 + late), BODY, (NEW,), NOW)
    assert parse(headers(NEW, 1_750_000_000 + late * 299 // 301), BODY, (NEW,), NOW)


def test_changed_body_wrong_secret_and_missing_secret_are_refused() -> None:
    for given, secrets in ((BODY + b" ", (NEW,)), (BODY, (OLD,)), (BODY, ()), (BODY, ("",))):
        with pytest.raises(InvalidSignature):
            parse(headers(NEW), given, secrets, NOW)
    with pytest.raises(InvalidSignature):
        parse({}, BODY, (NEW,), NOW)


@pytest.mark.parametrize(
    "body",
    [b"[]", b"{}", b'{"id": ""}', b'{"id": "a\\u0000b"}', b'{"id": "\\ud800"}', b'{"id": "a b"}'],
)
def test_signed_body_without_a_prediction_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidSignature, match="prediction"):
        parse(headers(NEW, body=body), body, (NEW,), NOW)


@pytest.mark.parametrize("delivery", ["", "a\0b", "\ud800", "x" * 121, "ö"])
def test_a_delivery_without_a_name_is_refused(delivery: str) -> None:
    with pytest.raises(InvalidSignature, match="not signed"):
        parse({**headers(NEW), "Webhook-Id": delivery}, BODY, (NEW,), NOW)


@pytest.mark.parametrize("signature", ["v1", "v1,,", "v1,%%%", "v2,abc", "ü", "", "nothing at all"])
def test_a_malformed_signature_is_refused(signature: str) -> None:
    given = headers(NEW) | {"Webhook-Signature": signature}
    with pytest.raises(InvalidSignature):
        parse(given, BODY, (NEW,), NOW)


@pytest.mark.parametrize("stamp", ["", "nan", "-1", "1.5", "²", "9" * 5000])
def test_a_malformed_time_is_refused(stamp: str) -> None:
    with pytest.raises(InvalidSignature):
        parse(headers(NEW) | {"Webhook-Timestamp": stamp}, BODY, (NEW,), NOW)


@pytest.mark.parametrize("secret", ["whsec_", "whsec_ü", "whsec_a"])
def test_a_secret_that_is_none_is_refused(secret: str) -> None:
    with pytest.raises(InvalidSignature, match="secret"):
        parse(headers(NEW), BODY, (secret,), NOW)


def test_a_body_that_is_not_text_is_refused() -> None:
    with pytest.raises(InvalidSignature):
        parse(headers(NEW, body=b"\xff"), b"\xff", (NEW,), NOW)
