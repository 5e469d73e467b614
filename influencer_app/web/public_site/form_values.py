"""Reads the query of a page with a plain form: where to go afterwards, and what became of the form."""

import re
from collections.abc import Collection
from typing import Any
from urllib.parse import parse_qs, quote

from influencer_app.redirects import AFTER_SIGN_IN, safe_redirect_path

CODE = re.compile(r"[a-z_]{1,40}")
TOKEN = re.compile(r"[A-Za-z0-9_=-]{1,200}")
TRIES_LEFT = re.compile(r"\d", re.ASCII)
EMAIL_MAX, NAME_MAX = 254, 80
"""Longest address and name that are shown again, in characters."""


def form_values(query: str, error_codes: Collection[str]) -> dict[str, Any]:
    """The values ``form`` and ``error`` of such a page.

    ``form`` has ``next`` (a safe path), ``onward`` (the query that takes it along to the other form),
    ``email``, ``name``, ``token``, ``tries_left`` (an int, or None) and ``done`` (the code of the query
    ``?done=`` mapped to True). ``error`` maps the code of the query
    (``?error=``) to True; a code that is not in ``error_codes`` becomes ``other``.
    """
    asked = {name: values[-1] for name, values in parse_qs(query).items()}
    target = safe_redirect_path(asked.get("next", ""))
    email, name = asked.get("email", ""), asked.get("name", "")
    left = asked.get("left", "")
    form = {
        "next": target,
        "onward": "" if target == AFTER_SIGN_IN else f"?next={quote(target, safe='/')}",
        "email": email if len(email) <= EMAIL_MAX else "",
        "name": name if len(name) <= NAME_MAX else "",
        "token": token if TOKEN.fullmatch(token := asked.get("token", "")) else "",
        "done": {done: True} if CODE.fullmatch(done := asked.get("done", "")) else {},
        "tries_left": int(left) if TRIES_LEFT.fullmatch(left) else None,
    }
    return {"form": form, "error": _error(asked.get("error", ""), error_codes)}


def _error(code: str, known: Collection[str]) -> dict[str, bool]:
    code = code.replace("-", "_")
    if not code:
        return {}
    return {code if CODE.fullmatch(code) and code in known else "other": True}
