"""``influencer doctor`` on a real database and a real Redis."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from celery import Celery

from influencer_app.commands.check_database import check_database
from influencer_app.commands.check_place import check_settings, check_signing, check_storage
from influencer_app.commands.check_queue import check_redis, check_workers, nodes_by_queue
from influencer_app.commands.doctor import doctor, examine
from influencer_app.commands.findings import Mark
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


def marks(findings):
    return {finding.subject: finding.mark for finding in findings}


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
    findings = list(examine(settings))
    assert time.monotonic() - began < 5
    assert marks(findings)["database"] is marks(findings)["redis"] is Mark.MISSING
    assert "hidden" not in "".join(map(str, findings))


def test_a_wrong_password_is_told_quickly(known, valkey):
    settings = Settings(**known | {"redis_url": f"redis://:wrong@127.0.0.1:{valkey.port}/0"})
    began = time.monotonic()
    (finding,) = check_redis(settings)
    assert finding.mark is Mark.MISSING
    assert time.monotonic() - began < 1


def test_pools_are_summed_over_all_processes(known):
    assert marks(check_database(Settings(**known)))["pools"] is Mark.GOOD
    settings = Settings(**known, web_processes=4, io_processes=4, cpu_processes=11, database_pool_size=5)
    (finding,) = (each for each in check_database(settings) if each.subject == "pools")
    assert finding.mark is Mark.MISSING
    assert "up to 95 connections, the server has room for 90" in finding.text


def test_a_migrated_database_is_good(database_url, known):
    found = marks(check_database(Settings(**known | {"database_url": database_url})))
    assert found["database"] is found["migrations"] is Mark.GOOD


def test_a_folder_that_cannot_be_written_is_told(known, tmp_path):
    (tmp_path / "file").touch()
    (finding,) = check_storage(Settings(**known | {"data_dir": tmp_path / "file"}))
    assert finding.mark is Mark.MISSING


def test_missing_keys_of_the_bucket_are_named(known):
    (finding,) = check_storage(Settings(**known, storage="s3"))
    assert finding.mark is Mark.MISSING
    assert "S3_BUCKET" in finding.text


def test_the_certificate_that_signs_is_told_and_none_is_made(known, tmp_path):
    (finding,) = check_signing(Settings(**known))
    assert finding.mark is Mark.NOTE
    assert not (tmp_path / "c2pa").exists()
    own = open_signing_identity(tmp_path / "c2pa", "Evermuse")
    (finding,) = check_signing(Settings(**known))
    assert finding.mark is Mark.GOOD
    assert "our own certificate, Evermuse signing" in finding.text
    assert f"until {own.ends_at:%Y-%m-%d}" in finding.text


@pytest.mark.parametrize(("days_ago", "mark"), [(1, Mark.GOOD), (1080, Mark.NOTE), (1100, Mark.MISSING)])
def test_the_end_of_an_operators_certificate_is_told(known, tmp_path, days_ago, mark):
    made = datetime.now(UTC) - timedelta(days=days_ago)
    open_signing_identity(tmp_path / "theirs", "Example Studio", now=made)
    file = tmp_path / "theirs" / "signing.pem"
    settings = Settings(**known | {"c2pa_certificate_file": file, "c2pa_key_file": file})
    (finding,) = check_signing(settings)
    assert finding.mark is mark
    assert "the operator's certificate of Example Studio authority" in finding.text


def test_a_certificate_that_cannot_be_read_is_told(known, tmp_path):
    (finding,) = check_signing(Settings(**known | {"c2pa_certificate_file": tmp_path / "none.pem"}))
    assert finding.mark is Mark.MISSING
    assert "together" in finding.text


def test_a_short_secret_and_open_secrets_are_told(known, tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "services.json").write_text("{}")
    (tmp_path / "run" / "services.json").chmod(0o644)
    found = marks(check_settings(Settings(**known | {"secret_key": "short"})))
    assert found["secret key"] is found["secrets"] is Mark.MISSING


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
