import pytest

from influencer_app.web.allowed_origins import allowed_origins, same_origin

CHECK = same_origin(allowed_origins("https://muse.example", 3000))


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        (None, "anything"),
        ("https://muse.example", "10.0.0.7:3000"),
        ("http://localhost:3000", "localhost:3000"),
        ("http://192.168.1.5:8080", "192.168.1.5:8080"),
        ("https://Other.Example", "other.example"),
    ],
)
def test_our_own_pages_may_connect(origin: str | None, host: str) -> None:
    assert CHECK(origin, {"HTTP_HOST": host})


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://evil.example", "muse.example"),
        ("https://muse.example.evil.example", "muse.example"),
        ("null", "muse.example"),
        ("http://localhost:9999", "localhost:3000"),
        ("https://evil.example", ""),
    ],
)
def test_other_pages_may_not(origin: str, host: str) -> None:
    assert not CHECK(origin, {"HTTP_HOST": host})
