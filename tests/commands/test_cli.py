"""The ``influencer`` command line."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def influencer(*arguments, **env):
    return subprocess.run(
        [sys.executable, "-m", "influencer_app.cli", *arguments],
        env={"PATH": "/usr/bin:/bin", **env},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("web",), "No database or Redis is known"),
        (("worker", "--queue", "io"), "No Redis is known"),
        (("beat",), "No Redis is known"),
        (("migrate",), "No database is known"),
    ],
)
def test_what_is_missing_is_one_sentence(tmp_path, arguments, words):
    result = influencer(*arguments, DATA_DIR=str(tmp_path))
    assert result.returncode == 1
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("variables", "name"), [({"PORT": "many"}, "PORT"), ({"STORAGE": "s3"}, "S3_BUCKET")]
)
def test_a_wrong_setting_is_named(tmp_path, variables, name):
    result = influencer("doctor", DATA_DIR=str(tmp_path), **variables)
    assert result.returncode == 1
    assert name in result.stderr
    assert "Traceback" not in result.stderr


def test_a_wrong_command_is_told_as_such():
    assert influencer("worker", "--queue", "gpu").returncode == 2
    assert influencer().returncode == 2
