"""What a browser calls itself, in words for people."""

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
"""The first that is found counts: each names itself after those that it wants to be taken for."""


def device_words(user_agent: str) -> str:
    """A ``User-Agent`` header as in "Firefox on Windows"; "An unknown browser" where it says nothing."""
    said = user_agent.lower()
    browser = next((words for sign, words in BROWSERS if sign in said), "")
    system = next((words for sign, words in SYSTEMS if sign in said), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or (f"A browser on {system}" if system else "An unknown browser")


def is_handheld(user_agent: str) -> bool:
    """Whether it is a phone or a tablet."""
    said = user_agent.lower()
    return any(sign in said for sign in ("iphone", "ipad", "android", "mobile"))
