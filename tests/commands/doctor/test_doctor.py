"""``influencer doctor`` on a real database and a real Redis."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from celery import Celery

from influencer_app.api.routes import health
from influencer_app.commands.doctor.check_database import check_database
from influencer_app.commands.doctor.check_host import check_settings, check_signing, check_storage
from influencer_app.commands.doctor.check_queue import check_redis, check_workers, nodes_by_queue
from influencer_app.commands.doctor.command import doctor, run_checks
from influencer_app.commands.doctor.findings import Severity
from influencer_app.media.certificates import open_signing_identity
from influencer_app.settings import Settings

SECRET = "a-secret-key-of-the-tests-with-forty-lett"


@pytest.fixture
def known(postgres, valkey, tmp_path):
    """Settings of an installation whose database is empty."""
    postgres.create_database("doctor")
    yield {
        "_env_file": None,
        "data_dir": tmp_path,
        "database_url": postgres.url("doctor"),
        "redis_url": valkey.url(5),
        "secret_key": SECRET,
        "port": 1,
    }
    postgres.drop_database("doctor")


def severities(findings):
    return {finding.subject: finding.severity for finding in findings}


def test_what_is_missing_is_told_and_no_secret_is_shown(known, postgres, valkey, capsys):
    assert doctor(Settings(**known)) == 1
    told = capsys.readouterr().out
    assert "\u2717 migrations   none has run" in told
    assert "nobody works on queue io" in told
    assert "nobody works on queue cpu" in told
    assert "\u2713 storage" in told
    for secret in (SECRET, postgres.password, valkey.password):
        assert secret not in told


def test_an_installation_without_anything_is_told_quickly(tmp_path, capsys):
    began = time.monotonic()
    assert doctor(Settings(_env_file=None, data_dir=tmp_path / "none", port=1)) == 1
    assert "run `make up`" in capsys.readouterr().out
    assert time.monotonic() - began < 3
    assert not (tmp_path / "none").exists()


def test_servers_that_do_not_answer_cost_little_time(known):
    settings = Settings(
        **known
        | {
            "database_url": "postgresql://me:hidden@127.0.0.1:1/x",
            "redis_url": "redis://:hidden@127.0.0.1:1/0",
        }
    )
    began = time.monotonic()
    findings = list(run_checks(settings))
    assert time.monotonic() - began < 5
    assert severities(findings)["database"] is severities(findings)["redis"] is Severity.ERROR
    assert "hidden" not in "".join(map(str, findings))


def test_a_wrong_password_is_told_quickly(known, valkey):
    settings = Settings(**known | {"redis_url": f"redis://:wrong@127.0.0.1:{valkey.port}/0"})
    began = time.monotonic()
    (finding,) = check_redis(settings)
    assert finding.severity is Severity.ERROR
    assert time.monotonic() - began < 1


def test_pools_are_summed_over_all_processes(known):
    assert severities(check_database(Settings(**known)))["pools"] is Severity.OK
    settings = Settings(**known, web_processes=4, io_processes=4, cpu_processes=11, database_pool_size=5)
    (finding,) = (each for each in check_database(settings) if each.subject == "pools")
    assert finding.severity is Severity.ERROR
    assert "up to 95 connections, the server has room for 90" in finding.text


def test_a_migrated_database_is_good(database_url, known):
    found = severities(check_database(Settings(**known | {"database_url": database_url})))
    assert found["database"] is found["migrations"] is Severity.OK


def test_a_folder_that_cannot_be_written_is_told(known, tmp_path):
    (tmp_path / "file").touch()
    (finding,) = check_storage(Settings(**known | {"data_dir": tmp_path / "file"}))
    assert finding.severity is Severity.ERROR


def test_the_certificate_that_signs_is_told_and_none_is_made(known, tmp_path):
    (finding,) = check_signing(Settings(**known))
    assert finding.severity is Severity.INFO
    assert not (tmp_path / "c2pa").exists()
    own = open_signing_identity(tmp_path / "c2pa", "Evermuse")
    (finding,) = check_signing(Settings(**known))
    assert finding.severity is Severity.OK
    assert "our own certificate, Evermuse signing" in finding.text
    assert f"until {own.ends_at:%Y-%m-%d}" in finding.text


@pytest.mark.parametrize(
    ("days_ago", "severity"), [(1, Severity.OK), (1080, Severity.INFO), (1100, Severity.ERROR)]
)
def test_the_end_of_an_operators_certificate_is_told(known, tmp_path, days_ago, severity):
    made = datetime.now(UTC) - timedelta(days=days_ago)
    open_signing_identity(tmp_path / "theirs", "Example Studio", now=made)
    file = tmp_path / "theirs" / "signing.pem"
    settings = Settings(**known | {"c2pa_certificate_file": file, "c2pa_key_file": file})
    (finding,) = check_signing(settings)
    assert finding.severity is severity
    assert "the operator's certificate of Example Studio authority" in finding.text


def test_a_certificate_that_cannot_be_read_is_told(known, tmp_path):
    files = {"c2pa_certificate_file": tmp_path / "none.pem", "c2pa_key_file": tmp_path / "none.pem"}
    (finding,) = check_signing(Settings(**known | files))
    assert finding.severity is Severity.ERROR
    assert "none.pem cannot be read" in finding.text


def test_a_short_secret_and_open_secrets_are_told(known, tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "services.json").write_text("{}")
    (tmp_path / "run" / "services.json").chmod(0o644)
    found = severities(check_settings(Settings(**known | {"secret_key": "short"})))
    assert found["secret key"] is found["secrets"] is Severity.ERROR


def find(findings, subject):
    (finding,) = (each for each in findings if each.subject == subject)
    return finding


def test_the_sketch_engine_needs_no_key(known):
    engine = find(check_settings(Settings(**known)), "engine")
    assert engine.text == "sketch: works offline and needs no key"
    given = known | {"replicate_api_token": "r8_token", "engine": "sketch"}
    assert find(check_settings(Settings(**given)), "engine") == engine


@pytest.mark.parametrize("engine", ["auto", "replicate"])
def test_an_engine_of_a_provider_names_the_key_it_uses(known, engine):
    settings = Settings(**known | {"replicate_api_token": "r8_token", "engine": engine})
    finding = find(check_settings(settings), "engine")
    assert finding.severity is Severity.OK
    assert finding.text.startswith("replicate: uses REPLICATE_API_TOKEN")
    assert "r8_token" not in str(finding)


def test_the_address_of_the_metrics_is_one_that_the_api_serves(known):
    text = find(check_settings(Settings(**known)), "metrics").text
    path = text.split()[0]
    assert path == "/metrics"
    assert path in {route.path for route in health.router.routes}
    opened = Settings(**known, metrics_token="a-token")
    assert "metrics" not in severities(check_settings(opened))


def test_workers_that_answer_are_named(known):
    url = known["redis_url"]
    script = (
        f"from celery import Celery; Celery(broker={url!r}).worker_main({['worker', *worker_options()]!r})"
    )
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", script], stderr=subprocess.DEVNULL
    ) as worker:
        try:
            end = time.monotonic() + 20
            while nodes_by_queue(url) != {"cpu": ["cpu@here"]}:
                assert time.monotonic() < end
            found = {str(finding) for finding in check_workers(Settings(**known))}
        finally:
            worker.terminate()
    assert "\u2713 workers      queue cpu: cpu@here" in found
    assert any("nobody works on queue io" in line for line in found)
    Celery(broker=url).close()


def worker_options():
    return [
        "--pool",
        "solo",
        "--queues",
        "cpu",
        "--hostname",
        "cpu@here",
        "--without-mingle",
        "--without-gossip",
    ]
