"""``influencer admin``."""

import pytest
from sqlalchemy import text

from influencer_app.cli import main
from influencer_app.commands.admin import (
    audit,
    change_plan,
    erase,
    grant_credits,
    promote,
    rotate_secrets,
)
from influencer_app.commands.errors import CommandError
from influencer_app.integrations.encryption.fernet import FernetCipher
from influencer_app.settings import Settings
from tests.support import admin, new_account


@pytest.fixture
def account(settings: Settings) -> str:
    """The address of an account."""
    return new_account(settings, "ada@example.com")


def one(settings: Settings, statement: str) -> object:
    with admin(settings.database_url) as connection:
        row = connection.execute(text(statement).text).fetchone()
    assert row is not None
    return row[0]


def test_a_person_becomes_an_admin_and_a_member_again(
    settings: Settings, account: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert promote(settings, address=" ADA@example.com", role="admin") == 0
    assert one(settings, "select role from person") == "admin"
    assert "It counts once they have set up a second factor" in capsys.readouterr().out
    assert promote(settings, address=account, role="member") == 0
    assert one(settings, "select role from person") == "member"
    assert "ada@example.com is member now." in capsys.readouterr().out


def test_secrets_are_encrypted_with_the_current_key(
    settings: Settings, account: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Afterwards the previous key can go; what no key reads is counted and stays."""
    old = FernetCipher(("an earlier secret key of forty characters",))
    previous = settings.model_copy(
        update={"secret_keys_previous": "an earlier secret key of forty characters"}
    )
    keep_secret(settings, "ada@example.com", old.encrypt(b"JBSWY3DPEHPK3PXP"))
    lost = FernetCipher(("a key that nobody has any more",)).encrypt(b"x")
    keep_secret(settings, new_account(settings, "eve@example.com"), lost)
    assert rotate_secrets(previous) == 0
    assert "second_factor: 1 encrypted anew, 1 unreadable" in capsys.readouterr().out
    with admin(settings.database_url) as connection:
        rows = {row[0] for row in connection.execute("select totp_secret from second_factor").fetchall()}
    assert lost in rows
    (rotated,) = rows - {lost}
    assert FernetCipher(settings.secret_keys).decrypt(rotated) == b"JBSWY3DPEHPK3PXP"


def keep_secret(settings: Settings, address: str, encrypted: str) -> None:
    """A person with this encrypted secret of an authenticator app."""
    with admin(settings.database_url) as connection:
        connection.execute(
            "insert into second_factor (person_id, user_handle, totp_secret, totp_last_step, failures,"
            " created_at) select id, uuid_send(id), %s, 0, 0, now() from person where email_key = %s",
            (encrypted, address),
        )


def test_credits_are_granted_and_stand_in_the_ledger(settings: Settings, account: str) -> None:
    assert grant_credits(settings, whose=account, credits=500, reason="") == 0
    workspace = str(one(settings, "select id from workspace"))
    assert grant_credits(settings, whose=workspace, credits=20, reason="A gift") == 0
    assert grant_credits(settings, whose=workspace, credits=-5, reason="Too many") == 0
    assert one(settings, "select bought from credit_account") == 515
    assert one(settings, "select sum(amount) from ledger_entry where bucket = 'bought'") == 515
    reasons = "select string_agg(kind || ' ' || coalesce(reason, '-'), ', ' order by id) from ledger_entry"
    assert one(settings, f"{reasons} where bucket = 'bought'") == "grant -, adjust A gift, adjust Too many"


def test_the_command_line_takes_a_minus_sign(
    settings: Settings, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    grant_credits(settings, whose=account, credits=7, reason="")
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("REDIS_URL", settings.redis_url)
    monkeypatch.setenv("SECRET_KEY", "test-secret-key-of-forty-characters-0000")
    assert main(["admin", "grant", account, "-5", "--reason", "Too many"]) == 0
    assert one(settings, "select bought from credit_account") == 2


def test_a_workspace_changes_its_plan(settings: Settings, account: str) -> None:
    assert change_plan(settings, whose=account, plan="studio") == 0
    assert one(settings, "select plan from workspace") == "studio"


def test_what_an_operator_did_is_listed_newest_first(
    settings: Settings, account: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit(settings, after=None) == 0
    assert "Nothing yet." in capsys.readouterr().out
    promote(settings, address=account, role="moderator")
    grant_credits(settings, whose=account, credits=500, reason="")
    change_plan(settings, whose=account, plan="studio")
    erase(settings, address=account)
    capsys.readouterr()
    assert audit(settings, after=None) == 0
    lines = capsys.readouterr().out.splitlines()
    told = [line.split("  ")[1:4] + line.split("  ")[5:] for line in lines]
    assert told == [
        ["operator", "account.erasure_scheduled", "person"],
        ["operator", "plan.changed", "workspace", "plan=studio"],
        ["operator", "credits.granted", "workspace", "credits=500"],
        ["operator", "role.changed", "person", "role=moderator"],
    ]
    assert account not in "".join(lines)


def test_the_audit_log_goes_on_where_a_page_ends(
    settings: Settings, account: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("influencer_app.commands.admin.AUDIT_ROWS", 1)
    promote(settings, address=account, role="moderator")
    promote(settings, address=account, role="member")
    capsys.readouterr()
    audit(settings, after=None)
    newest, following = capsys.readouterr().out.splitlines()
    assert "role=member" in newest
    audit(settings, after=following.rpartition(" ")[2])
    assert "role=moderator" in capsys.readouterr().out


def test_an_account_is_erased_in_a_week(settings: Settings, account: str) -> None:
    assert erase(settings, address=account) == 0
    assert one(settings, "select due_at > now() + interval '6 days' from erasure") is True


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda s: promote(s, address="no@example.com", role="admin"), "Nobody here has the address"),
        (lambda s: promote(s, address="nobody", role="admin"), "not an email address"),
        (lambda s: grant_credits(s, whose="x", credits=1, reason=""), "neither an address nor the id"),
        (lambda s: grant_credits(s, whose="ada@example.com", credits=0, reason=""), "Give 1 to 1,000,000"),
        (lambda s: grant_credits(s, whose="ada@example.com", credits=-5, reason=""), "Say why"),
        (lambda s: grant_credits(s, whose="ada@example.com", credits=-5, reason="x"), "only 0 bought"),
        (lambda s: change_plan(s, whose="ada@example.com", plan="gold"), "The plan gold does not exist"),
        (
            lambda s: change_plan(s, whose="00000000-0000-0000-0000-000000000001", plan="studio"),
            "This workspace does not exist",
        ),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    settings: Settings, account: str, call: object, said: str
) -> None:
    assert callable(call)
    with pytest.raises(CommandError, match=said):
        call(settings)
    assert one(settings, "select plan from workspace") == "free"
