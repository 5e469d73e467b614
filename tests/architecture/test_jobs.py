"""Every job that is sent by name is registered by the workers, with the same arguments, on its queue."""

import ast
import inspect
from pathlib import Path

from tests.support import ROOT
from workers.app import BEAT, PROVIDER_BEAT, app

SENT_WITH = {
    "generation.dispatch": set(),
    "generation.sweep": set(),
    "generation.prepare": {"generation_id"},
    "generation.render": {"generation_id", "index"},
    "generation.finish": {"generation_id", "index"},
    "catalogue.check": set(),
    "catalogue.check_webhooks": set(),
    "provider.submit": {"job_id"},
    "provider.poll": set(),
    "provider.look": {"provider", "provider_id"},
    "provider.collect": {"job_id"},
    "provider.cancel": {"job_id"},
    "housekeeping.delete_files": set(),
    "housekeeping.delete_uploads": set(),
    "housekeeping.delete_discarded": set(),
    "housekeeping.delete_old_rows": set(),
}
STEPS = {
    "generation.": {"generation.render", "generation.finish"},
    "provider.": {"provider.submit", "provider.collect"},
}
"""What a name that is put together stands for, by its beginning."""


def names_in(path: Path) -> set[str]:
    """First arguments of ``Job("...")``; one that is put together stands for all of its ``STEPS``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Job" and node.args:
            name = node.args[0]
            if isinstance(name, ast.Constant):
                found.add(str(name.value))
            elif isinstance(name, ast.JoinedStr) and isinstance(name.values[0], ast.Constant):
                found |= STEPS[str(name.values[0].value)]
    return found


def test_every_job_sent_is_registered_with_the_same_parameters() -> None:
    app.loader.import_default_modules()
    sent: set[str] = {entry["task"] for entry in (*BEAT.values(), *PROVIDER_BEAT.values())}
    for path in (ROOT / "influencer_app").rglob("*.py"):
        sent |= names_in(path)
    assert sent == set(SENT_WITH)
    for name, parameters in SENT_WITH.items():
        assert set(inspect.signature(app.tasks[name].run).parameters) == parameters


def test_the_tasks_know_no_name_that_nobody_sends() -> None:
    app.loader.import_default_modules()
    own = {name for name in app.tasks if not name.startswith("celery.")}
    assert own == set(SENT_WITH)
