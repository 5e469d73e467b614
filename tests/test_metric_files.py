"""Metric files on a full disk: a process goes on, and its file has everything once there is space."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.mmap_dict import MmapedDict

from influencer_app import metric_files
from influencer_app.metric_files import FIRST_BYTES, ReservedMmapedDict
from tests.small_disk import small_disk

COUNTING = """
import sys
from pathlib import Path
from influencer_app import metric_files
from influencer_app.metric_files import Counter
metric_files.RETRY_SECONDS = 0
counter = Counter("uploads", "Uploads", ("route",))
print("ready", flush=True)
for line in sys.stdin:
    for number in range(2000):
        counter.labels(f"{line.strip()} {number}").inc()
    print("counted", flush=True)
"""


def values_of(path: Path) -> dict[str, float]:
    return {key: value for key, value, _, _ in MmapedDict.read_all_values_from_file(str(path))}


def test_a_file_holds_its_space_and_its_values(tmp_path: Path) -> None:
    path = tmp_path / "counter_1.db"
    metrics = ReservedMmapedDict(str(path))
    assert path.stat().st_blocks * 512 >= FIRST_BYTES
    for number in range(2000):
        metrics.write_value(f'["a", "a_total", {{"n": "{number}"}}, ""]', number, 0.0)
    assert path.stat().st_blocks * 512 >= path.stat().st_size > FIRST_BYTES
    metrics.close()
    again = ReservedMmapedDict(str(path))
    assert again.read_value('["a", "a_total", {"n": "1999"}, ""]') == (1999, 0)
    again.write_value("b", 1, 0.0)
    again.close()
    found = values_of(path)
    assert (len(found), found['["a", "a_total", {"n": "7"}, ""]'], found["b"]) == (2001, 7, 1)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_without_space_values_stay_in_memory_until_there_is_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "counter_1.db"
    monkeypatch.setattr(metric_files, "RETRY_SECONDS", 0)
    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", _no_space)
        metrics = ReservedMmapedDict(str(path))
        metrics.write_value("a", 3, 0.0)
        metrics.write_value("x" * FIRST_BYTES, 4, 0.0)
        assert metrics.read_value("a") == (3, 0)
        assert list(tmp_path.iterdir()) == []
    metrics.write_value("a", 5, 0.0)
    assert values_of(path)["a"] == 5
    metrics.close()


@pytest.mark.small_disk
def test_a_process_survives_a_full_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 2) as disk:
        env = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(disk.folder)}
        process = subprocess.Popen(
            [sys.executable, "-c", COUNTING],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None

        def count(name: str) -> None:
            process.stdin.write(f"{name}\n")
            process.stdin.flush()
            assert process.stdout.readline() == "counted\n"

        assert process.stdout.readline() == "ready\n"
        disk.fill()
        count("full")
        disk.free()
        count("free")
        found = values_of(disk.folder / f"counter_{process.pid}.db")
        assert sum(value for key, value in found.items() if "uploads_total" in key) == 4000
        process.communicate()
        assert process.returncode == 0


def _no_space(*_: object) -> None:
    raise OSError(28, "No space left on device")
