"""Shows every component of the site on one page, for development."""

DEVELOPMENT_ONLY = True
