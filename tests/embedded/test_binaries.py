"""Programs in a folder that the servers' user may not enter."""

from pathlib import Path

import pytest

from influencer_app.embedded import binaries
from influencer_app.embedded.errors import EmbeddedError
from influencer_app.embedded.service_user import ServiceUser

SERVICE_USER = ServiceUser(65_534, 65_534)


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
    monkeypatch.setattr(binaries, "can_access", lambda path, user: False)
    monkeypatch.setattr(binaries, "CACHE", tmp_path / "cache")
    binaries._accessible_program.cache_clear()


@pytest.mark.usefixtures("_closed_site")
def test_programs_are_copied_once_to_an_open_folder(site):
    parts = ("tool", "tool.libs")
    program = binaries._accessible_program(site, parts, "tool/bin/server", SERVICE_USER)
    assert program.read_text() == "#!/bin/sh\n"
    assert program.stat().st_mode & 0o777 == 0o755
    assert (program.parents[2] / "tool.libs" / "library").stat().st_mode & 0o777 == 0o644
    (program.parents[2] / "mark").touch()
    binaries._accessible_program.cache_clear()
    assert binaries._accessible_program(site, parts, "tool/bin/server", SERVICE_USER) == program
    assert (program.parents[2] / "mark").exists()


@pytest.mark.usefixtures("_closed_site")
def test_our_own_programs_are_used_in_place(site):
    assert (
        binaries._accessible_program(site, ("tool",), "tool/bin/server", None)
        == site / "tool" / "bin" / "server"
    )


@pytest.mark.usefixtures("_closed_site")
def test_a_platform_without_programs_is_told(site):
    with pytest.raises(EmbeddedError, match="set DATABASE_URL"):
        binaries._accessible_program(site, ("tool",), "tool/bin/other", None)
