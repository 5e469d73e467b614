"""Checks events of browsers before Reflex sees them, and keeps their content out of the log.

Reflex logs whole events that it cannot use: with the cookies of the socket, the token of the tab and what
somebody has typed.
"""

import inspect
import logging
from collections.abc import Mapping
from typing import Any

from reflex_base.registry import RegisteredEventHandler

EVENTS = ("event", "ping", "client_error")
"""What browsers send. All else that Socket.IO calls is its own: a browser cannot connect a second time."""

PAYLOAD_LOGGER = "reflex_base.event.processor.base_state_processor"
PAYLOAD_WARNING = "Error transforming event payload"


def event_problem(data: Any, handlers: Mapping[str, RegisteredEventHandler]) -> str:
    """Why an event cannot be used, in words that hold nothing of it; empty if it can."""
    if not isinstance(data, dict):
        return "not an object"
    name, payload, router_data = data.get("name"), data.get("payload", {}), data.get("router_data", {})
    if not isinstance(name, str) or not isinstance(payload, dict) or not isinstance(router_data, dict):
        return "wrong fields"
    if not isinstance(router_data.get("query", {}), dict):
        return "wrong query"
    if (registered := handlers.get(name)) is None:
        return "unknown handler"
    try:
        inspect.signature(registered.handler.fn).bind(None, **payload)
    except TypeError:
        return "wrong arguments"
    return ""


class _WithoutValues(logging.Filter):
    """Keeps the name of the handler, and drops the values that it was sent."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if message.startswith(PAYLOAD_WARNING):
            record.msg, record.args = message.partition(": ")[0], ()
        return True


def keep_values_out_of_the_log() -> None:
    """Have Reflex log which handler was sent a value of a wrong type, but not the value."""
    logger = logging.getLogger(PAYLOAD_LOGGER)
    if not any(isinstance(each, _WithoutValues) for each in logger.filters):
        logger.addFilter(_WithoutValues())
