"""Sender, queue, worker and schedule of a job agree with its declaration."""

import ast
import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError

from influencer_app.db.jobs import Job, Queue
from influencer_app.discovery import all_subclasses, import_all
from influencer_app.domain.generation.jobs import DispatchGenerations, RenderOutput
from influencer_app.settings import Settings
from tests.support import ROOT
from workers.app import app, beat_schedule
from workers.billing import with_payments
from workers.task import AsyncTask, Schedule, task, with_provider

FOLDERS = ("influencer_app", "workers")
RAW_SENDS = {"send_task", "apply_async", "delay"}


def declared() -> dict[str, type[Job]]:
    """All declarations by name; no two share one. A job that beat alone sends may stand in ``workers``."""
    for package in ("influencer_app.domain", "workers"):
        import_all(package)
    found = [job for job in all_subclasses(Job) if job.__module__.startswith(("influencer_app.", "workers."))]
    by_name = {job.name: job for job in found}
    assert len(by_name) == len(found) > 10
    return by_name


def registered() -> dict[str, Any]:
    app.loader.import_default_modules()
    return {name: found for name, found in app.tasks.items() if not name.startswith("celery.")}


def routed() -> dict[str, str]:
    """The queue that Celery chooses for each task."""
    return {name: app.amqp.router.route({}, name)["queue"].name for name in registered()}


def scheduled(token: str) -> dict[str, Any]:
    registered()
    keys = {"replicate_api_token": token, "stripe_secret_key": token}
    return beat_schedule(Settings.read(_env_file=None, **keys))


def calls(path: Path, names: set[str]) -> Iterator[ast.Call]:
    """Calls of a function or method with one of these names."""
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)) if any(f"{name}(" in text for name in names) else ():
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in names:
                yield node


def sources() -> list[Path]:
    return [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]


def sent() -> set[type[Job]]:
    """What ``enqueue`` is called with. Each call constructs its job in place, by the name of its class."""
    found: set[type[Job]] = set()
    for path in sources():
        for call in calls(path, {"enqueue"}):
            module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            job: Any = module
            assert isinstance(call.args[1], ast.Call), f"{path}:{call.lineno}"
            for part in ast.unparse(call.args[1].func).split("."):
                job = getattr(job, part)
            found.add(job)
    return found


def problems(
    jobs: Mapping[str, type[Job]],
    tasks: Mapping[str, Any],
    queues: Mapping[str, str],
    entries: Mapping[str, Any],
    senders: set[type[Job]],
) -> list[str]:
    """What does not agree with the declarations, one line each."""
    found = [f"{name} is not declared" for name in tasks.keys() - jobs.keys()]
    found += [f"{name} has no body" for name in jobs.keys() - tasks.keys()]
    for name in jobs.keys() & tasks.keys():
        if tasks[name].declaration is not jobs[name]:
            found.append(f"{name} is registered for another declaration")
        if queues[name] != jobs[name].queue:
            found.append(f"{name} is sent to the queue {queues[name]}")
    by_beat = {entry["task"] for entry in entries.values()}
    found += [f"{name} is scheduled, and not declared" for name in by_beat - jobs.keys()]
    found += [f"{name} is scheduled past its queue" for name in overruled(entries)]
    found += [f"nobody sends {name}" for name, job in jobs.items() if not {job, name} & (senders | by_beat)]
    return found


def overruled(entries: Mapping[str, Any]) -> set[str]:
    """Tasks whose schedule names a queue of its own."""
    return {entry["task"] for entry in entries.values() if "queue" in entry.get("options", {})}


def test_everybody_agrees_with_the_declarations() -> None:
    assert problems(declared(), registered(), routed(), scheduled("r8_token"), sent()) == []


def test_what_does_not_agree_is_found() -> None:
    """The check above can fail: for names, bodies, queues, schedules and senders."""
    jobs, tasks, entries = declared(), registered(), scheduled("r8_token")
    render, recover = tasks["generation.render"], entries["generation.recover"]
    there = {name: tasks[name] for name in tasks if name != "generation.prepare"}
    found = problems(
        jobs,
        {**there, "generation.finish": render, "made.up": render},
        {**routed(), "generation.render": "io"},
        {**entries, "generation.recover": {**recover, "options": {"queue": "cpu"}}, "x": {"task": "x.y"}},
        sent() - {DispatchGenerations},
    )
    assert sorted(found) == [
        "generation.finish is registered for another declaration",
        "generation.prepare has no body",
        "generation.recover is scheduled past its queue",
        "generation.render is sent to the queue io",
        "made.up is not declared",
        "nobody sends generation.dispatch",
        "x.y is scheduled, and not declared",
    ]


