"""Sign-up for anybody, invited people, addresses of some domains, or nobody."""

from typing import Any
from urllib.parse import quote

import httpx2
import pytest

from influencer_app.app_services.sign_up import CLOSED, INVITED_ONLY, OTHER_DOMAIN
from influencer_app.wiring import Runtime
from tests.api.conftest import PASSWORD
from tests.runtime import substitute

Client = httpx2.AsyncClient


@pytest.fixture
def operator(app: Runtime, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Changes settings: ``operator(sign_up="closed")``."""

    def change(**settings: str) -> None:
        substitute(monkeypatch, settings=app.settings.model_copy(update=settings))

    return change


async def sign_up(client: Client, email: str = "new@example.com", **more: str) -> httpx2.Response:
    return await client.post("/api/auth/signup", json={"email": email, "password": PASSWORD, **more})


async def invited(owner: Client) -> str:
    """The token of an invitation."""
    team = (await owner.post("/api/workspaces", json={"name": "Team"})).json()["id"]
    made = await owner.post(f"/api/workspaces/{team}/invitations", json={"role": "editor"})
    token: str = made.json()["url"].partition("?token=")[2]
    return token


async def test_a_closed_installation_takes_nobody(mine: Client, anonymous: Client, operator: Any) -> None:
    token = await invited(mine)
    operator(sign_up="closed")
    for more in ({}, {"invitation": token}):
        refused = await sign_up(anonymous, **more)
        assert (refused.status_code, refused.json()["detail"]) == (403, CLOSED)
    assert (await mine.get("/api/user")).status_code == 200


async def test_invited_people_come_with_their_link(mine: Client, anonymous: Client, operator: Any) -> None:
    token = await invited(mine)
    operator(sign_up="invitation")
    for more in ({}, {"invitation": "junk"}, {"invitation": token[:22] + "A" * 42}):
        refused = await sign_up(anonymous, **more)
        assert (refused.status_code, refused.json()["detail"]) == (403, INVITED_ONLY)
    assert (await sign_up(anonymous, invitation=token)).status_code == 201
    assert (await anonymous.post(f"/api/invitations/{token}")).json()["role"] == "editor"
    assert (await sign_up(mine, "third@example.com", invitation=token)).status_code == 403


async def test_the_form_takes_the_link_that_people_go_on_to(
    mine: Client, anonymous: Client, operator: Any
) -> None:
    token = await invited(mine)
    operator(sign_up="invitation")
    form = {"email": "new@example.com", "password": PASSWORD}
    refused = await anonymous.post("/api/auth/form/signup", data=form)
    assert "error=sign-up-closed" in refused.headers["location"]
    onward = f"/invitation?token={quote(token)}"
    taken = await anonymous.post("/api/auth/form/signup", data={**form, "next": onward})
    assert taken.headers["location"] == onward
    assert (await anonymous.get("/api/user")).status_code == 200


@pytest.mark.parametrize(
    ("email", "status"),
    [
        ("a@team.example", 201),
        ("A@TEAM.example", 201),
        ("a@other.example", 201),
        ("a@example.com", 403),
        ("a@x.team.example", 403),
        ("a@notteam.example", 403),
    ],
)
async def test_addresses_of_some_domains(
    mine: Client, anonymous: Client, operator: Any, email: str, status: int
) -> None:
    operator(sign_up_domains=" Team.example , other.example,")
    answer = await sign_up(anonymous, email)
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["detail"] == OTHER_DOMAIN


async def test_invited_people_may_have_any_domain(mine: Client, anonymous: Client, operator: Any) -> None:
    token = await invited(mine)
    operator(sign_up_domains="team.example")
    assert (await sign_up(anonymous, invitation=token)).status_code == 201


@pytest.mark.parametrize(
    "change", [{"sign_up": "closed"}, {"sign_up": "invitation"}, {"sign_up_domains": "x.y"}]
)
async def test_the_first_account_may_always_be_opened(
    anonymous: Client, operator: Any, change: dict[str, str]
) -> None:
    operator(**change)
    assert (await sign_up(anonymous)).status_code == 201
    assert (await sign_up(anonymous, "second@example.com")).status_code == 403
