"""Validates redirect targets after sign-in, for API and pages."""

from urllib.parse import urlsplit

AFTER_SIGN_IN = "/dashboard/generate"
AFTER_SIGN_UP = "/dashboard/characters?new=create"
"""The form of a first character, which leads on to Create."""


def safe_redirect_path(target: str, otherwise: str = AFTER_SIGN_IN) -> str:
    """``target`` if it is a path of this site, else ``otherwise``.

    Refuses other hosts in all their spellings (``//host``, ``/\\host``, schemes, control characters)
    and the sign-in pages themselves, which would only send people in a circle.
    """
    if not target.startswith("/") or target.startswith(("//", "/\\")):
        return otherwise
    if "\\" in target or any(ord(character) <= 32 or ord(character) == 127 for character in target):
        return otherwise
    try:
        parts = urlsplit(target)
    except ValueError:
        return otherwise
    if parts.scheme or parts.netloc or parts.path.startswith(("/auth/", "/api/")):
        return otherwise
    return target
