import pytest

from influencer_app.web.public_site.form_values import form_values
from influencer_app.web.public_site.templating import PageTemplate

CODES = frozenset({"taken", "invalid_email"})


@pytest.mark.parametrize("code", ["invalid-email", "invalid_email"])
def test_underscores_are_read_as_dashes(code: str) -> None:
    assert form_values(f"error={code}", CODES)["error"] == {"invalid_email": True}


def test_the_way_back_stays_on_the_site() -> None:
    assert form_values("next=//evil.example", CODES)["form"]["next"] == "/dashboard/generate"
    assert form_values("next=/dashboard/gallery", CODES)["form"]["next"] == "/dashboard/gallery"


def test_an_endless_address_is_not_repeated() -> None:
    assert form_values("email=" + "a" * 254, CODES)["form"]["email"] == "a" * 254
    assert form_values("email=" + "a" * 300, CODES)["form"]["email"] == ""


def test_the_other_form_keeps_the_way_back() -> None:
    page = PageTemplate.parse('<a href="/auth/signup{{ form.onward }}">')
    kept = page.render(form_values("next=/dashboard/gallery%3Fq%3D1", CODES))
    assert 'href="/auth/signup?next=/dashboard/gallery%3Fq%3D1"' in kept
    assert page.render(form_values("", CODES)) == '<a href="/auth/signup">'


@pytest.mark.parametrize("left", [0, 1, 4])
def test_few_tries_are_counted_aloud(left: int) -> None:
    assert form_values(f"error=taken&left={left}", CODES)["form"]["tries_left"] == left


@pytest.mark.parametrize("left", ["", "-1", "12", "<b>", "٣"])
def test_other_counts_are_not_repeated(left: str) -> None:
    assert form_values(f"error=taken&left={left}", CODES)["form"]["tries_left"] is None
