"""Determines the client address of a request."""

import ipaddress
from typing import Annotated

from fastapi import Depends, Request

from influencer_app.wiring import runtime

PROXIED = ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "forwarded", "via")
"""Headers added by proxies; local programs send none of them."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def caller(request: Request) -> str:
    """The rate limit key of a client: an IPv4 address or an IPv6 /64 network."""
    found = _address(request)
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


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
        return _parsed(forwarded[-hops])
    return _parsed(request.client.host) if request.client else "unknown"


def _parsed(text: str) -> Address | str:
    """``text`` without port and brackets; IPv4 in IPv6 as IPv4."""
    bare = text.rsplit(":", 1)[0] if text.count(":") == 1 or "]:" in text else text
    try:
        found = ipaddress.ip_address(bare.strip("[]"))
    except ValueError:
        return text[:64]
    mapped = getattr(found, "ipv4_mapped", None)
    return mapped or found


Caller = Annotated[str, Depends(caller)]
