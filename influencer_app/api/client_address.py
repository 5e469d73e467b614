"""Determines the client address of a request."""

from typing import Annotated

from fastapi import Depends, Request

from influencer_app.app_services.client_addresses import Address, limit_key, parse_address
from influencer_app.wiring import runtime

PROXIED = ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "forwarded", "via")
"""Headers added by proxies; local programs send none of them."""


def client_address(request: Request) -> str:
    """The address of a client, as text."""
    return str(_address(request))


def caller(request: Request) -> str:
    """The rate limit key of a client: an IPv4 address or an IPv6 /64 network."""
    return limit_key(_address(request))


def is_local(request: Request) -> bool:
    """True for a program on this machine, False behind a proxy."""
    if runtime().settings.trusted_proxy_hops == 0 and any(name in request.headers for name in PROXIED):
        return False
    found = _address(request)
    return not isinstance(found, str) and found.is_loopback


def _address(request: Request) -> Address | str:
    """The address behind the trusted proxies; a placeholder without one (Unix socket)."""
    hops = runtime().settings.trusted_proxy_hops
    # Some proxies add a line of their own instead of lengthening the first: all lines are one list.
    lines = ",".join(request.headers.getlist("x-forwarded-for"))
    forwarded = [part.strip() for part in lines.split(",") if part.strip()]
    if 0 < hops <= len(forwarded):
        return parse_address(forwarded[-hops])
    return parse_address(request.client.host) if request.client else "unknown"


Caller = Annotated[str, Depends(caller)]
