"""Names clients by their network address, for limits."""

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def parse_address(text: str) -> Address | str:
    """``text`` without port and brackets, IPv4 in IPv6 as IPv4; the first 64 characters of anything else."""
    bare = text.rsplit(":", 1)[0] if text.count(":") == 1 or "]:" in text else text
    try:
        found = ipaddress.ip_address(bare.strip("[]"))
    except ValueError:
        return text[:64]
    mapped = getattr(found, "ipv4_mapped", None)
    return mapped or found


def limit_key(address: Address | str) -> str:
    """What counts as one client: an IPv4 address or an IPv6 /64 network."""
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
