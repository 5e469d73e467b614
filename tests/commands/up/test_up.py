"""``influencer up`` with real Postgres and Valkey, and fakes for the rest."""

import contextlib
import os
import shutil
import signal
import socket
import stat
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from influencer_app.commands.up.readiness import find_unready
from influencer_app.commands.versions import current_version, newest_version, plain_url
from tests.commands.up.up_process import IS_LINUX, as_ordinary_user, wait_until

pytestmark = pytest.mark.slow


async def test_everything_starts_from_nothing_and_stops_in_order(started, tmp_path):
    up = started(tmp_path / "data", MIGRATE="yes").wait_for("is ready")
    assert await find_unready("127.0.0.1", up.port) == {}
    known = up.services()
    assert stat.S_IMODE((up.folder / "run" / "services.json").stat().st_mode) == 0o600
    assert current_version(known["database_url"]) == newest_version()
    descendants = up.descendants()
    for process in descendants:
        words = " ".join(process.cmdline())
        assert known["postgres_password"] not in words
        assert known["valkey_password"] not in words
        assert known["secret_key"] not in words
    assert up.stop(signal.SIGINT) == 0
    assert psutil.wait_procs(descendants, timeout=0)[1] == []
    assert "Everything has stopped" in up.lines[-1]
    said = (up.folder / "logs" / "postgres.log").read_text()
    assert "database system is shut down" in said
    assert known["postgres_password"] not in up.text

    again = started(tmp_path / "data", MIGRATE="yes").wait_for("is ready")
    assert again.services() == known
    assert "Migrating" not in again.text


def test_emulated_vendors_start_first_and_end_with_the_rest(started, tmp_path):
    up = started(tmp_path / "data", UP_ENGINE="emulator").wait_for("is ready")
    for vendor in ("openai", "replicate"):
        log = up.folder / "logs" / f"emulated-{vendor}.log"
        wait_until(lambda log=log, vendor=vendor: f"{vendor.upper()}_BASE_URL=http" in log.read_text())
    descendants = up.descendants()
    assert up.stop() == 0
    assert psutil.wait_procs(descendants, timeout=0)[1] == []


def test_killed_children_are_back_within_two_seconds(started, tmp_path):
    up = started(tmp_path / "data").wait_for("is ready")
    url = plain_url(up.services()["database_url"])

    def is_answering():
        try:
            with psycopg.connect(url, connect_timeout=1):
                return True
        except psycopg.OperationalError:
            return False

    killed = [up.child(name) for name in ("postgres", "valkey-server", "sleep")]
    for process in killed:
        process.kill()
    began = time.monotonic()
    for process in killed:
        process.wait(5)
    wait_until(is_answering)
    wait_until(lambda: {up.child(name) for name in ("postgres", "valkey-server")}.isdisjoint(killed))
    wait_until(lambda: sum(child.name() == "sleep" for child in up.descendants()) == 3)
    assert time.monotonic() - began < 2.0
    assert "was ended by SIGKILL" in up.text


def test_a_killed_supervisor_leaves_nothing_and_the_next_start_works(started, tmp_path):
    up = started(tmp_path / "data").wait_for("is ready")
    descendants = up.descendants()
    assert len(descendants) >= 6
    up.stop(signal.SIGKILL)
    if IS_LINUX:
        assert psutil.wait_procs(descendants, timeout=5)[1] == []
    again = started(tmp_path / "data").wait_for("is ready")
    assert psutil.wait_procs(descendants, timeout=0)[1] == []
    assert again.stop() == 0


