from pathlib import Path

from influencer_app.web.site_build.script_removal import plain_pages, without_scripts

THEME = '<script>\nconst theme = localStorage.getItem("theme")</script>'
OURS = '<script defer="" src="/js/page.js?v=1"></script>'


def test_only_our_scripts_are_left() -> None:
    hole = '<!--$?--><template id="B:0"></template><!--/$-->'
    page = (
        f'<head><link rel="modulepreload" href="/assets/a.js"/>{THEME}{OURS}</head><body><h1>One face</h1>'
        f'<script type="module" async="">import "/assets/a.js"</script>{hole}'
        f'<div hidden id="S:0"><script>stream()</script>{hole}</div></body>'
    )
    assert without_scripts(page) == f"<head>{THEME}{OURS}</head><body><h1>One face</h1></body>"


def test_each_page_and_its_twin_are_rewritten(tmp_path: Path) -> None:
    (tmp_path / "auth" / "signin").mkdir(parents=True)
    files = [tmp_path / "index.html", tmp_path / "auth/signin/index.html", tmp_path / "auth/signin.html"]
    for file in files:
        file.write_text("<p>a</p><script>b</script>")
    found = plain_pages(tmp_path, ("/", "/auth/signin"))
    assert found == {"/": "index.html", "/auth/signin": "auth/signin/index.html"}
    assert [file.read_text() for file in files] == ["<p>a</p>"] * 3
