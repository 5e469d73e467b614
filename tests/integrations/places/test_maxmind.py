"""Places of addresses, from a file in MaxMind's format."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from mmdb_writer import MMDBWriter
from netaddr import IPSet

from influencer_app.errors import NotConfigured
from influencer_app.integrations.places.maxmind import MaxMindPlaces

BERLIN = {"city": {"names": {"en": "Berlin"}}, "country": {"names": {"en": "Germany"}}}


@pytest.fixture
def places(tmp_path: Path) -> Iterator[MaxMindPlaces]:
    writer = MMDBWriter(ip_version=6, ipv4_compatible=True)
    writer.insert_network(IPSet(["192.0.2.0/24", "2001:db8::/48"]), BERLIN)
    writer.insert_network(IPSet(["198.51.100.0/24"]), {"country": {"names": {"en": "Chile"}}})
    writer.insert_network(IPSet(["203.0.113.0/24"]), {"city": "unknown", "country": {"names": []}})
    writer.to_db_file(str(tmp_path / "places.mmdb"))
    opened = MaxMindPlaces(tmp_path / "places.mmdb")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "Berlin, Germany"),
        ("2001:db8::1", "Berlin, Germany"),
        ("198.51.100.1", "Chile"),
        ("203.0.113.1", ""),
        ("10.0.0.1", ""),
        ("unknown", ""),
    ],
)
def test_an_address_has_the_place_that_the_file_says(places: MaxMindPlaces, address: str, place: str) -> None:
    assert places.find(address) == place


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mmdb"
    broken.write_bytes(b"no database")
    for file in (broken, tmp_path / "missing.mmdb"):
        with pytest.raises(NotConfigured, match="GEOIP_FILE"):
            MaxMindPlaces(file)