def command_line(process):
    """The process's command line; empty when it has ended meanwhile."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.cmdline()
    return []


def test_a_build_ends_with_a_killed_supervisor(started, tmp_path):
    up = started(tmp_path / "data", BUILD="sleep 300 & sleep 301")
    wait_until(
        lambda: sum("300" in command_line(p) or "301" in command_line(p) for p in up.descendants()) == 2
    )
    descendants = up.descendants()
    up.stop(signal.SIGKILL)
    if IS_LINUX:
        assert psutil.wait_procs(descendants, timeout=5)[1] == []
    again = started(tmp_path / "data").wait_for("is ready")
    assert psutil.wait_procs(descendants, timeout=0)[1] == []
    assert again.stop() == 0


def test_it_stops_when_the_process_that_started_it_is_killed(started, tmp_path):
    up = started(tmp_path / "data", "/bin/sh", "-c", '"$@" & wait', "sh").wait_for("is ready")
    descendants = up.descendants()
    up.process.kill()
    assert psutil.wait_procs(descendants, timeout=10)[1] == []
    up.wait()
    assert "Everything has stopped" in up.text


def test_a_second_start_on_one_folder_is_refused_in_one_sentence(started, tmp_path):
    up = started(tmp_path / "data").wait_for("is ready")
    second = started(tmp_path / "data")
    assert second.wait() == 1
    assert len(second.lines) == 1
    assert f"running already on {up.folder} (process {up.process.pid})" in second.text


def test_a_port_in_use_is_told_before_anything_starts(started, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        up = started(tmp_path / "data", port=other.getsockname()[1])
        assert up.wait() == 1
    assert len(up.lines) == 1
    assert "is in use by another program; stop it, or choose another with PORT=" in up.text
    assert not (tmp_path / "data" / "postgres").exists()


def test_an_ordinary_user_can_run_everything(started, open_folder):
    up = started(open_folder / "data", *as_ordinary_user()).wait_for("is ready")
    own = psutil.Process(up.process.pid).uids().real
    assert own != 0
    assert {process.uids().real for process in up.descendants()} == {own}
    assert up.stop() == 0


def test_a_folder_without_write_permission_is_told_in_one_sentence(started, open_folder):
    closed = open_folder / "closed"
    closed.mkdir(mode=0o555)
    up = started(closed / "data", *as_ordinary_user())
    assert up.wait() == 1
    assert len(up.lines) == 1
    assert "cannot be written (Permission denied)" in up.text
    assert "DATA_DIR" in up.text


def test_root_keeps_servers_of_a_closed_folder_unprivileged(started, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    up = started(closed / "data").wait_for("is ready")
    assert up.child("postgres").uids().real != 0
    assert up.child("valkey-server").uids().real != 0
    assert up.stop() == 0


def test_a_failing_build_stops_everything_and_shows_why(started, tmp_path):
    up = started(tmp_path / "data", BUILD="echo the cat ate it; exit 3")
    assert up.wait() == 1
    assert "Building the pages failed (code 3)" in up.text
    assert "the cat ate it" in up.lines[-1]
    assert not (up.folder / "built").exists()


def test_a_finished_build_is_remembered(started, tmp_path):
    up = started(tmp_path / "data", BUILD="sleep 0.1").wait_for("is ready")
    assert (up.folder / "built").exists()


def test_a_part_that_keeps_ending_shows_its_last_words(started, tmp_path):
    up = started(tmp_path / "data", WEB="broken").wait_for("It keeps ending")
    wait_until(lambda: up.lines[-1].endswith("no such page\n"))
    assert "starting it again in 0.1 s" in up.text
    assert "starting it again in 0.5 s" in up.text
    assert up.text.count("no such page") <= 4
    assert up.stop() == 0


def test_an_unreachable_server_of_somebody_else_is_told_without_its_password(started, tmp_path):
    up = started(tmp_path / "data", DATABASE_URL="postgresql://me:secret-word@127.0.0.1:1/x")
    assert up.wait() == 1
    assert "the database at 127.0.0.1:1/x does not answer" in up.lines[-1]
    assert "secret-word" not in up.text


def test_existing_servers_are_used_instead(started, tmp_path, postgres, valkey):
    env = {"DATABASE_URL": postgres.url("postgres"), "REDIS_URL": valkey.url(3)}
    up = started(tmp_path / "data", **env).wait_for("is ready")
    assert {child.name() for child in up.descendants()}.isdisjoint({"postgres", "valkey-server"})
    assert "database_url" not in up.services()


@pytest.fixture
def open_folder():
    """A folder that an ordinary user may enter and write to (pytest's own are closed)."""
    uid = int(as_ordinary_user()[1].partition("=")[2]) if as_ordinary_user() else os.geteuid()
    folder = Path("/tmp", f"evermuse-test-{os.getpid()}")  # noqa: S108  made new, and owned by that user
    folder.mkdir()
    os.chown(folder, uid, -1)
    yield folder
    shutil.rmtree(folder)
