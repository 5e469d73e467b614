"""The command lines of workers and scheduler."""

import sys

from influencer_app.commands.celery import beat_command, node_name, worker_command
from influencer_app.settings import Settings


def test_workers_keep_their_names_and_differ_between_installations(tmp_path):
    settings = Settings(_env_file=None, data_dir=tmp_path / "a", cpu_processes=3)
    other = Settings(_env_file=None, data_dir=tmp_path / "b")
    assert node_name(settings, "cpu") == node_name(settings, "cpu") != node_name(other, "cpu")
    command = worker_command(settings, "cpu")
    assert command[0] == sys.executable
    assert command[command.index("--concurrency") + 1] == "3"
    assert command[command.index("--queues") + 1] == "cpu"
    assert str(tmp_path / "a" / "run") in " ".join(beat_command(settings))
