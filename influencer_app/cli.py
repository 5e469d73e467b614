"""The ``influencer`` command. A subcommand is imported when it is called, so that each starts fast."""

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from pkgutil import resolve_name

from influencer_app.commands.errors import CommandError
from influencer_app.commands.project import project_root
from influencer_app.db.jobs import QUEUES
from influencer_app.embedded.errors import EmbeddedError
from influencer_app.settings import Settings, SettingsError

SUBCOMMANDS = {
    "up": "influencer_app.commands.up.command:up",
    "web": "influencer_app.commands.web:web",
    "worker": "influencer_app.commands.celery:run_worker",
    "beat": "influencer_app.commands.celery:run_beat",
    "migrate": "influencer_app.commands.migrate:migrate",
    "build": "influencer_app.commands.build:build",
    "doctor": "influencer_app.commands.doctor.command:doctor",
    "models": "influencer_app.commands.models:models",
    "plans": "influencer_app.commands.plans:plans",
    "sketch sheet": "influencer_app.commands.sketch:sheet",
    "admin promote": "influencer_app.commands.admin:promote",
    "admin grant": "influencer_app.commands.admin:grant_credits",
    "admin plan": "influencer_app.commands.admin:change_plan",
    "admin audit": "influencer_app.commands.admin:audit",
    "admin erase": "influencer_app.commands.admin:erase",
    "admin rotate-secrets": "influencer_app.commands.admin:rotate_secrets",
}
STYLES = ("realistic", "editorial", "anime", "toon", "watercolour", "neon")
WITHOUT_SETTINGS = frozenset({"up", "sketch sheet"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand. Exit code 0: done; 1: something is missing or failed; 2: wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    _enter_project_folder()
    try:
        return _run(options)
    except (CommandError, EmbeddedError, SettingsError) as error:
        sys.stderr.write(f"influencer {options.command}: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _enter_project_folder() -> None:
    """Change to the project's folder, so that ``.env`` and ``.data`` are found from any working directory."""
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
    up.add_argument(
        "--payments", choices=("emulator",), default="", help="let people try to buy on an emulated Stripe"
    )
    commands.add_parser("web", help="serve pages and API")
    worker = commands.add_parser("worker", help="run a worker for a queue")
    worker.add_argument("--queue", choices=QUEUES, required=True)
    worker.add_argument("--name", default="", help="node name, needed when a queue has more than one worker")
    commands.add_parser("beat", help="enqueue the scheduled jobs (one process for the whole installation)")
    commands.add_parser("migrate", help="migrate the database to the newest version")
    commands.add_parser("build", help="build the pages when their sources have changed")
    doctor = commands.add_parser("doctor", help="check what is configured, reachable and missing")
    doctor.add_argument(
        "--live", action="store_true", help="also ask each vendor that has a key, free of charge"
    )
    models = commands.add_parser(
        "models", help="list the models of providers, add one, or switch one on or off"
    )
    change = models.add_mutually_exclusive_group()
    change.add_argument("--use", metavar="ID", help="use this model for its kind from now on")
    change.add_argument("--off", metavar="ID", help="stop using this model")
    change.add_argument("--add", nargs=3, metavar=("KIND", "OWNER/NAME", "VERSION"), help="add a model")
    change.add_argument("--price", nargs=2, metavar=("ID", "CREDITS"), help="its own price; - for none")
    change.add_argument(
        "--end",
        nargs=3,
        metavar=("ID", "DATE", "REPLACEMENT"),
        help="the day of its end; - for none",
    )
    plans = commands.add_parser("plans", help="list plans and packs, and change prices and what they allow")
    changing = plans.add_mutually_exclusive_group()
    changing.add_argument(
        "--price", nargs=3, metavar=("PLAN", "month|year", "CENTS"), help="for new subscriptions; 0 for none"
    )
    changing.add_argument(
        "--set", dest="change", nargs=3, metavar=("PLAN", "FIELD", "VALUE"), help="what a plan allows"
    )
    changing.add_argument(
        "--pack",
        nargs=4,
        metavar=("CODE", "NAME", "CREDITS", "CENTS"),
        help="offer a pack; with 0 credits no longer",
    )
    _add_sketch(commands.add_parser("sketch", help="see what the offline engine draws"))
    _add_admin(commands.add_parser("admin", help="roles, credits, plans, the audit log, erasing accounts"))
    return parser


def _add_admin(admin: argparse.ArgumentParser) -> None:
    actions = admin.add_subparsers(dest="action", required=True, metavar="ACTION")
    promote = actions.add_parser("promote", help="give a person a role in this installation")
    promote.add_argument("address")
    promote.add_argument("role", nargs="?", choices=("member", "moderator", "admin"), default="admin")
    grant = actions.add_parser("grant", help="give bought credits to a workspace, or take some back")
    plan = actions.add_parser("plan", help="put a workspace on another plan")
    actions.add_parser("rotate-secrets", help="encrypt secrets at rest with the current SECRET_KEY")
    for action in (grant, plan):
        action.add_argument(
            "whose", metavar="ADDRESS|ID", help="the address of a person, or the id of a workspace"
        )
    grant.add_argument("credits", type=int, help="how many; with a minus sign they are taken back")
    grant.add_argument("--reason", default="", help="why; stands in the ledger, needed to take some back")
    plan.add_argument("plan")
    audit = actions.add_parser("audit", help="list what staff and operators did, newest first")
    audit.add_argument("--after", metavar="CURSOR", help="the older ones, as the list says at its end")
    erase = actions.add_parser("erase", help="have an account erased in seven days")
    erase.add_argument("address")


def _add_sketch(sketch: argparse.ArgumentParser) -> None:
    actions = sketch.add_subparsers(dest="action", required=True, metavar="ACTION")
    sheet = actions.add_parser(
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
    sheet.add_argument(
        "--seed", type=int, default=1, help="a different seed draws other people in other pictures"
    )
    sheet.add_argument("--shape", choices=("square", "portrait", "tall", "wide"), default="portrait")
    sheet.add_argument(
        "--output",
        type=lambda path: Path(path).expanduser().absolute(),
        default="sheet.webp",
        help="a .webp, .jpg or .png file",
    )


def _run(options: argparse.Namespace) -> int:
    arguments = {name: value for name, value in vars(options).items() if name not in {"command", "action"}}
    command = " ".join(filter(None, (options.command, getattr(options, "action", None))))
    if command not in WITHOUT_SETTINGS:
        arguments["settings"] = Settings.read()
    code: int = resolve_name(SUBCOMMANDS[command])(**arguments)
    return code


if __name__ == "__main__":
    sys.exit(main())
