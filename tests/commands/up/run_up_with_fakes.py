"""Runs ``influencer up`` with fakes of the site and the workers; a script.

The environment controls it: BUILD (a shell command that builds the pages), WEB=broken (exits at once),
MIGRATE=yes (migrates the database), UP_ENGINE (the value of ``--engine``).
"""

import os
import signal
import sys
from pathlib import Path

from influencer_app.commands.build import PROCESS_GROUP_SCRIPT
from influencer_app.commands.errors import CommandError
from influencer_app.commands.up.command import up
from influencer_app.commands.up.processes import Build, ProcessSpec, StartupPlan
from influencer_app.embedded.errors import EmbeddedError
from influencer_app.embedded.program import Program
from influencer_app.settings import Settings

SERVER = """
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path in ("/", "/api/ready") else 404)
        self.end_headers()

    def log_message(self, *words):
        return None

print("listening", flush=True)
ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


def python(*arguments: str) -> Program:
    return Program((sys.executable, "-I", "-S", *arguments), Path("/"))


def web(settings: Settings) -> list[ProcessSpec]:
    if os.environ.get("WEB") == "broken":
        return [ProcessSpec("web", python("-c", "raise SystemExit('no such page')"))]
    return [ProcessSpec("web", python("-c", SERVER, str(settings.port)))]


def workers(settings: Settings) -> list[ProcessSpec]:
    return [ProcessSpec(name, Program(("/bin/sleep", "600"), Path("/"))) for name in ("io", "cpu", "beat")]


def build(settings: Settings) -> Build | None:
    command = os.environ.get("BUILD")
    if not command:
        return None
    program = Program(
        (sys.executable, "-I", "-S", str(PROCESS_GROUP_SCRIPT), "/bin/sh", "-c", command),
        Path("/"),
        death_signal=signal.SIGTERM,
    )
    return Build(program, (settings.data_dir / "built").touch)


if __name__ == "__main__":
    plan = StartupPlan(web=web, workers=workers, build=build)
    if os.environ.get("MIGRATE") != "yes":
        plan = StartupPlan(web=web, workers=workers, build=build, migration=lambda settings: None)
    try:
        engine = os.environ.get("UP_ENGINE", "")
        sys.exit(up(with_parent="--with-parent" in sys.argv, engine=engine, plan=plan))
    except (CommandError, EmbeddedError) as error:
        sys.exit(str(error))
