"""``influencer up`` on a small disk (a tmpfs) that fills up and is freed again."""

import json
import signal

import psutil
import psycopg
import pytest

from influencer_app.commands.versions import plain_url
from tests.commands.up.up_process import wait_until
from tests.small_disk import small_disk

pytestmark = [
    pytest.mark.slow,
    pytest.mark.small_disk,
]
MEGABYTES = 200


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "disk", MEGABYTES) as made:
        yield made


def test_children_are_started_on_a_full_disk_and_all_goes_on_when_there_is_space(started, disk):
    up = started(disk.folder / "data").wait_for("is ready")
    url = plain_url(up.services()["database_url"])

    def has_database():
        try:
            with psycopg.connect(url, connect_timeout=1):
                return True
        except psycopg.OperationalError:
            return False

    def children(name):
        return {child.pid for child in up.descendants() if child.name() == name}

    def recorded():
        return {pid for pid, _ in json.loads((up.folder / "run" / "children.json").read_text())}

    disk.fill()
    killed = children("sleep")
    for pid in killed:
        psutil.Process(pid).kill()
    wait_until(lambda: len(children("sleep") - killed) == 3)
    up.wait_for("cannot be written (No space left on device); running on without log files")
    killed |= children("postgres") | children("valkey-server")
    up.child("postgres").kill()
    up.child("valkey-server").kill()
    up.wait_for("postgres ended with code")
    disk.free()
    wait_until(lambda: has_database() and children("valkey-server") - killed, 60)
    up.wait_for("Files can be written again")
    wait_until(lambda: children("sleep") <= recorded())
    assert up.text.count("cannot be written") <= 2
    assert up.stop(signal.SIGINT) == 0
    assert "Traceback" not in up.text


def test_ctrl_c_on_a_full_disk_ends_in_order(started, disk):
    up = started(disk.folder / "data").wait_for("is ready")
    descendants = up.descendants()
    disk.fill()
    up.child("sleep").kill()
    up.wait_for("was ended by SIGKILL")
    assert up.stop(signal.SIGINT) == 0
    assert psutil.wait_procs(descendants, timeout=0)[1] == []
    assert "Everything has stopped" in up.lines[-1]
    assert "Traceback" not in up.text


def test_a_start_on_a_full_disk_ends_in_one_sentence(started, disk):
    disk.fill()
    up = started(disk.folder / "data")
    assert up.wait() == 1
    assert "cannot be written (No space left on device)" in up.lines[-1]
    assert "Traceback" not in up.text
