"""The addresses of the site."""

HOME = "/"
SIGN_IN = "/auth/signin"
SIGN_UP = "/auth/signup"
DASHBOARD = "/dashboard"
CREATE = "/dashboard/generate"
CHARACTERS = "/dashboard/characters"
GALLERY = "/dashboard/gallery"
SETTINGS = "/dashboard/settings"
PRICING = "/pricing"
TERMS = "/terms"
PRIVACY = "/privacy"
NOT_FOUND = "/not-found"
BROKEN = "/broken"
AWAY = "/away"

PROTECTED = ("/dashboard", "/admin")
"""Pages below these are sent to signed-in people only."""

AUTH = (SIGN_IN, SIGN_UP)
"""Pages for people who are not signed in."""

FORM_SIGN_IN = "/api/auth/form/signin"
FORM_SIGN_UP = "/api/auth/form/signup"
FORM_SIGN_OUT = "/api/auth/form/signout"
GOOGLE = "/api/auth/google"

TROUBLES = (BROKEN, AWAY)
"""Pages that stand in for others: a mistake of ours, and a database that does not answer."""

FOUND = (HOME, PRICING, TERMS, PRIVACY)
"""What search engines may keep."""

STATIC = (*FOUND, SIGN_IN, SIGN_UP, NOT_FOUND, *TROUBLES)
"""Pages that are sent as plain HTML, without Reflex's scripts: no state, no events."""
