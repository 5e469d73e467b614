"""Every page of the site, in one list. Add a page by adding its ``PAGE`` here."""

from influencer_app.web.layout.page import Page
from influencer_app.web.pages.auth.page import SIGN_IN_PAGE, SIGN_UP_PAGE
from influencer_app.web.pages.characters.page import PAGE as CHARACTERS
from influencer_app.web.pages.dashboard.page import PAGE as DASHBOARD
from influencer_app.web.pages.errors.page import NOT_FOUND_PAGE, SERVER_ERROR_PAGE, UNAVAILABLE_PAGE
from influencer_app.web.pages.gallery.page import PAGE as GALLERY
from influencer_app.web.pages.generate.page import PAGE as CREATE
from influencer_app.web.pages.landing.page import PAGE as LANDING
from influencer_app.web.pages.legal.page import PRIVACY_PAGE, TERMS_PAGE
from influencer_app.web.pages.pricing.page import PAGE as PRICING
from influencer_app.web.pages.settings.page import PAGE as SETTINGS

PAGES: tuple[Page, ...] = (
    LANDING,
    PRICING,
    TERMS_PAGE,
    PRIVACY_PAGE,
    SIGN_IN_PAGE,
    SIGN_UP_PAGE,
    DASHBOARD,
    CREATE,
    CHARACTERS,
    GALLERY,
    SETTINGS,
    NOT_FOUND_PAGE,
    SERVER_ERROR_PAGE,
    UNAVAILABLE_PAGE,
)
