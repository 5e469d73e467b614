"""The Reflex plugin that adds our styles to the build and finishes its files."""

import json
from pathlib import Path
from typing import Any

from reflex_base.plugins.base import Plugin

from influencer_app.web.public_site.templating import PageTemplate
from influencer_app.web.routes import STATIC
from influencer_app.web.site_build import bundle_trimming
from influencer_app.web.site_build.backend_urls import use_page_origin
from influencer_app.web.site_build.inline_hashes import page_policies
from influencer_app.web.site_build.reconnects import spread_reconnects
from influencer_app.web.site_build.script_removal import plain_pages
from influencer_app.web.theme import stylesheet

STYLES = Path("styles") / "evermuse.css"


class SitePlugin(Plugin):
    """Writes the design tokens, leaves out what pages do not need, and finishes the files."""

    def get_stylesheet_paths(self, **_context: Any) -> tuple[str, ...]:
        return (f"./{STYLES.name}",)

    def get_static_assets(self, **_context: Any) -> tuple[tuple[Path, str], ...]:
        return ((STYLES, stylesheet()), (bundle_trimming.PLAIN_JSX_PATH, bundle_trimming.PLAIN_JSX))

    def pre_compile(self, **context: Any) -> None:
        context["add_modify_task"]("vite.config.js", bundle_trimming.use_plain_jsx)
        context["add_modify_task"]("app/root.jsx", bundle_trimming.without_window_libraries)
        context["add_modify_task"]("utils/state.js", spread_reconnects)

    def post_build(self, **context: Any) -> None:
        """Runs before the files are compressed, so that the twins hold the same."""
        folder: Path = context["static_dir"]
        bundle_trimming.check_no_style_properties(folder.parents[1])
        use_page_origin(folder)
        pages = plain_pages(folder, STATIC)
        for name in pages.values():
            PageTemplate.parse(
                (folder / name).read_text(encoding="utf-8")
            )  # a broken template fails the build
        _write(folder.parent / "static.json", pages)
        _write(folder.parent / "policies.json", page_policies(folder))


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
