"""The parts that open, move or are drawn: menus, tabs, tooltips, charts, queue, notifications, messages."""

from datetime import UTC, datetime

import reflex as rx

from influencer_app.web import components as ui
from influencer_app.web.cards.generation import GenerationCard
from influencer_app.web.cards.notification import NotificationCard
from influencer_app.web.pages.styleguide.state import StyleguideState
from influencer_app.web.pages.styleguide.static_parts import people
from influencer_app.web.shell.notifications import notification_row
from influencer_app.web.shell.queue import queue_row
from influencer_app.web.site_build.samples import sample_images

DAYS = tuple(f"{day} Nov" for day in range(10, 24))
SPENT = (36, 24, 52, 58, 12, 32, 54, 46, 16, 60, 38, 48, 26, 50)
SHEET = "overflow-hidden rounded-large border border-line-strong bg-raised shadow-float"
LIKENESS = (0.91, 0.94, 0.9, 0.95, 0.93, 0.96, 0.95, 0.97)


def menus(side: str) -> rx.Component:
    """A menu, tooltips, a dialog that asks, a drawer."""
    name = f"{side}-menu"
    trigger = ui.icon_button("ellipsis", "More", kind="outline", **ui.opens_menu(name))
    return rx.el.div(
        ui.menu(
            "Picture",
            ui.menu_item("Same seed", icon="rotate-ccw"),
            ui.menu_item("Vary", icon="shuffle"),
            ui.menu_link("Open the gallery", href="/dashboard/gallery", icon="images"),
            ui.menu_line(),
            ui.menu_item("Delete", icon="trash-2", danger=True),
            name=name,
            trigger=trigger,
        ),
        ui.button("Ask first", on_click=StyleguideState.toggle),
        ui.button("Drawer", custom_attrs=ui.opens("drawer")),
        ui.icon_button("heart", "Favourite"),
        ui.icon_button("shuffle", "Vary"),
        class_name="flex flex-wrap items-center gap-2.5",
    )


def tabs(side: str) -> rx.Component:
    """Three panels."""
    panels = [
        (word, rx.el.p(f"What belongs to {word.lower()}.", class_name="text-muted"))
        for word in ("Look", "Voice", "References")
    ]
    return ui.tabs("Character", panels, name=f"{side}-tabs")


def charts() -> rx.Component:
    """Bars with today in the accent, lines with a meaning each."""
    words = [f"{number} credits" for number in SPENT]
    return rx.el.div(
        ui.bar_chart("Spent a day", ui.bars(SPENT, DAYS, words)),
        ui.line_chart("Likeness", ui.line_path(LIKENESS), "from 0.91 to 0.97"),
        ui.line_chart("Done within", ui.line_path(LIKENESS[::-1]), "from 0.97 to 0.91", tone="good"),
        class_name="grid gap-5",
    )


def queue() -> rx.Component:
    """Rows as the queue's sheet has them."""
    return rx.el.div(
        rx.el.ul(
            queue_row(
                _generation("1", "Amara above the tree line", "Drawing 3 of 4, 68%", 0.68),
                StyleguideState.step,
            ),
            queue_row(_generation("2", "Mia on the beach", "3rd in line", 0.0), StyleguideState.step),
            class_name="sheet-rows",
        ),
        rx.el.div(
            rx.el.span("52 credits reserved", class_name="text-muted"),
            ui.link("Open Create", href="/dashboard/generate", class_name="sheet-link"),
            class_name="sheet-foot",
        ),
        class_name=SHEET,
    )


def palette() -> rx.Component:
    """What the palette has found, as it looks: the dialog itself opens by its keys on each page."""
    one = sample_images()[0]
    rows = (
        (ui.avatar(one.small, one.person, size=24, round=False), "Make a picture of Amara", "Character"),
        (ui.icon("images", 18), "Gallery, only Amara", "Character"),
        (ui.icon("user-round-plus", 18), "New character", "Action"),
    )
    return rx.el.ul(
        *[
            rx.el.li(
                rx.el.span(mark, class_name="palette-mark"),
                rx.el.span(words, class_name="min-w-0 flex-1 truncate"),
                rx.el.span(kind, class_name="palette-kind"),
                class_name="palette-row",
                custom_attrs={"data-chosen": ""} if mark is rows[0][0] else {},
            )
            for mark, words, kind in rows
        ],
        class_name=f"palette-list {SHEET}",
    )


def notifications() -> rx.Component:
    """What ended, in its three tones. Drawn late: the browser changes its times before React is there."""
    one = sample_images()[0]
    now = datetime.now(UTC).isoformat()
    rows = (
        NotificationCard(
            "a", "4 pictures are ready", "above the tree line", "plain", one.url, "/dashboard", now, "now"
        ),
        NotificationCard("b", "Failed", "20 credits refunded.", "bad", "", "/dashboard", now, "now"),
        NotificationCard("c", "Canceled", "5 credits refunded.", "plain", "", "/dashboard", now, "now"),
    )
    listed = rx.el.ul(*[notification_row(row) for row in rows], class_name=f"sheet-rows {SHEET}")
    return rx.cond(StyleguideState.is_hydrated, listed)


def toasts() -> rx.Component:
    """Each sends one."""
    return rx.el.div(
        ui.button("Something is ready", on_click=StyleguideState.add_toast),
        ui.button("Something to undo", on_click=StyleguideState.add_undo_toast),
        ui.button("Something failed", on_click=StyleguideState.add_error_toast),
        class_name="flex flex-wrap gap-2.5",
    )


def _generation(own: str, title: str, status_text: str, progress: float) -> GenerationCard:
    thumb_url = people()[int(own) - 1].small
    return GenerationCard(
        id=own,
        kind="running",
        prompt=title,
        title=title,
        facts="",
        aspect_ratio="4 / 5",
        progress=progress,
        percent="",
        queue_position="",
        ordinal_suffix="",
        character_thumb=thumb_url,
        steps=[],
        slots=[],
        outputs=[],
        problem="",
        purpose="result",
        created_at="",
        wait_reason="",
        repeat_price="",
        variation_price="",
        is_video=False,
        status_text=status_text,
    )
