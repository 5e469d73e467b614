"""Structured logs: request, person and generation ids; never tokens, prompts or cookies."""

import logging
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

SECRET = ("token", "prompt", "cookie", "password", "authorization", "secret")


def hide_secrets(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Values whose name says that nobody should read them are left out."""
    for name in list(event):
        if any(word in name.lower() for word in SECRET):
            event[name] = "hidden"
    return event


def configure_logs(level: str, form: str) -> None:
    """Set up structlog and the standard library's loggers alike, on standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        hide_secrets,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
