"""The sender of webhooks against a receiver on loopback."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from influencer_app.domain.webhooks.schemas import OutgoingWebhook
from influencer_app.errors import InvalidInput
from influencer_app.integrations.webhooks.sender import (
    BODY_MAX,
    NEEDS_HTTPS,
    NOT_AN_ADDRESS,
    PRIVATE,
    UNKNOWN_HOST,
    HttpWebhooks,
    parse_retry_after,
)
from tests.doubles.webhooks.receiver import Receiver
from tests.doubles.webhooks.serving import serving, write_certificate

SECRET, OLD = "whsec_" + "A" * 43 + "=", "whsec_" + "B" * 43 + "="
BODY = '{"type": "webhook.test", "data": {"city": "Zürich"}}'


class Names:
    """A name server: answers in turn, the last one again and again."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append((host, port))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if not answer:
            raise OSError("unknown")
        return answer


@asynccontextmanager
async def sender(*answers: list[str], private: bool = True, **options: Any) -> AsyncIterator[HttpWebhooks]:
    names = Names(*(answers or (["127.0.0.1"],)))
    made = HttpWebhooks("Evermuse-Webhooks", allow_private=private, resolve=names, **options)
    try:
        yield made
    finally:
        await made.aclose()


def webhook(url: str, *secrets: str) -> OutgoingWebhook:
    return OutgoingWebhook("msg_1", url, BODY, secrets or (SECRET,))


async def test_a_webhook_is_signed_with_each_secret_and_taken() -> None:
    receiver = Receiver()
    async with serving(receiver) as port, sender() as hooks:
        outcome = await hooks.send(webhook(f"http://hooks.example:{port}/a?b=c", SECRET, OLD))
    assert (outcome.code, outcome.delivered, outcome.error) == (204, True, "")
    assert receiver.verified(SECRET)["data"] == {"city": "Zürich"}
    assert receiver.is_signed_by(OLD)
    assert not receiver.is_signed_by("whsec_" + "C" * 43 + "=")
    headers = receiver.headers[0]
    assert headers["webhook-id"] == "msg_1"
    assert headers["host"] == f"hooks.example:{port}"
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"] == "Evermuse-Webhooks"
    assert "cookie" not in headers
    assert "authorization" not in headers


async def test_the_name_is_resolved_once_and_that_very_address_is_asked_under_its_name(
    tmp_path: Path,
) -> None:
    """Over TLS: the certificate is of the name, though the connection goes to a number."""
    receiver = Receiver()
    certificate, trusting = write_certificate(tmp_path, "hooks.example")
    async with serving(receiver, certificate) as port:
        async with sender(["127.0.0.1"], ["203.0.113.1"], tls=trusting) as hooks:
            outcome = await hooks.send(webhook(f"https://hooks.example:{port}/"))
            assert (outcome.code, hooks._resolve.asked) == (204, [("hooks.example", port)])
        async with sender(tls=trusting) as hooks:
            outcome = await hooks.send(webhook(f"https://elsewhere.example:{port}/"))
            assert (outcome.code, "certificate" in outcome.error) == (None, True)
        async with sender() as hooks:
            outcome = await hooks.send(webhook(f"https://hooks.example:{port}/"))
            assert (outcome.code, "certificate" in outcome.error) == (None, True)
    assert len(receiver.bodies) == 1


async def test_a_name_that_turns_to_a_private_address_after_it_was_saved_gets_nothing() -> None:
    receiver = Receiver()
    async with serving(receiver) as port, sender(["8.8.8.8"], ["127.0.0.1"], private=False) as hooks:
        url = f"https://rebinding.example:{port}/"
        await hooks.check(url)
        outcome = await hooks.send(webhook(url))
    assert (outcome.code, outcome.error, receiver.bodies) == (None, PRIVATE, [])


