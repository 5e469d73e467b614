"""Fails when a Python file has more than 500 lines; lists files of more than 300."""

import statistics
import sys
from pathlib import Path

FOLDERS = ("influencer_app", "workers", "alembic", "tests", "bench", ".ci")
STOP = 500
SPLIT = 300

root = Path(__file__).resolve().parents[1]
paths = [*root.glob("*.py"), *(path for folder in FOLDERS for path in (root / folder).rglob("*.py"))]
sizes = {path.relative_to(root): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
for path, lines in sorted(sizes.items(), key=lambda item: -item[1]):
    if lines > SPLIT:
        sys.stdout.write(f"{path}: {lines} lines{', split it' if lines > STOP else ''}\n")
median = statistics.median(sizes.values())
sys.stdout.write(f"{len(sizes)} Python files, median {median:.0f} lines, longest {max(sizes.values())}.\n")
sys.exit(max(sizes.values()) > STOP)
