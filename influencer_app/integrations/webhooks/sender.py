"""Sends webhooks as Standard Webhooks: signed, to the very address that was checked, without redirects."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

import httpx
from standardwebhooks.webhooks import Webhook

from influencer_app.domain.webhooks.schemas import Outcome, OutgoingWebhook
from influencer_app.errors import InvalidInput
from influencer_app.integrations.webhooks.addresses import Resolve, SystemResolver, is_public

SECONDS: Final = 15.0
BODY_MAX: Final = 65_536
"""How much of an answer is read."""

DEFAULT_PORTS: Final = {"https": 443, "http": 80}
NOT_AN_ADDRESS = "Enter a full address, such as https://example.com/hook."
NEEDS_HTTPS = "Use an address that starts with https://."
UNKNOWN_HOST = "There is no host with this name."
PRIVATE = "This address is in a private network, where nothing is sent to."


class Target(NamedTuple):
    """The address that was checked, and the parts of the URL."""

    ip: str
    host: str
    port: int
    parts: SplitResult


class HttpWebhooks:
    """Implements ``WebhookSender``. With ``allow_private`` plain http and private networks are allowed too.

    No connection is kept: it would belong to an address, and several hosts may share one.
    """

    def __init__(
        self,
        agent: str,
        *,
        allow_private: bool = False,
        resolve: Resolve | None = None,
        tls: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._allow_private = allow_private
        self._system = SystemResolver()
        self._resolve = resolve or self._system
        self._seconds = seconds
        self._headers = {
            "User-Agent": agent,
            "Content-Type": "application/json",
            "Accept-Encoding": "identity",
        }
        self._client = httpx.AsyncClient(
            timeout=seconds,
            follow_redirects=False,
            trust_env=False,
            verify=tls or True,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
        )

    async def check(self, url: str) -> None:
        """See the port."""
        try:
            async with asyncio.timeout(self._seconds):
                await self._find_target(url)
        except TimeoutError as error:
            raise InvalidInput.at("url", UNKNOWN_HOST) from error

    async def send(self, webhook: OutgoingWebhook) -> Outcome:
        """See the port. A redirect is an answer that is no success."""
        try:
            async with asyncio.timeout(self._seconds):
                target = await self._find_target(webhook.url)
                return await self._post(target, webhook)
        except InvalidInput as error:
            return Outcome(error=error.sentence)
        except TimeoutError:
            return Outcome(error=f"No answer within {self._seconds:g} seconds.")
        except httpx.TimeoutException:
            return Outcome(error=f"No answer within {self._seconds:g} seconds.")
        except httpx.ConnectError as error:
            return Outcome(error=_describe(error))
        except (httpx.HTTPError, httpx.InvalidURL):
            return Outcome(error="The connection broke off.")

    async def aclose(self) -> None:
        """Closes what is open."""
        await self._client.aclose()
        self._system.close()

    async def _find_target(self, url: str) -> Target:
        """Raises ``InvalidInput`` at ``url``."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
        except ValueError as error:
            raise InvalidInput.at("url", NOT_AN_ADDRESS) from error
        if parts.scheme not in DEFAULT_PORTS or not host or parts.port == 0 or "@" in parts.netloc:
            raise InvalidInput.at("url", NOT_AN_ADDRESS)
        if any(sign in url for sign in "#\\ \t\r\n"):
            raise InvalidInput.at("url", NOT_AN_ADDRESS)
        if parts.scheme == "http" and not self._allow_private:
            raise InvalidInput.at("url", NEEDS_HTTPS)
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise InvalidInput.at("url", UNKNOWN_HOST) from error
        if not addresses:
            raise InvalidInput.at("url", UNKNOWN_HOST)
        if not self._allow_private and not all(is_public(one) for one in addresses):
            raise InvalidInput.at("url", PRIVATE)
        return Target(addresses[0], host, port, parts)

    async def _post(self, target: Target, webhook: OutgoingWebhook) -> Outcome:
        ip = f"[{target.ip}]" if ":" in target.ip else target.ip
        pinned = target.parts._replace(netloc=f"{ip}:{target.port}").geturl()
        headers = {**self._headers, **sign(webhook), "Host": _host_header(target)}
        request = self._client.build_request(
            "POST",
            pinned,
            content=webhook.body.encode(),
            headers=headers,
            extensions={"sni_hostname": target.host},
        )
        response = await self._client.send(request, stream=True)
        try:
            read = 0
            async for part in response.aiter_raw():
                read += len(part)
                if read >= BODY_MAX:
                    break
            retry_after = parse_retry_after(response.headers.get("retry-after", ""))
            return Outcome(response.status_code, retry_after=retry_after)
        finally:
            await response.aclose()


def sign(webhook: OutgoingWebhook) -> dict[str, str]:
    """The headers of Standard Webhooks, with a signature of each secret."""
    moment = datetime.now(UTC)
    signatures = [Webhook(one).sign(webhook.message_id, moment, webhook.body) for one in webhook.secrets]
    return {
        "webhook-id": webhook.message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def parse_retry_after(value: str) -> timedelta | None:
    """Seconds or a date (RFC 9110, 10.2.3); None for anything else, and for what has passed."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return timedelta(seconds=min(int(value[:12]), 10**9))
    try:
        pause = parsedate_to_datetime(value).astimezone(UTC) - datetime.now(UTC)
    except (TypeError, ValueError, OverflowError):
        return None
    return pause if pause > timedelta(0) else None


def _host_header(target: Target) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    return host if target.port == DEFAULT_PORTS[target.parts.scheme] else f"{host}:{target.port}"


def _describe(error: httpx.ConnectError) -> str:
    """Certificates are told apart: they are what goes wrong most."""
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return "The certificate of the endpoint is not valid for its name."
    return "The endpoint does not take connections."