def test_nothing_is_sent_past_the_declarations() -> None:
    raw = {path.relative_to(ROOT).as_posix() for path in sources() for _ in calls(path, RAW_SENDS)}
    assert raw == {"influencer_app/integrations/jobs/celery.py"}


def test_beat_sends_what_the_tasks_declare(tmp_path: Path) -> None:
    """Asked of Celery's own scheduler, as ``celery beat`` starts it."""
    beat = app.Beat(quiet=True)
    beat.init_loader()
    service = beat.Service(app=app, schedule_filename=str(tmp_path / "beat"))
    try:
        there = {name: entry.schedule for name, entry in service.scheduler.schedule.items()}
    finally:
        service.scheduler.close()
    wanted = {name: entry["schedule"] for name, entry in app.conf.beat_schedule.items()}
    assert {name: there[name].seconds for name in wanted} == wanted
    assert wanted["generation.recover"] == 5


def test_vendors_are_asked_only_where_one_is_configured() -> None:
    schedules = {name: found.schedule for name, found in registered().items() if found.schedule}
    with_one = {
        name for name, schedule in schedules.items() if schedule.when in (with_provider, with_payments)
    }
    assert {name for name in schedules if name.startswith(("provider.", "billing."))} <= with_one
    assert scheduled("r8_token").keys() == schedules.keys()
    assert scheduled("").keys() == schedules.keys() - with_one


@pytest.mark.parametrize(
    ("values", "types"),
    [
        ({"name": "test.wrong", "queue": "gpu"}, {}),
        ({"name": "nameless"}, {}),
        ({}, {}),
        ({"name": "test.wrong"}, {"rows": list[str]}),
        ({"name": "test.wrong"}, {"share": float}),
    ],
    ids=["queue", "name", "no name", "list", "float"],
)
def test_a_wrong_declaration_cannot_be_defined(values: dict[str, Any], types: dict[str, Any]) -> None:
    kinds = {"name": ClassVar[str], "queue": ClassVar[Queue], **types}
    with pytest.raises(TypeError, match="Wrong"):
        type(Job)("Wrong", (Job,), {**values, "__annotations__": kinds, "__module__": __name__})


@pytest.mark.parametrize(
    "given",
    [
        {"generation_id": uuid4()},
        {"generation_id": uuid4(), "index": "1"},
        {"generation_id": "g", "index": 1},
        {"generation_id": uuid4(), "index": 1, "other": 2},
    ],
    ids=["missing", "text", "no id", "unknown"],
)
def test_a_wrong_argument_cannot_be_sent(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="RenderOutput"):
        RenderOutput(**given)


@pytest.mark.parametrize("given", [{}, {"generation_id": "g", "index": 1}, {"generation_id": str(uuid4())}])
async def test_a_worker_refuses_arguments_that_do_not_fit(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="RenderOutput"):
        await registered()["generation.render"].run(**given)


def test_arguments_come_back_as_they_were_sent() -> None:
    job = RenderOutput(generation_id=uuid4(), index=3)
    assert job.arguments() == {"generation_id": str(job.generation_id), "index": 3}
    assert RenderOutput.decode(job.arguments()) == job


async def one_too_few(generation_id: UUID) -> None: ...


async def another_type(generation_id: str, index: int) -> None: ...


async def right(generation_id: UUID, index: int) -> None: ...


@pytest.mark.parametrize("body", [one_too_few, another_type])
def test_a_body_with_other_parameters_is_not_registered(body: Any) -> None:
    with pytest.raises(TypeError, match=f"{body.__name__} takes"):
        task(RenderOutput)(body)


def test_a_job_has_one_body() -> None:
    registered()
    with pytest.raises(TypeError, match=r"both bodies of generation\.render"):
        task(RenderOutput)(right)
    assert isinstance(app.tasks["generation.render"], AsyncTask)
    assert app.tasks["generation.render"].run.__module__ == "workers.rendering"


def test_a_job_with_arguments_cannot_be_scheduled() -> None:
    with pytest.raises(TypeError, match="cannot be scheduled"):
        task(RenderOutput, schedule=Schedule(60))
