"""The plugin that turns Reflex's build into ours: styles in, one build for any address out."""

import json
from pathlib import Path
from typing import Any

from reflex_base.plugins.base import Plugin

from influencer_app.web.build import lean
from influencer_app.web.build.addresses import follow_the_page
from influencer_app.web.build.policy import page_policies
from influencer_app.web.build.static import plain_pages
from influencer_app.web.routes import STATIC
from influencer_app.web.theme import stylesheet

STYLES = Path("styles") / "evermuse.css"


class SitePlugin(Plugin):
    """Writes the design tokens, leaves out what pages do not need, and finishes the files."""

    def get_stylesheet_paths(self, **_context: Any) -> tuple[str, ...]:
        return (f"./{STYLES.name}",)

    def get_static_assets(self, **_context: Any) -> tuple[tuple[Path, str], ...]:
        return ((STYLES, stylesheet()), (lean.PLAIN_JSX_PATH, lean.PLAIN_JSX))

    def pre_compile(self, **context: Any) -> None:
        context["add_modify_task"]("vite.config.js", lean.use_plain_jsx)
        context["add_modify_task"]("app/root.jsx", lean.without_window_libraries)

    def post_build(self, **context: Any) -> None:
        """Runs before the files are compressed, so that the twins hold the same."""
        folder: Path = context["static_dir"]
        lean.check_no_style_properties(folder.parents[1])
        follow_the_page(folder)
        _note(folder.parent / "static.json", plain_pages(folder, STATIC))
        _note(folder.parent / "policies.json", page_policies(folder))


def _note(path: Path, found: dict[str, Any]) -> None:
    path.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
