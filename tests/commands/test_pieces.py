"""The smaller pieces of ``influencer up``."""

import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psutil
import pytest

from influencer_app.commands import family, site
from influencer_app.commands.celery import beat_command, node_name, worker_command
from influencer_app.commands.errors import CommandError
from influencer_app.commands.logs import FILES_KEPT, LogFile
from influencer_app.commands.ready import unready
from influencer_app.commands.services import prepare_services
from influencer_app.commands.versions import newest_version, plain_url
from influencer_app.settings import Settings, services_file

EVERYWHERE = "0.0.0.0"  # noqa: S104  asked at, not listened on


def test_a_log_keeps_lines_whole_and_rotates(tmp_path, monkeypatch):
    monkeypatch.setattr("influencer_app.commands.logs.FILE_BYTES", 2_000)
    log = LogFile(tmp_path / "web.log")
    assert log.feed(b"one\ntw") == ["one"]
    assert log.feed(b"o\n\n\xff\n") == ["two", "\ufffd"]
    assert log.feed(b"no end") == []
    assert log.feed(b"") == ["no end"]
    for number in range(1_000):
        log.feed(f"line {number}\n".encode())
    log.close()
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["web.log", *(f"web.log.{number}" for number in range(1, FILES_KEPT + 1))]
    assert all(path.stat().st_size <= 2_000 for path in tmp_path.iterdir())
    assert log.last[-1] == "line 999"


def test_leftovers_are_ended_and_others_with_their_numbers_are_not(tmp_path):
    with (
        subprocess.Popen(["/bin/sh", "-c", "sleep 300 & wait"], start_new_session=True) as left,
        subprocess.Popen(["/bin/sleep", "300"], start_new_session=True) as other,
    ):
        family.remember(tmp_path, [left.pid])
        rows = (tmp_path / "children.json").read_text()
        (tmp_path / "children.json").write_text(rows[:-1] + f", [{other.pid}, 1.0]]")
        threading.Thread(target=left.wait).start()
        assert family.end_leftovers(tmp_path) == 2
        assert not psutil.pid_exists(left.pid)
        assert other.poll() is None
        assert family.end_leftovers(tmp_path) == 0
        other.kill()


def test_a_lock_is_free_again_after_its_holder(tmp_path):
    with family.lock(tmp_path), pytest.raises(CommandError, match="is running already"):
        family.lock(tmp_path)
    family.lock(tmp_path).close()


@pytest.mark.parametrize("closing", ["/", "/api/ready"])
async def test_ready_means_that_pages_and_api_answer(closing):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(503 if self.path == closing else 200)
            self.end_headers()

        def log_message(self, *words):
            return None

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        assert await unready(EVERYWHERE, server.server_port) == {closing: "503"}
        closing = "nothing"
        assert await unready("127.0.0.1", server.server_port) == {}
        server.shutdown()
    assert set(await unready("127.0.0.1", server.server_port)) == {"/", "/api/ready"}


def test_the_newest_migration_is_the_one_nobody_follows(tmp_path):
    (tmp_path / "a.py").write_text('revision = "0001"\ndown_revision = None\n')
    (tmp_path / "b.py").write_text('revision: str = "0002"\ndown_revision: str | None = "0001"\n')
    assert newest_version(tmp_path) == "0002"
    (tmp_path / "c.py").write_text('revision = "0003"\ndown_revision = "0001"\n')
    with pytest.raises(CommandError, match="2 ends"):
        newest_version(tmp_path)


def test_addresses_lose_the_name_of_the_driver():
    assert plain_url("postgresql+psycopg://a:b@h:1/d") == "postgresql://a:b@h:1/d"
    assert plain_url("postgres://h/d") == "postgres://h/d"


