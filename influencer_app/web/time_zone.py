"""The person's time zone, which ``/js/live_text.js`` stores in a cookie, and days in it."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

COOKIE = "zone"
NAME_MAX = 64
FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)


def time_zone(cookie_header: str) -> tzinfo:
    """The time zone named in a ``Cookie`` header; UTC for none or an unknown one."""
    pairs = (part.strip().partition("=") for part in cookie_header.split(";"))
    name = next((value for key, _, value in pairs if key == COOKIE), "")
    try:
        return ZoneInfo(name[:NAME_MAX])
    except (KeyError, ValueError, OSError):
        return UTC


def zone_name(zone: tzinfo) -> str:
    """Its IANA name."""
    return zone.key if isinstance(zone, ZoneInfo) else "UTC"


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """When ``day`` begins in ``zone``, as UTC."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def next_day(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)


def parse_day(value: object) -> date | None:
    """A day such as 2026-11-23; None for anything else."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and FIRST <= found <= LAST else None
