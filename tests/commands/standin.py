"""``influencer up`` with small stand-ins for the site and the workers; run as a script.

The environment says what is special: BUILD (a shell command for the pages), WEB=broken (ends at once),
UP_ENGINE (what ``--engine`` is given).
"""

import os
import signal
import sys
from pathlib import Path

from influencer_app.commands.child import Part
from influencer_app.commands.errors import CommandError
from influencer_app.commands.parts import Build, Work
from influencer_app.commands.site import GUARD
from influencer_app.commands.up import up
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


def web(settings: Settings) -> list[Part]:
    if os.environ.get("WEB") == "broken":
        return [Part("web", python("-c", "raise SystemExit('no such page')"))]
    return [Part("web", python("-c", SERVER, str(settings.port)))]


def workers(settings: Settings) -> list[Part]:
    return [Part(name, Program(("/bin/sleep", "600"), Path("/"))) for name in ("io", "cpu", "beat")]


def build(settings: Settings) -> Build | None:
    command = os.environ.get("BUILD")
    if not command:
        return None
    guarded = Program(
        (sys.executable, "-I", "-S", str(GUARD), "/bin/sh", "-c", command),
        Path("/"),
        death_signal=signal.SIGTERM,
    )
    return Build(guarded, (settings.data_dir / "built").touch)


if __name__ == "__main__":
    work = Work(web=web, workers=workers, build=build)
    if os.environ.get("MIGRATE") != "yes":
        work = Work(web=web, workers=workers, build=build, migration=lambda settings: None)
    try:
        engine = os.environ.get("UP_ENGINE", "")
        sys.exit(up(with_parent="--with-parent" in sys.argv, engine=engine, work=work))
    except (CommandError, EmbeddedError) as error:
        sys.exit(str(error))
