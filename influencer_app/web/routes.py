"""The addresses of the site."""

HOME = "/"
SIGN_IN = "/auth/signin"
SIGN_UP = "/auth/signup"
DASHBOARD = "/dashboard"
CREATE = "/dashboard/generate"
CHARACTERS = "/dashboard/characters"
GALLERY = "/dashboard/gallery"
BIN = "/dashboard/bin"
SETTINGS = "/dashboard/settings"
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

FORM_SIGN_IN = "/api/auth/form/signin"
FORM_SIGN_UP = "/api/auth/form/signup"
FORM_SIGN_OUT = "/api/auth/form/signout"

ERRORS = (SERVER_ERROR, UNAVAILABLE)
"""Pages sent in place of others: an error of ours, and a database that does not answer."""

INDEXED = (HOME, PRICING, TERMS, PRIVACY)
"""Pages that search engines may index."""

STATIC = (*INDEXED, SIGN_IN, SIGN_UP, NOT_FOUND, *ERRORS)
"""Pages that are sent as plain HTML, without Reflex's scripts: no state, no events."""
