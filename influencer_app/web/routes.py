"""The addresses of the site."""

HOME = "/"
SIGN_IN = "/auth/signin"
SIGN_UP = "/auth/signup"
FORGOT = "/auth/forgot"
RESET = "/auth/reset"
VERIFY = "/auth/verify"
SECOND_FACTOR = "/auth/second-factor"
INVITATION = "/invitation"
ADMIN_LINK = "/auth/admin"
DASHBOARD = "/dashboard"
CREATE = "/dashboard/generate"
CHARACTERS = "/dashboard/characters"
GALLERY = "/dashboard/gallery"
BIN = "/dashboard/bin"
SETTINGS = "/dashboard/settings"
SET_UP_SECOND_FACTOR = f"{SETTINGS}?tab=security"
PRICING = "/pricing"
TERMS = "/terms"
PRIVACY = "/privacy"
NOT_FOUND = "/not-found"
SERVER_ERROR = "/broken"
UNAVAILABLE = "/away"

PROTECTED = ("/dashboard", "/admin")
"""Pages below these are sent to signed-in people only."""

AUTH = (SIGN_IN, SIGN_UP)
"""Pages for people who are not signed in."""

FORMS = (*AUTH, FORGOT, RESET, VERIFY, INVITATION, ADMIN_LINK, SECOND_FACTOR)
"""Plain forms: what was wrong with one stands in the query, and is put into the page by the server."""

FORM_SIGN_IN = "/api/auth/form/signin"
FORM_SECOND_FACTOR = "/api/auth/form/second-factor"
FORM_SIGN_UP = "/api/auth/form/signup"
FORM_SIGN_OUT = "/api/auth/form/signout"
FORM_FORGOT = "/api/auth/form/forgot"
FORM_RESET = "/api/auth/form/reset"
FORM_INVITATION = "/api/auth/form/invitation"
FORM_ADMIN_LINK = "/api/auth/form/admin"
FORM_VERIFY = "/api/auth/form/verify"

ERRORS = (SERVER_ERROR, UNAVAILABLE)
"""Pages sent in place of others: an error of ours, and a database that does not answer."""

INDEXED = (HOME, PRICING, TERMS, PRIVACY)
"""Pages that search engines may index."""

STATIC = (*INDEXED, *FORMS, NOT_FOUND, *ERRORS)
"""Pages that are sent as plain HTML, without Reflex's scripts: no state, no events."""