@pytest.mark.parametrize(
    ("url", "answer", "sentence"),
    [
        ("https://hooks.example/", ["127.0.0.1"], PRIVATE),
        ("https://hooks.example/", ["8.8.8.8", "10.0.0.1"], PRIVATE),
        ("https://127.0.0.1/", ["127.0.0.1"], PRIVATE),
        ("https://[::ffff:7f00:1]/", ["::ffff:127.0.0.1"], PRIVATE),
        ("https://hooks.example/", [], UNKNOWN_HOST),
        ("http://hooks.example/", ["8.8.8.8"], NEEDS_HTTPS),
        ("ftp://hooks.example/", ["8.8.8.8"], NOT_AN_ADDRESS),
        ("file:///etc/passwd", ["8.8.8.8"], NOT_AN_ADDRESS),
        ("https://", ["8.8.8.8"], NOT_AN_ADDRESS),
        ("https://me:word@hooks.example/", ["8.8.8.8"], NOT_AN_ADDRESS),
        ("https://hooks.example:99999/", ["8.8.8.8"], NOT_AN_ADDRESS),
        ("https://hooks.example:0/", ["8.8.8.8"], NOT_AN_ADDRESS),
        ("https://hooks.example/#part", ["8.8.8.8"], NOT_AN_ADDRESS),
        ("https://hooks.example/\r\nX: y", ["8.8.8.8"], NOT_AN_ADDRESS),
        ("https://[::1", ["8.8.8.8"], NOT_AN_ADDRESS),
        ("junk", ["8.8.8.8"], NOT_AN_ADDRESS),
    ],
)
async def test_what_is_refused_when_it_is_saved_and_each_time_it_is_sent(
    url: str, answer: list[str], sentence: str
) -> None:
    async with sender(answer, private=False) as hooks:
        with pytest.raises(InvalidInput) as refused:
            await hooks.check(url)
        assert [one.field for one in refused.value.fields] == ["url"]
        assert refused.value.sentence == sentence
        assert (await hooks.send(webhook(url))).error == sentence


async def test_an_operator_may_allow_private_networks_and_plain_http() -> None:
    async with sender(["192.168.1.5"]) as hooks:
        await hooks.check("http://nas.lan:8080/hook")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_redirects_are_not_followed(status: int) -> None:
    receiver = Receiver()
    async with serving(receiver) as port, sender() as hooks:
        receiver.answers = [(status, {"location": f"http://127.0.0.1:{port}/elsewhere"})]
        outcome = await hooks.send(webhook(f"http://hooks.example:{port}/"))
    assert (outcome.code, outcome.delivered, len(receiver.bodies)) == (status, False, 1)


async def test_no_more_of_an_answer_is_read_than_fits() -> None:
    receiver = Receiver(answers=["drip"])
    async with serving(receiver) as port, sender() as hooks:
        outcome = await hooks.send(webhook(f"http://hooks.example:{port}/"))
        assert outcome.delivered
    assert receiver.sent >= BODY_MAX


async def test_an_endpoint_that_says_nothing_is_left() -> None:
    receiver = Receiver(answers=["hang"])
    async with serving(receiver) as port, sender(seconds=0.3) as hooks:
        outcome = await hooks.send(webhook(f"http://hooks.example:{port}/"))
        receiver.released.set()
    assert (outcome.code, outcome.error) == (None, "No answer within 0.3 seconds.")


async def test_a_name_server_that_says_nothing_is_left() -> None:
    async def never(host: str, port: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    hooks = HttpWebhooks("x", resolve=never, seconds=0.1)
    with pytest.raises(InvalidInput):
        await hooks.check("https://hooks.example/")
    assert "No answer" in (await hooks.send(webhook("https://hooks.example/"))).error
    await hooks.aclose()


async def test_an_endpoint_that_is_not_there_is_told() -> None:
    async with serving(Receiver()) as port:
        pass
    async with sender() as hooks:
        outcome = await hooks.send(webhook(f"http://hooks.example:{port}/"))
    assert outcome.error == "The endpoint does not take connections."


async def test_a_pause_that_is_asked_for_is_read() -> None:
    receiver = Receiver(answers=[(503, {"retry-after": "120"})])
    async with serving(receiver) as port, sender() as hooks:
        outcome = await hooks.send(webhook(f"http://hooks.example:{port}/"))
    assert (outcome.code, outcome.retry_after) == (503, timedelta(seconds=120))


def test_retry_after_is_seconds_or_a_date() -> None:
    assert parse_retry_after(" 5 ") == timedelta(seconds=5)
    found = parse_retry_after(format_datetime(datetime.now(UTC) + timedelta(minutes=2), usegmt=True))
    assert found is not None
    assert timedelta(minutes=1) < found <= timedelta(minutes=2)
    for nothing in ("", "soon", "-5", "²", "Wed, 21 Oct 2015 07:28:00 GMT", "1e9"):
        assert parse_retry_after(nothing) is None
    assert parse_retry_after("9" * 400) is not None
