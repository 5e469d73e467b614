"""Log files of child processes."""

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
