"""The link by which somebody becomes the first admin, while there is none."""

from urllib.parse import urlencode

import psycopg

from influencer_app.commands.connectivity import TIMEOUT_SECONDS
from influencer_app.commands.versions import plain_url
from influencer_app.domain.accounts.first_admin import make_admin_token
from influencer_app.settings import Settings


def find_admin_link(settings: Settings) -> str:
    """A new link; empty where there is an admin, or where the database cannot be asked."""
    try:
        with psycopg.connect(plain_url(settings.database_url), connect_timeout=TIMEOUT_SECONDS) as connection:
            row = connection.execute("select exists (select from person where role = 'admin')").fetchone()
    except psycopg.Error:
        return ""
    if row is None or row[0]:
        return ""
    token = make_admin_token(settings.secret_keys[0])
    return f"{settings.base_url}/auth/admin?{urlencode({'token': token})}"
