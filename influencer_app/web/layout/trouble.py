"""What nobody expected: written down here, and told in the page without evaluating anything.

Reflex would send a script to show it, which our Content-Security-Policy refuses. Instead the focus moves
to a sentence that waits on every page and is seen only while it has the focus.
"""

import reflex as rx
import structlog
from reflex.state import FrontendEventExceptionState

log = structlog.get_logger(__name__)

TROUBLE = "trouble"
SENTENCE = "That did not work, and the studio has written down why. Load the page again if it goes on."
SAID_MAX = 500
"""Characters that we keep of what a browser reports."""


def trouble_note() -> rx.Component:
    """The sentence that waits."""
    return rx.el.p(id=TROUBLE, tab_index=-1, class_name="trouble", custom_attrs={"data-says": SENTENCE})


def tell_trouble(exception: Exception) -> rx.event.EventSpec:
    """For ``rx.App(backend_exception_handler=)``: an error that no handler was ready for."""
    log.error("handler_failed", exc_info=exception)
    return rx.set_focus(TROUBLE)


def note_broken_page(exception: Exception) -> None:
    """For ``rx.App(frontend_exception_handler=)``: what a browser says that went wrong in it."""
    log.warning("page_broke", said=str(exception)[:SAID_MAX])


def never_reload_by_script() -> None:
    """Some errors of a browser would be answered with a script that loads the page again."""
    FrontendEventExceptionState.auto_reload_on_errors = []
