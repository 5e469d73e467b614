"""Finds the place of an address in a local file in MaxMind's format (GeoLite2 City, DB-IP City)."""

from pathlib import Path
from typing import Any

from maxminddb import MODE_MMAP, InvalidDatabaseError, open_database

from influencer_app.errors import NotConfigured

UNREADABLE = "GEOIP_FILE names no readable database in MaxMind's format."
PLACE_MAX = 80


class MaxMindPlaces:
    """Implements ``PlacePort``. Raises ``NotConfigured`` for a file that cannot be read."""

    def __init__(self, file: Path) -> None:
        try:
            self._file = open_database(file, MODE_MMAP)
        except (OSError, InvalidDatabaseError) as error:
            raise NotConfigured(UNREADABLE) from error

    def find(self, address: str) -> str:
        """See the port."""
        try:
            found = self._file.get(address)
        except (ValueError, InvalidDatabaseError):
            return ""
        parts = [_name(found, "city"), _name(found, "country")] if isinstance(found, dict) else []
        return ", ".join(part for part in parts if part)[:PLACE_MAX]

    def close(self) -> None:
        """Releases the file."""
        self._file.close()


def _name(found: dict[str, Any], kind: str) -> str:
    part = found.get(kind)
    names = part.get("names") if isinstance(part, dict) else None
    name = names.get("en") if isinstance(names, dict) else None
    return name if isinstance(name, str) else ""
