"""Writes what only the request knows into the HTML of a static page.

A page marks places: ``<b data-fill="price.image"></b>`` shows the value of that name,
``<p data-when="error.taken error.conflict" hidden>`` is shown when one of the names has a value,
``<p data-unless="operator.name">`` is hidden when it has one, ``<input data-value="email">`` starts with
it, ``<input data-wrong="error.taken">`` is marked as invalid, and ``<a data-link="operator.link">`` leads
there. ``<a data-onward href="/auth/signup">`` takes ``next`` along. What stands in
``<each-row data-each="plans">`` is repeated for every row of that name, whose values come before the
others. So a page is complete, and a form that comes back with an error says so, without any script.
"""

import html
import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, quote

from influencer_app.ways import AFTER_SIGN_IN, safe_path

Values = Mapping[str, str]
Rows = Mapping[str, Sequence[Values]]

EACH = re.compile(
    r'<each-row\b[^<>]*\bdata-each="(?P<name>[\w.-]+)"[^<>]*>(?P<inner>.*?)</each-row>', re.DOTALL
)
FILL = re.compile(r'(<(?P<tag>\w+)\b[^<>]*\bdata-fill="(?P<name>[\w.-]+)"[^<>]*>)[^<]*(?=</(?P=tag)>)')
WHEN = re.compile(r'<\w+\b[^<>]*\bdata-when="(?P<names>[\w. -]+)"[^<>]*>')
UNLESS = re.compile(r'(<\w+\b)([^<>]*\bdata-unless="(?P<names>[\w. -]+)"[^<>]*>)')
INPUT = re.compile(r"<input\b[^<>]*?(?=/?>)")
VALUE = re.compile(r'\bdata-value="(?P<name>[\w.-]+)"')
WRONG = re.compile(r'\bdata-wrong="(?P<names>[\w. -]+)"')
LINK = re.compile(r'<a\b[^<>]*\bdata-link="(?P<name>[\w.-]+)"[^<>]*>')
HREF = re.compile(r'\shref="[^"]*"')
ONWARD = re.compile(
    r'(<a\b[^<>]*\bdata-onward\b[^<>]*\bhref="[^"?]*|<a\b[^<>]*\bhref="[^"?]*(?="[^<>]*\bdata-onward\b))'
)
HIDDEN = re.compile(r'\shidden(=""|="hidden"|="true")?(?=[\s/>])')
OLD_VALUE = re.compile(r'\svalue="[^"]*"')

CODE = re.compile(r"^[a-z-]{1,40}$")
LEFT = re.compile(r"^\d$", re.ASCII)
ECHO_MAX = 254
"""Characters of an address that we repeat; longer ones are none."""


def fill(page: str, values: Values, rows: Rows | None = None) -> str:
    """The page with ``values`` in its marked places; every value is escaped."""
    parts, end = [], 0
    for match in EACH.finditer(page):
        parts.append(_filled(page[end : match.start()], values))
        parts += [_filled(match["inner"], {**values, **row}) for row in (rows or {}).get(match["name"], ())]
        end = match.end()
    return "".join((*parts, _filled(page[end:], values)))


def _filled(page: str, values: Values) -> str:
    def text(match: re.Match[str]) -> str:
        name = match["name"]
        return match[1] + html.escape(values[name]) if name in values else match[0]

    def shown(match: re.Match[str]) -> str:
        return HIDDEN.sub("", match[0]) if _any(match["names"], values) else match[0]

    def hidden(match: re.Match[str]) -> str:
        return f'{match[1]} hidden=""{match[2]}' if _any(match["names"], values) else match[0]

    def started(match: re.Match[str]) -> str:
        tag = match[0].rstrip()
        value, wrong = VALUE.search(tag), WRONG.search(tag)
        if value and value["name"] in values:
            tag = f'{OLD_VALUE.sub("", tag)} value="{html.escape(values[value["name"]])}"'
        if wrong and _any(wrong["names"], values):
            tag = f'{tag} aria-invalid="true"'
        return tag

    def leading(match: re.Match[str]) -> str:
        target = values.get(match["name"], "")
        return HREF.sub("", match[0])[:-1] + f' href="{html.escape(target)}">' if target else match[0]

    def onward(match: re.Match[str]) -> str:
        target = values.get("next", AFTER_SIGN_IN)
        return match[0] if target == AFTER_SIGN_IN else f"{match[0]}?next={quote(target, safe='/')}"

    page = UNLESS.sub(hidden, WHEN.sub(shown, FILL.sub(text, page)))
    return ONWARD.sub(onward, LINK.sub(leading, INPUT.sub(started, page)))


def form_values(query: str, page: str) -> dict[str, str]:
    """What a sign-in page takes from its address: ``next``, ``email``, tries ``left``, and ``error``.

    The last is shown as a place of that name; a code that the page has no words for as
    ``error.other``.
    """
    asked = {name: values[-1] for name, values in parse_qs(query).items()}
    found = {"next": safe_path(asked.get("next", ""))}
    email = asked.get("email", "")
    if 0 < len(email) <= ECHO_MAX:
        found["email"] = email
    error = asked.get("error", "").replace("_", "-")
    if error:
        known = CODE.match(error) and f"error.{error}" in _places(page)
        found[f"error.{error}" if known else "error.other"] = "yes"
    left = asked.get("left", "")
    if LEFT.match(left):
        found |= {"left": left, {"0": "left.none", "1": "left.one"}.get(left, "left.some"): "yes"}
    return found


def _places(page: str) -> set[str]:
    return {name for match in WHEN.finditer(page) for name in match["names"].split()}


def _any(names: str, values: Values) -> bool:
    return any(values.get(name) for name in names.split())
