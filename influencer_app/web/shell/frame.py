"""The frame of every page for signed-in people: rail, title bar, content."""

from typing import Any

import reflex as rx

from influencer_app.web.components.base import classes
from influencer_app.web.components.link import link
from influencer_app.web.shell.account_menu import account_menu
from influencer_app.web.shell.navigation import rail


def frame(
    title: str,
    *content: Any,
    here: str,
    actions: rx.Component | None = None,
    person: rx.Component | None = None,
    workspaces: rx.Component | None = None,
    beside_title: rx.Component | None = None,
    overlays: Any = (),
    wide: bool = True,
) -> rx.Component:
    """A page around ``content``.

    ``here`` is the page's address, marked in the rail. ``actions`` stands at the right of the title bar
    (queue button and credits pill), ``person`` (name, address) and ``workspaces`` in the account menu,
    ``beside_title`` (the open workspace) beside the title. ``overlays``
    (toasts, dialogs) lie outside the content. ``wide`` gives the content all of the space; otherwise it
    gets the page's margin.
    """
    return rx.el.div(
        link("Skip to content", href="#content", class_name="skip"),
        rail(here, person, workspaces),
        rx.el.div(
            rx.el.header(
                rx.el.h1(title, id=rx.Var.create("title"), class_name="display-title truncate"),
                beside_title or rx.fragment(),
                rx.el.div(
                    actions or rx.fragment(),
                    rx.el.div(
                        account_menu(person, "right-0 top-full mt-2", workspaces), class_name="md:hidden"
                    ),
                    class_name="flex items-center gap-2.5",
                ),
                class_name="bar",
            ),
            rx.el.main(
                *content,
                id=rx.Var.create("content"),
                tab_index=-1,
                class_name=classes("min-w-0 outline-none", "" if wide else "px-4 py-5 md:px-6 md:py-6"),
                custom_attrs={"aria-labelledby": "title"},
            ),
            class_name="min-w-0",
        ),
        *overlays,
        class_name="shell",
    )
