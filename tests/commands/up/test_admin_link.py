"""``influencer up`` prints the link of the first admin while there is none."""

from urllib.parse import parse_qs, urlsplit

from influencer_app.commands.admin import promote
from influencer_app.commands.up.admin_link import find_admin_link
from influencer_app.domain.accounts.first_admin import read_admin_token
from influencer_app.settings import Settings
from tests.support import new_account


def test_a_link_is_there_until_there_is_an_admin(settings: Settings) -> None:
    parts = urlsplit(find_admin_link(settings))
    assert parts.path == "/auth/admin"
    assert read_admin_token(parse_qs(parts.query)["token"][0], settings.secret_keys) is not None
    promote(settings, address=new_account(settings, "ada@example.com"), role="moderator")
    assert find_admin_link(settings) != ""
    promote(settings, address="ada@example.com", role="admin")
    assert find_admin_link(settings) == ""


def test_a_database_that_does_not_answer_gives_no_link(settings: Settings) -> None:
    away = settings.model_copy(update={"database_url": "postgresql+psycopg://x@127.0.0.1:1/x"})
    assert find_admin_link(away) == ""