def test_generated_secrets_are_kept_and_given_ones_are_not_replaced(tmp_path):
    (tmp_path / "run").mkdir()
    given = Settings(_env_file=None, data_dir=tmp_path)
    first = prepare_services(given)
    text = services_file(tmp_path).read_text()
    assert prepare_services(given) == first
    assert services_file(tmp_path).read_text() == text
    other = Settings(
        _env_file=None, data_dir=tmp_path, database_url="postgresql://h/d", redis_url="redis://h"
    )
    assert prepare_services(other).postgres is None
    assert prepare_services(other).valkey is None
    assert "database_url" not in services_file(tmp_path).read_text()
    assert prepare_services(given).postgres.password == first.postgres.password


def test_damaged_secrets_are_told(tmp_path):
    (tmp_path / "run").mkdir()
    given = Settings(_env_file=None, data_dir=tmp_path)
    services_file(tmp_path).write_text("{")
    with pytest.raises(CommandError, match="is damaged"):
        prepare_services(given)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with a page and a rule of the domain, built."""
    root = tmp_path / "project"
    for name in ("influencer_app/web/page.py", "influencer_app/domain/credits/schemas.py", "assets/a.svg"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("1")
    monkeypatch.setattr(site, "project_root", lambda: root)
    (root / ".web/site_build/client").mkdir(parents=True)
    (root / ".web/site_build/client/index.html").write_text("page")
    return root


@pytest.mark.parametrize(
    ("changed", "is_fresh"),
    [
        ("influencer_app/web/page.py", False),
        ("influencer_app/domain/credits/schemas.py", False),
        ("assets/b.svg", False),
        ("rxconfig.py", False),
        ("reflex.lock/package-lock.json", False),
        ("influencer_app/domain/credits/service.py", True),
        ("influencer_app/web/__pycache__/page.cpython-311.pyc", True),
        ("workers/app.py", True),
    ],
)
def test_pages_are_built_again_when_what_they_are_made_of_has_changed(project, tmp_path, changed, is_fresh):
    settings = Settings(_env_file=None, data_dir=tmp_path)
    assert not site.is_fresh(settings)
    site.mark_fresh(site.fingerprint(settings))
    assert site.is_fresh(settings)
    (project / changed).parent.mkdir(parents=True, exist_ok=True)
    (project / changed).write_text("2")
    assert site.is_fresh(settings) == is_fresh


def test_a_lock_that_the_build_rewrites_is_no_change(project, tmp_path):
    settings = Settings(_env_file=None, data_dir=tmp_path)
    made_of = site.fingerprint(settings)
    (project / "reflex.lock").mkdir()
    (project / "reflex.lock" / "package.json").write_text("{}")
    site.mark_fresh(made_of)
    assert site.is_fresh(settings)


def test_pages_carry_the_name_of_the_product(project, tmp_path):
    settings = Settings(_env_file=None, data_dir=tmp_path)
    site.mark_fresh(site.fingerprint(settings))
    assert not site.is_fresh(Settings(_env_file=None, data_dir=tmp_path, product_name="Another"))


def test_a_build_finds_node_and_npm_without_wrappers(project, tmp_path):
    program = site.build_program(Settings(_env_file=None, data_dir=tmp_path / "data"))
    assert program.env["REFLEX_USE_NPM"] == "1"
    for command, expected in (("node", "v2"), ("npm", "1"), ("npx", "1")):
        printed = subprocess.run(
            ["/bin/sh", "-c", f"{command} --version"],
            env=program.env,
            capture_output=True,
            text=True,
            check=True,
        )
        assert printed.stdout.startswith(expected)


def test_workers_keep_their_names_and_differ_between_installations(tmp_path):
    settings = Settings(_env_file=None, data_dir=tmp_path / "a", cpu_processes=3)
    other = Settings(_env_file=None, data_dir=tmp_path / "b")
    assert node_name(settings, "cpu") == node_name(settings, "cpu") != node_name(other, "cpu")
    command = worker_command(settings, "cpu")
    assert command[0] == sys.executable
    assert command[command.index("--concurrency") + 1] == "3"
    assert command[command.index("--queues") + 1] == "cpu"
    assert str(tmp_path / "a" / "run") in " ".join(beat_command(settings))
