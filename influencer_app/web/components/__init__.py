"""The parts that pages are made of: ``rx.el`` elements with classes of the theme, nothing with state.

Every part takes plain values or Vars alike, and passes further properties on to its main element.
"""

from influencer_app.web.components.avatar import avatar, face_choice
from influencer_app.web.components.base import tip
from influencer_app.web.components.brand import brand_mark, wordmark
from influencer_app.web.components.button import button, icon_button, link_button, price_button
from influencer_app.web.components.card import card, empty_state, note, skeleton
from influencer_app.web.components.chart import Bar, bar_chart, bars, line_chart, line_path
from influencer_app.web.components.choice import Choice, chip, segmented, shape_choice
from influencer_app.web.components.dialog import confirm_dialog, dialog, opens
from influencer_app.web.components.field import (
    field,
    field_error,
    password_input,
    select,
    text_input,
    textarea,
)
from influencer_app.web.components.file_upload import file_upload
from influencer_app.web.components.icon import icon
from influencer_app.web.components.link import link
from influencer_app.web.components.menu import menu, menu_item, menu_line, menu_link, opens_menu
from influencer_app.web.components.paging import load_newer_button, load_older_button
from influencer_app.web.components.picture import developing_picture, picture, picture_label
from influencer_app.web.components.progress import credits_pill, progress_line, queue_button, ring, step_line
from influencer_app.web.components.tabs import tabs
from influencer_app.web.components.toast import Toast, toast_region
from influencer_app.web.components.video import video

__all__ = [
    "Bar",
    "Choice",
    "Toast",
    "avatar",
    "bar_chart",
    "bars",
    "brand_mark",
    "button",
    "card",
    "chip",
    "confirm_dialog",
    "credits_pill",
    "developing_picture",
    "dialog",
    "empty_state",
    "face_choice",
    "field",
    "field_error",
    "file_upload",
    "icon",
    "icon_button",
    "line_chart",
    "line_path",
    "link",
    "link_button",
    "load_newer_button",
    "load_older_button",
    "menu",
    "menu_item",
    "menu_line",
    "menu_link",
    "note",
    "opens",
    "opens_menu",
    "password_input",
    "picture",
    "picture_label",
    "price_button",
    "progress_line",
    "queue_button",
    "ring",
    "segmented",
    "select",
    "shape_choice",
    "skeleton",
    "step_line",
    "tabs",
    "text_input",
    "textarea",
    "tip",
    "toast_region",
    "video",
    "wordmark",
]
