from pathlib import Path

import pytest

from influencer_app.web.site_build.backend_urls import BackendUrlNotFound, use_page_origin


def _chunk(folder: Path, text: str) -> Path:
    (folder / "assets").mkdir()
    path = folder / "assets" / "reflex-env-BVGF6eGS.js"
    path.write_text(text)
    return path


def test_baked_addresses_become_the_address_of_the_page(tmp_path: Path) -> None:
    path = _chunk(tmp_path, 'var e={PING:`http://localhost:8000/ping`,EVENT:"ws://localhost:8000/_event"};')
    assert use_page_origin(tmp_path) == 2
    text = path.read_text()
    assert "localhost" not in text
    assert 'PING:((globalThis.location?.origin??"")+"/ping")' in text
    assert 'EVENT:((globalThis.location?.origin??"")+"/_event").replace(/^http/,"ws")' in text


def test_a_build_that_bakes_differently_is_not_taken_silently(tmp_path: Path) -> None:
    _chunk(tmp_path, "var e={};")
    with pytest.raises(BackendUrlNotFound):
        use_page_origin(tmp_path)
