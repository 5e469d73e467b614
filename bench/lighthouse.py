"""Runs Lighthouse (accessibility, best practices) on the landing page, sign in and Create of a site.

    CHROME_PATH=/usr/bin/chromium python bench/lighthouse.py [http://localhost:3000]   # or a site of its own

npm installs Lighthouse into a temporary folder; a new account is signed up for Create.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
from support.installation import site

VERSION = "13"
PAGES = {"landing": "/", "sign in": "/auth/signin", "Create": "/dashboard/generate"}
KINDS = ("accessibility", "best-practices")
FLAGS = "--headless=new --no-sandbox --disable-gpu"
COOKIE = "evermuse_session"


def main(address: str) -> None:
    """Print each page's scores (0 to 100) and the audits it fails."""
    with tempfile.TemporaryDirectory() as folder:
        _run(_tool("npm"), "install", "--prefix", folder, "--silent", f"lighthouse@{VERSION}")
        cookie = _sign_up(address)
        for name, path in PAGES.items():
            report = Path(folder) / "report.json"
            more = {"Cookie": cookie} if path.startswith("/dashboard") else {}
            _run(
                *(_tool("node"), f"{folder}/node_modules/lighthouse/cli/index.js", f"{address}{path}"),
                *("--quiet", "--output=json", f"--output-path={report}", "--preset=desktop"),
                *(f"--only-categories={','.join(KINDS)}", f"--chrome-flags={FLAGS}"),
                f"--extra-headers={json.dumps(more)}",
            )
            _print(name, json.loads(report.read_text(encoding="utf-8")))


def _print(name: str, report: dict[str, Any]) -> None:
    scores = ", ".join(f"{kind} {report['categories'][kind]['score'] * 100:.0f}" for kind in KINDS)
    audits = report["audits"].values()
    failed = [one["id"] for one in audits if one["score"] is not None and one["score"] < 1]
    sys.stdout.write(f"{name}: {scores}{' fails ' + ', '.join(failed) if failed else ''}\n")


def _sign_up(address: str) -> str:
    person = {"email": f"{uuid4().hex}@example.com", "password": "a long enough passphrase"}
    answer = httpx2.post(f"{address}/api/auth/signup", json=person)
    answer.raise_for_status()
    return f"{COOKIE}={answer.cookies[COOKIE]}"


def _tool(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name) or name


def _run(*command: str) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(command, check=True, env={**os.environ, "PATH": path})  # noqa: S603  fixed arguments


if __name__ == "__main__":
    with site(sys.argv) as address:
        main(address)
