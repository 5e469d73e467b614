from pathlib import Path

import pytest

from influencer_app.web.site_build.bundle_trimming import (
    BuildChanged,
    check_no_style_properties,
    use_plain_jsx,
    without_window_libraries,
)

ROOT = """import {jsx} from "@emotion/react"
import { Outlet } from 'react-router';
import * as React from "react";
import * as utils_state from "$/utils/state";

function ReflexProviders({children}) {
  useEffect(() => {
    // Make contexts and state objects available globally for dynamic eval'd components
    window.__reflex = {
          "react": React,
    "$/utils/state": utils_state,
    };
  }, []);

  return jsx(ThemeProvider, {}, children);
}
"""


def test_elements_are_made_by_react() -> None:
    config = use_plain_jsx("resolve: {\n    alias: [\n      {\n")
    assert 'find: "@emotion/react"' in config
    assert "./utils/plain-jsx.js" in config


def test_a_configuration_without_aliases_is_not_taken_silently() -> None:
    with pytest.raises(BuildChanged):
        use_plain_jsx("resolve: {}")


def test_libraries_for_evaluated_components_are_left_out() -> None:
    lean = without_window_libraries(ROOT)
    assert "window.__reflex" not in lean
    assert "import *" not in lean
    assert 'import {jsx} from "@emotion/react"' in lean
    assert "return jsx(ThemeProvider, {}, children);" in lean


def test_a_root_in_another_shape_is_not_taken_silently() -> None:
    with pytest.raises(BuildChanged):
        without_window_libraries("export default function App() {}")


def test_a_style_written_as_a_property_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "app" / "routes").mkdir(parents=True)
    page = tmp_path / "app" / "routes" / "a.jsx"
    page.write_text('jsx("p",{className:"text-muted"},"a")')
    check_no_style_properties(tmp_path)
    page.write_text('jsx("p",{css:({ ["width"] : "4px" })},"a")')
    with pytest.raises(BuildChanged, match=r"app/routes/a\.jsx"):
        check_no_style_properties(tmp_path)
