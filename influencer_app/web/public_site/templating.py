"""Renders the public pages: the built HTML of each is a Jinja template, see ``template_tags``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from jinja2 import ChainableUndefined, Environment, Template, meta, nodes

from influencer_app.web.public_site import site_values

FIXED_NAMES = frozenset({"base_url", "identity_providers", "operator", "portraits_per_day", "uses"})
"""What the settings say; given to every page, see ``facts.fixed_values``."""

FORM_NAMES = frozenset({"form", "error"})
"""What a sign-in page takes from its query, see ``form_values``."""

SIGNED_IN = "signed_in"
"""Whether the visitor is signed in."""

NAMES = site_values.NAMES | FIXED_NAMES | FORM_NAMES | {SIGNED_IN}


class UnknownName(Exception):
    """A page uses a name that nobody gives a value."""


def aria_bool(flag: object) -> str:
    """``"true"`` or ``"false"`` for an ARIA state."""
    return "true" if flag else "false"


ENVIRONMENT = Environment(
    autoescape=True, undefined=ChainableUndefined, auto_reload=False, keep_trailing_newline=True
)
ENVIRONMENT.filters["aria_bool"] = aria_bool


@dataclass(frozen=True)
class PageTemplate:
    """A compiled page.

    ``needs_site_values`` says whether it shows any of them, ``needs_visitor`` whether it differs for those
    who are signed in; ``error_codes`` are the errors that it has a
    sentence for, with underscores.
    """

    template: Template
    needs_site_values: bool
    error_codes: frozenset[str]
    needs_visitor: bool = False

    @classmethod
    def parse(cls, source: str) -> Self:
        """Compile a page. Raises ``UnknownName``, and ``jinja2.TemplateSyntaxError`` for a broken one."""
        tree = ENVIRONMENT.parse(source)
        names = meta.find_undeclared_variables(tree)
        if unknown := names - NAMES:
            raise UnknownName(f"No value is known for {', '.join(sorted(unknown))}.")
        codes = frozenset(
            one.attr
            for one in tree.find_all(nodes.Getattr)
            if isinstance(one.node, nodes.Name) and one.node.name == "error"
        )
        return cls(
            ENVIRONMENT.from_string(source), bool(names & site_values.NAMES), codes, SIGNED_IN in names
        )

    def render(self, values: Mapping[str, Any]) -> str:
        """The page with ``values``; every one is escaped, and a missing one is empty."""
        return self.template.render(values)
