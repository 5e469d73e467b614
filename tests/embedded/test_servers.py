"""The embedded servers: started, asked, killed, stopped."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError
from redis.retry import Retry

from influencer_app.embedded import EmbeddedError, Postgres, Valkey, free_port, temporary_valkey
from influencer_app.embedded.program import Program, stop

PASSWORD = "a-password-of-the-tests"


def wait_until(is_true, seconds=10.0):
    end = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.01)


def test_a_database_has_what_migrations_need(postgres):
    with psycopg.connect(postgres.url("postgres", "postgresql"), autocommit=True) as connection:
        connection.execute("create extension if not exists vector")
        row = connection.execute(
            "select uuidv7() is not null, '[1,2]'::vector <-> '[1,3]'::vector"
        ).fetchone()
    assert row == (True, 1.0)


def test_nobody_gets_in_without_the_password(postgres, valkey):
    stranger = Postgres(postgres.folder, postgres.port, "another")
    assert not stranger.is_ready()
    assert not Valkey(valkey.folder, valkey.port, "another").is_ready()
    client = Redis(host="127.0.0.1", port=valkey.port, retry=Retry(NoBackoff(), 0))
    with client, pytest.raises(AuthenticationError):
        client.get("key")


def test_databases_are_created_once_and_dropped(postgres):
    assert postgres.create_database("made_here")
    assert not postgres.create_database("made_here")
    postgres.drop_database("made_here")
    assert postgres.create_database("made_here")
    postgres.drop_database("made_here")


def test_servers_listen_on_loopback_alone_and_hide_their_passwords(postgres, valkey):
    ports = {postgres.port, valkey.port}
    listening = {
        (connection.laddr.ip, connection.laddr.port)
        for process in psutil.process_iter(["name", "net_connections"])
        if process.info["name"] in ("postgres", "valkey-server")
        for connection in process.info["net_connections"] or ()
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port in ports
    }
    assert listening == {("127.0.0.1", port) for port in ports}
    for process in psutil.process_iter(["cmdline"]):
        words = " ".join(process.info["cmdline"] or ())
        assert postgres.password not in words
        assert valkey.password not in words
    assert stat.S_IMODE((valkey.folder / "valkey.conf").stat().st_mode) == 0o600


def test_valkey_announces_changed_keys(valkey):
    with Redis.from_url(valkey.url()) as client:
        assert set(client.config_get("notify-keyspace-events")["notify-keyspace-events"]) == set("KEA")


def test_committed_rows_survive_a_kill(tmp_path):
    server = Postgres(tmp_path / "data", free_port(), PASSWORD)
    server.initialise()
    process = server.program().start(subprocess.DEVNULL)
    wait_until(server.is_ready)
    with psycopg.connect(server.url("postgres", "postgresql"), autocommit=True) as connection:
        connection.execute("create table kept (id int)")
        connection.execute("insert into kept values (7)")
    process.kill()
    process.wait()

    def start_again():
        nonlocal process
        if process.poll() is not None:
            process = server.program().start(subprocess.DEVNULL)
        return server.is_ready()

    wait_until(start_again)
    with psycopg.connect(server.url("postgres", "postgresql")) as connection:
        assert connection.execute("select id from kept").fetchall() == [(7,)]
    stop(process, ((signal.SIGINT, 10),))
    assert process.returncode == 0


def test_a_process_id_of_before_a_reboot_is_no_obstacle(tmp_path):
    server = Postgres(tmp_path / "data", free_port(), PASSWORD, durable=False)
    server.initialise()
    with subprocess.Popen(["/bin/sleep", "300"], user=server.folder.stat().st_uid, cwd="/") as other:
        pid_file = server.folder / "postmaster.pid"
        pid_file.write_text(f"{other.pid}\n/proc/self/cwd\n1700000000\n{server.port}\n\n127.0.0.1\n")
        server.initialise()
        process = server.program().start(subprocess.DEVNULL)
        try:
            wait_until(server.is_ready)
        finally:
            stop(process, ((signal.SIGQUIT, 10),))
            other.kill()


def test_a_server_that_runs_keeps_its_folder(postgres):
    pid = (postgres.folder / "postmaster.pid").read_text()
    postgres.initialise()
    assert (postgres.folder / "postmaster.pid").read_text() == pid


def test_a_lost_password_is_set_anew(tmp_path):
    Postgres(tmp_path / "data", free_port(), "the first one", durable=False).initialise()
    server = Postgres(tmp_path / "data", free_port(), PASSWORD, durable=False)
    server.reset_password()
    process = server.program().start(subprocess.DEVNULL)
    try:
        wait_until(server.is_ready)
    finally:
        stop(process, ((signal.SIGQUIT, 10),))


def test_data_of_another_version_is_told_and_kept(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("15\n")
    with pytest.raises(EmbeddedError, match="Postgres 15"):
        Postgres(folder, 1, PASSWORD).initialise()
    assert (folder / "PG_VERSION").read_text() == "15\n"


def test_an_interrupted_first_start_is_repeated(tmp_path):
    (tmp_path / "data.new").mkdir()
    (tmp_path / "data.new" / "PG_VERSION").write_text("18\n")
    server = Postgres(tmp_path / "data", free_port(), PASSWORD, durable=False)
    server.initialise()
    assert server.is_initialised
    assert not (tmp_path / "data.new").exists()


def test_temporary_servers_are_gone_when_left(tmp_path):
    with temporary_valkey(tmp_path) as server:
        assert server.is_ready()
    assert not server.is_ready()


def test_a_free_port_is_not_one_of_outgoing_connections(valkey):
    assert 20_000 <= free_port() < 32_000
    assert free_port(valkey.port) != valkey.port


def test_children_end_with_the_process_that_started_them(tmp_path):
    """Linux tells them; elsewhere ``influencer up`` looks for them at its next start."""
    script = """
import time
from pathlib import Path
from influencer_app.embedded.program import Program
print(Program(("/bin/sleep", "300"), Path("/")).start(1).pid, flush=True)
time.sleep(300)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        child = psutil.Process(int(parent.stdout.readline()))
        wait_until(lambda: child.name() == "sleep")
        parent.kill()
        if sys.platform.startswith("linux"):
            child.wait(5)
        else:
            child.kill()


def test_root_drops_its_rights(tmp_path):
    server_user = Postgres(tmp_path / "data", 1, PASSWORD).program().user
    assert (server_user is None) == (os.geteuid() != 0)
    program = Program(("/usr/bin/id", "-u"), Path("/"), server_user)
    printed = program.run().stdout.decode().strip()
    assert printed == str(server_user.uid if server_user else os.geteuid())
