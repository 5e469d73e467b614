"""The lock on ``DATA_DIR``, and processes left by a killed ``up``."""

import subprocess
import threading

import psutil
import pytest

from influencer_app.commands.errors import CommandError
from influencer_app.commands.up import single_instance


def test_leftovers_are_ended_and_others_with_their_numbers_are_not(tmp_path):
    with (
        subprocess.Popen(["/bin/sh", "-c", "sleep 300 & wait"], start_new_session=True) as left,
        subprocess.Popen(["/bin/sleep", "300"], start_new_session=True) as other,
    ):
        single_instance.record_children(tmp_path, [left.pid])
        rows = (tmp_path / "children.json").read_text()
        (tmp_path / "children.json").write_text(rows[:-1] + f", [{other.pid}, 1.0]]")
        threading.Thread(target=left.wait).start()
        assert single_instance.end_orphans(tmp_path) == 2
        assert not psutil.pid_exists(left.pid)
        assert other.poll() is None
        assert single_instance.end_orphans(tmp_path) == 0
        other.kill()


def test_a_lock_is_free_again_after_its_holder(tmp_path):
    with single_instance.acquire_lock(tmp_path), pytest.raises(CommandError, match="is running already"):
        single_instance.acquire_lock(tmp_path)
    single_instance.acquire_lock(tmp_path).close()
