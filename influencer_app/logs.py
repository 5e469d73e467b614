"""Structured logs: request, person and generation ids; never tokens, prompts or cookies."""

import logging
import sys
from collections.abc import Mapping
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

SECRET = ("token", "prompt", "cookie", "password", "authorization", "secret")
CHATTY = ("httpx", "httpx2", "httpcore", "httpcore2", "openai", "stripe")
"""Clients that log whole URLs, including secrets."""


def hide_secrets(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Redacts values under secret-looking names, at any depth."""
    for name, value in event.items():
        event[name] = _shown(name, value)
    return event


def _shown(name: object, value: Any) -> Any:
    if any(word in str(name).lower() for word in SECRET):
        return "hidden"
    if isinstance(value, Mapping):
        return {inner: _shown(inner, kept) for inner, kept in value.items()}
    return value


def configure_logs(level: str, form: str) -> None:
    """Configures structlog and the standard library's loggers, on standard error."""
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
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
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
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
