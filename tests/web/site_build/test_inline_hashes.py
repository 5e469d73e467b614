import base64
import hashlib
from pathlib import Path

from influencer_app.web.site_build.inline_hashes import EMPTY, inline_hashes, page_policies


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_every_inline_script_is_hashed_as_the_browser_reads_it() -> None:
    first, second = 'if (1 < 2 && "a") {\n}', 'x = "&amp;<p>"'
    found = inline_hashes(f"<head><script>{first}</script></head><script type='module'>{second}</script>")
    assert found["scripts"] == sorted([_hash(first), _hash(second)])


def test_scripts_with_an_address_have_no_hash() -> None:
    assert inline_hashes('<script src="/js/page.js"></script>')["scripts"] == []


def test_style_attributes_are_hashed_after_decoding() -> None:
    found = inline_hashes('<p style="background:url(&quot;a&quot;)">')
    assert found["attributes"] == [_hash('background:url("a")')]


def test_style_elements_and_the_empty_one_are_allowed() -> None:
    assert inline_hashes("<style>p{}</style>")["styles"] == sorted([EMPTY, _hash("p{}")])


def test_the_fallback_is_known_before_it_is_copied(tmp_path: Path) -> None:
    (tmp_path / "__spa-fallback.html").write_text("<script>a</script>")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text("<script>b</script>")
    found = page_policies(tmp_path)
    assert found["404.html"]["scripts"] == [_hash("a")]
    assert found["a/index.html"]["scripts"] == [_hash("b")]
