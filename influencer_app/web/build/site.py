"""The plugin that turns Reflex's build into ours: styles in, one build for any address out."""

import json
from pathlib import Path
from typing import Any

from reflex_base.plugins.base import Plugin

from influencer_app.web.build.addresses import follow_the_page
from influencer_app.web.build.policy import page_policies
from influencer_app.web.build.static import plain_pages
from influencer_app.web.routes import STATIC
from influencer_app.web.theme import stylesheet

STYLES = Path("styles") / "evermuse.css"


class SitePlugin(Plugin):
    """Writes the design tokens before the compile and finishes the files after it."""

    def get_stylesheet_paths(self, **_context: Any) -> tuple[str, ...]:
        return (f"./{STYLES.name}",)

    def get_static_assets(self, **_context: Any) -> tuple[tuple[Path, str], ...]:
        return ((STYLES, stylesheet()),)

    def post_build(self, **context: Any) -> None:
        """Runs before the files are compressed, so that the twins hold the same."""
        folder: Path = context["static_dir"]
        follow_the_page(folder)
        _note(folder.parent / "static.json", plain_pages(folder, STATIC))
        _note(folder.parent / "policies.json", page_policies(folder))


def _note(path: Path, found: dict[str, Any]) -> None:
    path.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
