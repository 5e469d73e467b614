"""Which days a person lives in: ``/js/studio.js`` tells the time zone of the browser in a cookie."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

COOKIE = "zone"
NAME_MAX = 64
FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)


def zone_of(cookie_header: str) -> tzinfo:
    """The time zone in a ``Cookie`` header; UTC for none, or one that is not known here."""
    pairs = (part.strip().partition("=") for part in cookie_header.split(";"))
    said = next((value for name, _, value in pairs if name == COOKIE), "")
    try:
        return ZoneInfo(said[:NAME_MAX])
    except (KeyError, ValueError, OSError):
        return UTC


def zone_name(zone: tzinfo) -> str:
    """Its IANA name."""
    return zone.key if isinstance(zone, ZoneInfo) else "UTC"


def first_moment(day: date, zone: tzinfo) -> datetime:
    """When that day begins there, in UTC."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def next_day(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)


def parse_day(said: object) -> date | None:
    """A day as in 2026-11-23; None for anything else."""
    try:
        found = date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return found if found and FIRST <= found <= LAST else None
