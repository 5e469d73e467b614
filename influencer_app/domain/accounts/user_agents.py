"""Describes a browser by its ``User-Agent`` header.

A table of our own rather than ``ua-parser``: that blocks the event loop for 0.3 s on first use and for 3 to
12 ms a header, and its names ("Mobile Safari", "Chrome Mobile iOS") would need a table of the same size.
"""

BROWSERS = (
    ("edg", "Edge"),
    ("opr/", "Opera"),
    ("samsungbrowser", "Samsung Internet"),
    ("firefox", "Firefox"),
    ("fxios", "Firefox"),
    ("crios", "Chrome"),
    ("headlesschrome", "Chrome"),
    ("chrome", "Chrome"),
    ("safari", "Safari"),
    ("curl", "curl"),
    ("python", "A Python program"),
)
SYSTEMS = (
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("android", "Android"),
    ("windows", "Windows"),
    ("mac os", "macOS"),
    ("cros", "ChromeOS"),
    ("linux", "Linux"),
)
"""The first match counts: a browser also names those that it wants to be taken for."""


def describe_browser(user_agent: str) -> str:
    """A ``User-Agent`` header in words: "Firefox on Windows", or "An unknown browser" for an empty one."""
    lowered = user_agent.lower()
    browser = next((name for token, name in BROWSERS if token in lowered), "")
    system = next((name for token, name in SYSTEMS if token in lowered), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or (f"A browser on {system}" if system else "An unknown browser")


def is_handheld(user_agent: str) -> bool:
    """Whether it is a phone or a tablet."""
    lowered = user_agent.lower()
    return any(token in lowered for token in ("iphone", "ipad", "android", "mobile"))
