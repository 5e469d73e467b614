"""The notifications sheet of the title bar: what has ended.

``/js/shell.js`` counts what is new since it was last looked at, and presses the button that says so: on
opening the sheet, or when a page that is in front shows it by itself.
"""

import reflex as rx

from influencer_app.web import routes
from influencer_app.web.cards.notification import NotificationCard
from influencer_app.web.components import icon, link
from influencer_app.web.components.base import attributes
from influencer_app.web.formatting import relative_time
from influencer_app.web.reflex_compat.vars import foreach, length
from influencer_app.web.shell.state import ShellState


def notifications() -> rx.Component:
    """The button and its sheet."""
    return rx.fragment(
        rx.el.button(
            icon("bell", 17),
            type="button",
            id=rx.Var.create("bell"),
            class_name="btn btn-quiet btn-square bell",
            custom_attrs=attributes(
                popoverTarget="notices",
                aria_haspopup="dialog",
                aria_label="Notifications",
                data_tip="Notifications",
            ),
        ),
        rx.el.div(
            rx.el.h2("Notifications", class_name="sheet-head"),
            rx.cond(
                length(ShellState.notifications) > 0,
                rx.el.ul(foreach(ShellState.notifications, notification_row), class_name="sheet-rows"),
                rx.el.p(
                    icon("bell", 20),
                    "No notifications yet. Finished and failed jobs appear here.",
                    class_name="sheet-none",
                ),
            ),
            rx.el.div(
                rx.el.span("Last 12", class_name="text-muted"),
                link("Open the gallery", href=routes.GALLERY, class_name="sheet-link"),
                class_name="sheet-foot",
            ),
            rx.el.button(
                type="button",
                hidden=True,
                on_click=ShellState.mark_notifications_read,
                custom_attrs={"data-mark-read": ""},
            ),
            id=rx.Var.create("notices"),
            class_name="sheet sheet-wide",
            custom_attrs=attributes(
                popover="auto",
                role="dialog",
                aria_label="Notifications",
                data_seen=ShellState.notifications_read_at,
            ),
        ),
    )


def notification_row(one: NotificationCard) -> rx.Component:
    """One thing that ended; the row is the way to it."""
    mark = rx.el.span(
        icon("circle-alert", 18, class_name="text-bad"), class_name="grid size-9 place-items-center"
    )
    calm = rx.el.span(
        icon("circle-slash", 18, class_name="text-muted"), class_name="grid size-9 place-items-center"
    )
    seen = rx.el.img(
        src=one.picture_url, alt="", loading="lazy", class_name="size-9 rounded-picture object-cover"
    )
    return rx.el.li(
        link(
            rx.cond(one.picture_url != "", seen, rx.cond(one.tone == "bad", mark, calm)),
            rx.el.span(
                rx.el.span(one.title, class_name="block text-label font-medium"),
                rx.cond(
                    one.body != "", rx.el.span(one.body, class_name="block truncate text-fact text-muted")
                ),
                class_name="min-w-0 flex-1",
            ),
            rx.el.span(
                relative_time(one.ended_at, one.age, "since"), class_name="self-start text-fact text-muted"
            ),
            href=one.href,
            inside=True,
            class_name="sheet-row",
        ),
        key=one.id,
        custom_attrs={"data-at": one.ended_at},
    )
