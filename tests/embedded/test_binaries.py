"""Programs in a folder that the servers' user may not enter."""

from pathlib import Path

import pytest

from influencer_app.embedded import binaries
from influencer_app.embedded.errors import EmbeddedError
from influencer_app.embedded.identity import Identity

IDENTITY = Identity(65_534, 65_534)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    home = tmp_path / "site"
    (home / "tool" / "bin").mkdir(parents=True)
    (home / "tool" / "bin" / "server").write_text("#!/bin/sh\n")
    (home / "tool" / "bin" / "server").chmod(0o700)
    (home / "tool.libs").mkdir()
    (home / "tool.libs" / "library").write_text("code")
    return home


@pytest.fixture
def _closed_site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(binaries, "may_use", lambda path, identity: False)
    monkeypatch.setattr(binaries, "CACHE", tmp_path / "cache")
    binaries._reachable.cache_clear()


@pytest.mark.usefixtures("_closed_site")
def test_programs_are_copied_once_to_an_open_folder(site):
    parts = ("tool", "tool.libs")
    program = binaries._reachable(site, parts, "tool/bin/server", IDENTITY)
    assert program.read_text() == "#!/bin/sh\n"
    assert program.stat().st_mode & 0o777 == 0o755
    assert (program.parents[2] / "tool.libs" / "library").stat().st_mode & 0o777 == 0o644
    (program.parents[2] / "mark").touch()
    binaries._reachable.cache_clear()
    assert binaries._reachable(site, parts, "tool/bin/server", IDENTITY) == program
    assert (program.parents[2] / "mark").exists()


@pytest.mark.usefixtures("_closed_site")
def test_our_own_programs_are_used_in_place(site):
    assert binaries._reachable(site, ("tool",), "tool/bin/server", None) == site / "tool" / "bin" / "server"


@pytest.mark.usefixtures("_closed_site")
def test_a_platform_without_programs_is_told(site):
    with pytest.raises(EmbeddedError, match="set DATABASE_URL"):
        binaries._reachable(site, ("tool",), "tool/bin/other", None)
