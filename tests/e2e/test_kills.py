"""Everything killed with a hundred generations at a provider: nothing is lost, nothing is paid twice."""

import asyncio
import json
from collections.abc import Iterator

import httpx2
import psutil
import pytest

from tests.doubles.replicate.app import Emulator
from tests.doubles.serving import served
from tests.e2e.conftest import PASSWORD, Site, running_site
from tests.support import admin

pytestmark = pytest.mark.e2e

PEOPLE, EACH = 10, 10
PARTS = {
    "io": "--queues io",
    "cpu": "--queues cpu",
    "valkey": "valkey-server",
    "postgres": "bin/postgres -D",
}


@pytest.fixture(scope="module")
def emulator() -> Emulator:
    return Emulator(run_seconds=5.0)


@pytest.fixture(scope="module")
def away(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation whose work is done by the emulator."""
    with served(emulator) as address:
        more = {"REPLICATE_BASE_URL": address, "REPLICATE_API_TOKEN": emulator.token}
        with running_site(tmp_path_factory.mktemp("away") / "data", "away.log", **more) as site:
            yield site


def database(site: Site) -> str:
    found: str = json.loads((site.data_dir / "run" / "services.json").read_text())["database_url"]
    return found


def kill(site: Site, part: str) -> None:
    """SIGKILL to the first process of a part; what it has started follows, or is ended by the next start."""
    for process in psutil.Process(site.pid).children(recursive=True):
        line = " ".join(process.cmdline())
        if PARTS[part] in line:
            process.kill()
            return
    raise AssertionError(f"no process for {part}")


async def person(site: Site, number: int, how: str) -> httpx2.AsyncClient:
    client = httpx2.AsyncClient(base_url=site.url, timeout=30)
    account = {"email": f"person{number}@example.com", "password": PASSWORD}
    assert (await client.post(f"/api/auth/{how}", json=account)).is_success
    return client


async def states(clients: list[httpx2.AsyncClient]) -> dict[str, str]:
    """Status by id; empty while the installation cannot answer."""
    found: dict[str, str] = {}
    for client in clients:
        try:
            answer = await client.get("/api/generations", params={"limit": 100})
        except httpx2.TransportError:
            return {}
        if answer.status_code != 200:
            return {}
        found |= {one["id"]: one["status"] for one in answer.json()["items"]}
    return found


async def test_a_hundred_in_flight_survive_every_kill(away: Site, emulator: Emulator) -> None:
    for number in range(PEOPLE):
        await (await person(away, number, "signup")).aclose()
    with admin(database(away)) as connection:
        connection.execute("update workspace set plan = 'agency'")
        connection.execute("update plan set running_max = 100")
    clients = [await person(away, number, "signin") for number in range(PEOPLE)]
    for client in clients:
        for number in range(EACH):
            answer = await client.post("/api/generate/image", json={"prompt": f"beach number {number}"})
            assert answer.status_code == 202, answer.text
    for part in PARTS:
        await asyncio.sleep(1.2)
        kill(away, part)
    for _ in range(150):
        now = await states(clients)
        if len(now) == PEOPLE * EACH and all(one in ("succeeded", "failed") for one in now.values()):
            break
        await asyncio.sleep(1)
    assert len(now) == PEOPLE * EACH
    assert set(now.values()) <= {"succeeded", "failed"}, now
    for _ in range(40):
        if not emulator.running():
            break
        await asyncio.sleep(0.5)
    assert emulator.running() == []
    with admin(database(away)) as connection:
        made, outputs, paid = connection.execute(
            "select count(*) filter (where status = 'succeeded'),"
            " (select count(*) from output), sum(credits_used) from generation"
        ).fetchone() or (0, 0, 0)
        wrong = connection.execute(
            "select count(*) from credit_account a where reserved <> 0 or daily + bought <>"
            " (select coalesce(sum(amount), 0) from ledger_entry e where e.workspace_id = a.workspace_id)"
        ).fetchone()
        doubled = connection.execute(
            "select count(*) from (select generation_id from output group by 1 having count(*) > 1) as x"
        ).fetchone()
    assert (outputs, paid) == (made, made * 5)
    assert (wrong, doubled) == ((0,), (0,))
    assert made >= PEOPLE * EACH * 0.95
    for client in clients:
        await client.aclose()
