"""Renders mails from Jinja templates: one file a mail, with its subject, text and HTML as blocks."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from influencer_app.domain.mail.schemas import MailMessage

TEMPLATES = Path(__file__).parent / "templates"


class JinjaMails:
    """Implements ``MailRenderer``. A template has each sentence once; text and HTML are made of the same."""

    def __init__(self, product: str, base_url: str) -> None:
        self._env = Environment(
            loader=FileSystemLoader(TEMPLATES),
            undefined=StrictUndefined,
            autoescape=select_autoescape(("html",)),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.globals.update(product=product, base_url=base_url.rstrip("/"))

    def render(
        self, template: str, *, to: str, message_id: str, link: str, fields: Mapping[str, Any]
    ) -> MailMessage:
        """See the port. Raises ``jinja2.TemplateError`` for an unknown template or a missing field."""
        said = self._env.get_template(f"{template}.j2").make_module({**fields, "link": link})
        told: dict[str, Any] = {
            "subject": str(vars(said)["subject"]),
            "lines": [str(line) for line in vars(said)["lines"]],
            "action": str(vars(said).get("action", "")),
            "after": [str(line) for line in vars(said).get("after", ())],
            "link": link,
        }
        return MailMessage(
            message_id=message_id,
            to=to,
            subject=" ".join(told["subject"].split()),
            text=self._env.get_template("layout.txt").render(told),
            html=self._env.get_template("layout.html").render(told),
        )
