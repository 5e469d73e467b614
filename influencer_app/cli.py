"""The ``influencer`` command. Each subcommand is imported when it is called, so that it starts fast."""

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from pkgutil import resolve_name

from influencer_app.commands.errors import CommandError
from influencer_app.commands.site import project_root
from influencer_app.db.jobs import QUEUES
from influencer_app.embedded.errors import EmbeddedError
from influencer_app.settings import Settings, SettingsError

FUNCTIONS = {
    "up": "influencer_app.commands.up:up",
    "web": "influencer_app.commands.web:web",
    "worker": "influencer_app.commands.celery:run_worker",
    "beat": "influencer_app.commands.celery:run_beat",
    "migrate": "influencer_app.commands.migrate:migrate",
    "build": "influencer_app.commands.site:build",
    "doctor": "influencer_app.commands.doctor:doctor",
    "models": "influencer_app.commands.models:models",
    "sketch": "influencer_app.commands.sketch:sheet",
}
STYLES = ("realistic", "editorial", "anime", "toon", "watercolour", "neon")
WITHOUT_SETTINGS = frozenset({"up", "sketch"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand. Exit code 0: done; 1: something is missing or failed; 2: called wrongly."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    _go_home()
    try:
        return _run(options)
    except (CommandError, EmbeddedError, SettingsError) as error:
        sys.stderr.write(f"influencer {options.command}: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _go_home() -> None:
    """Work in the project's folder from wherever it is called, so that ``.env`` and ``.data`` are its own."""
    if os.environ.get("DATA_DIR"):
        os.environ["DATA_DIR"] = str(Path(os.environ["DATA_DIR"]).expanduser().absolute())
    if (project_root() / "rxconfig.py").is_file():
        os.chdir(project_root())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="influencer", description="Runs and looks after an Evermuse installation."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    up = commands.add_parser("up", help="start everything that is needed, until Ctrl-C")
    up.add_argument("--with-parent", action="store_true", help="stop when the starting process (make) ends")
    up.add_argument(
        "--engine",
        choices=("auto", "sketch", "replicate", "emulator"),
        default="",
        help="instead of ENGINE; emulator runs the pipeline on emulated vendors",
    )
    commands.add_parser("web", help="serve pages and API")
    worker = commands.add_parser("worker", help="work off a queue")
    worker.add_argument("--queue", choices=QUEUES, required=True)
    worker.add_argument("--name", default="", help="node name, needed when a queue has more than one worker")
    commands.add_parser("beat", help="send the regular jobs (one for the whole installation)")
    commands.add_parser("migrate", help="bring the database to the newest version")
    commands.add_parser("build", help="build the pages when they have changed")
    doctor = commands.add_parser("doctor", help="tell what is configured, reachable and missing")
    doctor.add_argument("--live", action="store_true", help="also ask each vendor that has a key, at no cost")
    models = commands.add_parser("models", help="list the models of providers, or switch one")
    change = models.add_mutually_exclusive_group()
    change.add_argument("--use", metavar="ID", help="this one makes its kind from now on")
    change.add_argument("--off", metavar="ID", help="nothing is asked of this one any more")
    change.add_argument("--add", nargs=3, metavar=("KIND", "OWNER/NAME", "VERSION"), help="a further one")
    _add_sketch(commands.add_parser("sketch", help="look at what the offline engine draws"))
    return parser


def _add_sketch(sketch: argparse.ArgumentParser) -> None:
    what = sketch.add_subparsers(dest="what", required=True, metavar="WHAT")
    sheet = what.add_parser(
        "sheet",
        help="draw invented characters in many scenes into one picture",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    sheet.add_argument("--characters", type=int, default=6, metavar="N", help="rows")
    sheet.add_argument(
        "--scenes", type=int, default=6, metavar="M", help="columns, of the engine's own scenes"
    )
    sheet.add_argument(
        "--prompt",
        dest="prompts",
        action="append",
        metavar="TEXT",
        help="a column of your own; may be repeated",
    )
    sheet.add_argument("--style", choices=STYLES, default=STYLES[0], help="how it is drawn")
    sheet.add_argument("--size", type=int, default=320, metavar="PIXELS", help="width of one picture")
    sheet.add_argument("--seed", type=int, default=1, help="another one: other people in other pictures")
    sheet.add_argument("--shape", choices=("square", "portrait", "tall", "wide"), default="portrait")
    sheet.add_argument(
        "--output",
        type=lambda path: Path(path).expanduser().absolute(),
        default="sheet.webp",
        help="a .webp, .jpg or .png file",
    )


def _run(options: argparse.Namespace) -> int:
    given = {name: value for name, value in vars(options).items() if name not in {"command", "what"}}
    if options.command not in WITHOUT_SETTINGS:
        given["settings"] = Settings.read()
    code: int = resolve_name(FUNCTIONS[options.command])(**given)
    return code


if __name__ == "__main__":
    sys.exit(main())
