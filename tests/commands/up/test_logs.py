"""Log files of child processes."""

import errno

from influencer_app.commands.up.logs import FILES_KEPT, LogFile


def test_a_log_keeps_lines_whole_and_rotates(tmp_path, monkeypatch):
    monkeypatch.setattr("influencer_app.commands.up.logs.FILE_BYTES", 2_000)
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


def test_a_full_disk_costs_lines_only(tmp_path):
    path, errors = tmp_path / "web.log", []
    path.symlink_to("/dev/full")
    log = LogFile(path, errors.append)
    assert log.feed(b"one\ntwo\n") == ["one", "two"]
    assert log.feed(b"three\n") == ["three"]
    assert list(log.last) == ["one", "two", "three"]
    assert {error.errno for error in errors} == {errno.ENOSPC}
    path.unlink()
    log.feed(b"four\n")
    log.close()
    assert [line[24:] for line in path.read_text().splitlines()] == [
        "(3 lines could not be written here)",
        "four",
    ]


def test_a_file_on_a_full_disk_can_be_closed(tmp_path):
    path = tmp_path / "web.log"
    path.symlink_to("/dev/full")
    log = LogFile(path)
    log.feed(b"one\n")
    log.close()
