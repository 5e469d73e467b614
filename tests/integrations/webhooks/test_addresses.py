"""Addresses that webhooks are sent to, and that they are not."""

import socket

import pytest

from influencer_app.integrations.webhooks.addresses import SystemResolver, is_public


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_the_public_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "::1"),
        *("10.0.0.1", "172.16.0.1", "192.168.1.1", "fd00::1", "fc00::1"),
        *("169.254.169.254", "fe80::1", "fe80::1%eth0", "fd00:ec2::254"),
        *("100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192"),
        *("224.0.0.1", "ff02::1", "239.1.2.3"),
        *("0.0.0.0", "::", "255.255.255.255", "240.0.0.1"),  # noqa: S104  nothing is bound here
        *("::ffff:10.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::7f00:1"),
        *("64:ff9b::a00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::1", "2001:0:7f00:1::1"),
        *("192.0.2.1", "198.18.0.1", "203.0.113.1", "2001:db8::1", "fec0::1"),
    ],
)
def test_everything_else_is_not(address: str) -> None:
    assert not is_public(address)


async def test_the_system_resolves_names_and_numbers() -> None:
    resolver = SystemResolver()
    try:
        assert await resolver("127.0.0.1", 80) == ["127.0.0.1"]
        assert "127.0.0.1" in await resolver("localhost", 80)
        assert await resolver("0x7f000001", 80) == ["127.0.0.1"]
        with pytest.raises(socket.gaierror):
            await resolver("no-such-host.invalid", 80)
    finally:
        resolver.close()
