"""Settings are checked one by one and against each other; errors name the variables."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from influencer_app.settings import Settings, SettingsError, services_file

S3: dict[str, Any] = {
    "storage": "s3",
    "s3_bucket": "pictures",
    "s3_region": "eu-central-1",
    "s3_access_key_id": "key",
    "s3_secret_access_key": "secret",
}


def read(**values: Any) -> Settings:
    return Settings.read(_env_file=None, **values)


def test_every_wrong_variable_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        read(port="many", storage="tape")
    assert "PORT: " in str(caught.value)
    assert "STORAGE: " in str(caught.value)


def test_what_s3_lacks_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        read(storage="s3")
    assert str(caught.value) == (
        "Wrong settings. STORAGE is s3, so set S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, "
        "S3_REGION or S3_ENDPOINT as well."
    )


def test_a_complete_bucket_is_accepted() -> None:
    assert read(**S3).s3_bucket == "pictures"
    endpoint = "https://0123abcd.r2.cloudflarestorage.com"
    assert read(**S3 | {"s3_region": "auto", "s3_endpoint": endpoint}).s3_endpoint == endpoint


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("s3_endpoint", "storage.example.com"),
        ("s3_endpoint", "not an address"),
        ("s3_endpoint", "ftp://storage.example.com"),
        ("s3_bucket", "my bucket"),
        ("s3_bucket", "pictures/2026"),
    ],
)
def test_what_cannot_be_an_address_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name.upper()):
        read(**S3 | {name: value})


@pytest.mark.parametrize("name", ["c2pa_certificate_file", "c2pa_key_file"])
def test_a_certificate_and_its_key_are_set_together(name: str) -> None:
    with pytest.raises(SettingsError, match="C2PA_CERTIFICATE_FILE and C2PA_KEY_FILE together"):
        read(**{name: "chain.pem"})
    assert read(c2pa_certificate_file="chain.pem", c2pa_key_file="key.pem").c2pa_key_file == Path("key.pem")


@pytest.mark.parametrize("seconds", [30, 45])
def test_a_lease_ends_before_the_deadline(seconds: int) -> None:
    with pytest.raises(SettingsError, match=f"LEASE_SECONDS is {seconds}"):
        read(lease_seconds=seconds, generation_deadline_seconds=30)
    assert read(lease_seconds=29, generation_deadline_seconds=30).lease_seconds == 29


def test_the_engine_of_a_provider_needs_its_token() -> None:
    with pytest.raises(SettingsError, match="set REPLICATE_API_TOKEN"):
        read(engine="replicate")
    assert read(engine="replicate", replicate_api_token="r8_token").uses_provider
    assert not read(engine="auto").uses_provider


def test_all_impossible_combinations_are_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        read(storage="s3", engine="replicate", c2pa_key_file="key.pem")
    for name in ("S3_BUCKET", "REPLICATE_API_TOKEN", "C2PA_CERTIFICATE_FILE"):
        assert name in str(caught.value)


def test_the_environment_overrides_generated_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = services_file(tmp_path)
    path.parent.mkdir()
    path.write_text(
        json.dumps({"redis_url": "redis://generated", "database_url": "postgresql://generated/d"})
    )
    monkeypatch.setenv("REDIS_URL", "redis://given")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = read(data_dir=tmp_path)
    assert (found.redis_url, found.database_url) == ("redis://given", "postgresql://generated/d")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"google_client_id": "x"}, "GOOGLE_CLIENT_ID is set, so set GOOGLE_CLIENT_SECRET as well"),
        ({"google_client_secret": "x"}, "GOOGLE_CLIENT_SECRET is set, so set GOOGLE_CLIENT_ID as well"),
        (
            {"openid_issuer": "https://id.example"},
            "OPENID_ISSUER is set, so set OPENID_CLIENT_ID and OPENID_CLIENT_SECRET as well",
        ),
        ({"google_issuer": "http://accounts.google.com"}, "GOOGLE_ISSUER has to begin with https://"),
        ({"openid_issuer": "id.example"}, "OPENID_ISSUER has to begin with https://"),
    ],
)
def test_a_provider_that_is_half_set_up_is_named(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(sentence)):
        read(**given)


def test_providers_that_are_set_up_are_listed() -> None:
    assert read().identity_providers == ()
    own = {"openid_issuer": "http://localhost:1", "openid_client_id": "a", "openid_client_secret": "b"}
    (found,) = read(**own).identity_providers
    assert (found.key, found.name, found.issuer) == ("openid", "SSO", "http://localhost:1")
    assert "b" not in str(found.client_secret)
