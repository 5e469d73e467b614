import re

import pytest
import reflex as rx

from influencer_app.web import components as ui
from influencer_app.web.pages.auth.page import sign_in, sign_up
from influencer_app.web.pages.errors.page import not_found
from influencer_app.web.pages.landing.page import landing

EVALUATED = ("_call_script", "_set_clipboard", "_scrollTo", "_download")
"""Events that Reflex runs with ``eval``, which the Content-Security-Policy forbids."""


def _nothing(_value: object) -> rx.event.EventSpec:
    return rx.noop()


@pytest.mark.parametrize("page", [landing, sign_in, sign_up, not_found])
def test_public_pages_need_no_state_no_style_property_and_no_eval(page: object) -> None:
    drawn = str(page())
    assert "css:" not in drawn
    assert "ReflexEvent" not in drawn
    assert not [name for name in EVALUATED if name in drawn]


def test_a_busy_button_says_so_and_keeps_its_words() -> None:
    drawn = str(ui.button("Sending", busy=True, kind="primary"))
    assert '"aria-busy":"true"' in drawn.replace(" ", "")
    assert '"aria-disabled":"true"' in drawn.replace(" ", "")
    assert "Sending" in drawn


def test_a_button_at_rest_says_nothing_of_being_busy() -> None:
    assert "aria-busy" not in str(ui.button("Make"))


def test_an_icon_button_has_a_name() -> None:
    assert '"aria-label":"Close"' in str(ui.icon_button("x", "Close")).replace(" ", "")


def test_a_field_ties_label_hint_and_error_to_its_control() -> None:
    error = "Characters are adults: 18 or older."
    control = ui.text_input(name="age", error=error, hinted=True)
    drawn = str(ui.field("Age", control, name="age", hint="In years.", error=error)).replace(" ", "")
    assert 'htmlFor:"age"' in drawn
    assert 'id:"age"' in drawn
    assert 'id:"age-error"' in drawn
    assert 'id:"age-hint"' in drawn
    assert '"aria-describedby":"age-errorage-hint"' in drawn
    assert '"aria-invalid":"true"' in drawn


def test_segments_are_one_group_of_radio_buttons() -> None:
    choices = (ui.Choice("picture", "Picture", "image"), ui.Choice("clip", "Clip"))
    drawn = str(ui.segmented("Mode", choices, rx.Var.create("clip"), _nothing, name="mode"))
    assert drawn.count('type:"radio"') == 2
    assert drawn.count('name:"mode"') == 2
    assert '"legend"' in drawn


def test_a_picture_reserves_its_place_and_has_words() -> None:
    drawn = str(ui.picture("/a.webp", "Amara by the sea", width=896, height=1120))
    assert 'alt:"Amara by the sea"' in drawn
    assert "896 / 1120" in drawn
    assert 'loading:"lazy"' in drawn


def test_a_developing_picture_gets_sharper_with_progress() -> None:
    blurs = [
        re.search(r"blur\(([\d.]+)px", str(ui.developing_picture(part, placeholder="/a.webp")))
        for part in (0.0, 0.5, 1.0)
    ]
    assert [float(found[1]) for found in blurs if found] == [16, 6, 0]


def test_a_dialog_has_a_title_and_a_way_out() -> None:
    drawn = str(ui.dialog("Queue", name="queue", open=True, on_close=rx.noop())).replace(" ", "")
    assert '"aria-labelledby":"queue-title"' in drawn
    assert '"data-open":"true"' in drawn
    assert '"data-close"' in drawn


def test_links_of_the_studio_stay_in_the_app_and_others_load() -> None:
    assert "ReactRouterLink" in str(ui.link("Gallery", href="/dashboard/gallery"))
    assert "ReactRouterLink" not in str(ui.link("Home", href="/"))
    assert "ReactRouterLink" not in str(ui.link("API", href="/api/docs"))


def test_a_menu_is_opened_by_its_button_and_has_items() -> None:
    trigger = ui.icon_button("ellipsis", "More", **ui.opens_menu("more"))
    drawn = str(ui.menu("More", ui.menu_item("Delete", danger=True), name="more", trigger=trigger)).replace(
        " ", ""
    )
    assert 'popoverTarget:"more"' in drawn
    assert 'role:"menu"' in drawn
    assert 'role:"menuitem"' in drawn


def test_a_dialog_without_a_state_is_opened_by_the_page() -> None:
    drawn = str(ui.dialog("Queue", name="queue")).replace(" ", "")
    assert '"data-local":""' in drawn
    assert "data-open" not in drawn


def test_tabs_open_their_first_panel() -> None:
    drawn = str(ui.tabs("Parts", [("One", rx.el.p("1")), ("Two", rx.el.p("2"))], name="parts")).replace(
        " ", ""
    )
    assert drawn.count('"aria-selected":"true"') == 1
    assert drawn.count('"data-closed":""') == 1
    assert '"aria-controls":"parts-panel-1"' in drawn


def test_bars_are_as_high_as_the_largest_allows_and_the_last_is_now() -> None:
    first, second, third = ui.bars([0, 5, 10], ["Mon", "Tue", "Wed"])
    assert (third.y, third.height) == (0, 40)
    assert second.height == 20
    assert 0 < first.height < 1
    assert [one.now for one in (first, second, third)] == [False, False, True]
    assert third.x + third.width <= 100


def test_a_line_goes_from_the_lowest_to_the_highest() -> None:
    assert ui.line_path([]) == ""
    assert ui.line_path([1, 3]) == "M0.00 38.00 L100.00 2.00"
    assert ui.line_path([2, 2]).startswith("M0.00 38.00")


def test_a_chart_tells_its_values_in_words() -> None:
    drawn = str(ui.bar_chart("Spent a day", ui.bars([3, 4], ["Mon", "Tue"], ["3 credits", "4 credits"])))
    assert "4 credits" in drawn
    assert "figcaption" in drawn
