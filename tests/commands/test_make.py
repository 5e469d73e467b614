"""The environment script, the strict test run and the lock file behind ``make``."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.scheduling import GROUPS, group_of

ROOT = Path(__file__).resolve().parents[2]


def test_make_tells_what_it_can_do():
    result = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("up", "test", "check", "quick", "fuzz", "bench", "clean"):
        assert f"make {target}" in result.stdout


def test_a_python_that_is_too_old_is_told_in_one_sentence(tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        tool = tools / name
        tool.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
        tool.chmod(0o755)
    result = subprocess.run(
        ["/bin/sh", str(ROOT / ".ci" / "environment"), "."],
        env={"PATH": f"{tools}:/usr/bin:/bin"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert result.stderr == (
        "Python 3.11, 3.12 or 3.13 is required, but only Python 3.9.2 was found; "
        "install one and run make again.\n"
    )
    assert not (tmp_path / ".venv").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    "processes", [(), ("--numprocesses", "2", "--dist", "loadgroup")], ids=["one", "two"]
)
@pytest.mark.parametrize(
    ("body", "code", "closing"),
    [
        ("def test_a():\n    pass\n", 0, "1 passed in"),
        (
            "import pytest\ndef test_a():\n    pytest.skip('no')\n"
            "@pytest.mark.xfail\ndef test_b():\n    assert 0\n",
            1,
            "1 skipped, 1 xfailed in",
        ),
    ],
)
def test_a_skipped_test_fails_the_run(tmp_path, body, code, closing, processes):
    path = tmp_path / "test_it.py"
    path.write_text(body)
    command = [sys.executable, "-m", "pytest", "-p", "tests.strict", "-c", "/dev/null", *processes, str(path)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == code
    assert closing in result.stdout.splitlines()[-1]


@pytest.mark.slow
def test_tests_of_a_group_stay_in_one_process_and_the_browsers_start_first(tmp_path):
    body = "import os\ndef test_it():\n    print('in', os.environ['PYTEST_XDIST_WORKER'])\n"
    for name in ("api/test_a", "e2e/test_b", "e2e/test_c", "e2e/test_d", "faults/test_e", "faults/test_f"):
        path = tmp_path / "tests" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body)
    command = [sys.executable, "-m", "pytest", "-p", "tests.scheduling", "--rootdir", str(tmp_path)]
    command += ["-c", "/dev/null", "--numprocesses", "2", "--dist", "loadgroup", "-vrP", str(tmp_path)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    done = re.findall(r"\[(gw\d)\] .* PASSED (?:.*/)?tests/(\w+)/", told)
    assert len(done) == 6
    by_folder = {folder: {worker for worker, other in done if other == folder} for _, folder in done}
    assert {len(by_folder[folder]) for folder in ("e2e", "faults")} == {1}
    (browser_worker,) = by_folder["e2e"]
    assert next(folder for worker, folder in done if worker == browser_worker) == "e2e"


def test_every_group_of_tests_is_there():
    assert [start for start in GROUPS if not (ROOT / start).exists()] == []
    assert group_of("tests/e2e/test_kills.py::test_a") == "kills"
    assert group_of("tests/api/test_access.py::test_a") == "tests/api/test_access.py::test_a"


def test_the_lock_pins_every_package_and_names_no_address():
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    pins = [Requirement(line) for line in lines if not line.startswith("#")]
    assert all(len(pin.specifier) == 1 and str(pin.specifier).startswith("==") for pin in pins)
    assert not any(pin.url for pin in pins)
    assert "://" not in "".join(lines)
    versions = {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for line in project["dependencies"] + project["optional-dependencies"]["dev"]:
        wanted = Requirement(line)
        assert wanted.specifier.contains(versions[canonicalize_name(wanted.name)]), line


def test_the_lock_pins_what_packages_need_in_turn():
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    pinned = {canonicalize_name(Requirement(line).name) for line in lines if not line.startswith("#")}
    needed, waiting = set(), [("evermuse", frozenset({"dev"}))]
    while waiting:
        name, extras = waiting.pop()
        for requirement in map(Requirement, requires(name) or ()):
            found = (canonicalize_name(requirement.name), frozenset(requirement.extras))
            marker = requirement.marker
            is_wanted = marker is None or any(marker.evaluate({"extra": extra}) for extra in extras | {""})
            if is_wanted and found not in needed:
                needed.add(found)
                waiting.append(found)
    assert len(needed) > 100
    assert {name for name, _ in needed} <= pinned
