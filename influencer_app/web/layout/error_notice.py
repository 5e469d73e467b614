"""Logs unexpected errors and shows them without evaluating a script.

Reflex would send a script, which our Content-Security-Policy refuses. Instead the focus moves to a sentence
that is on every page and visible only while it has the focus.
"""

import reflex as rx
import structlog
from reflex.event import EventSpec
from reflex.state import FrontendEventExceptionState

log = structlog.get_logger(__name__)

NOTICE_ID = "error-notice"
SENTENCE = "That did not work, and the studio has written down why. Load the page again if it goes on."
REPORT_MAX = 500
"""Characters kept of what a browser reports."""


def error_notice() -> rx.Component:
    """The sentence, hidden until it gets the focus."""
    return rx.el.p(
        id=NOTICE_ID, tab_index=-1, class_name="error-notice", custom_attrs={"data-says": SENTENCE}
    )


def handle_backend_error(exception: Exception) -> EventSpec:
    """For ``rx.App(backend_exception_handler=)``: log an unexpected error and show the notice."""
    log.error("handler_failed", exc_info=exception)
    return rx.set_focus(NOTICE_ID)


def log_frontend_error(exception: Exception) -> None:
    """For ``rx.App(frontend_exception_handler=)``: log an error that a browser reports."""
    log.warning("page_broke", said=str(exception)[:REPORT_MAX])


def disable_auto_reload() -> None:
    """Keep Reflex from answering some browser errors with a script that reloads the page."""
    FrontendEventExceptionState.auto_reload_on_errors = []
