import pytest

from influencer_app.web.middleware.filling import fill, form_values

FORM = (
    '<form><input name="next" data-value="next" type="hidden"/>'
    '<input name="email" data-value="email" data-wrong="error.invalid-email error.taken"/>'
    '<p data-when="error.invalid-email" hidden="">No address</p>'
    '<p class="x" data-when="error.taken error.conflict" hidden="">Taken</p>'
    '<p data-when="error.other" hidden="">Odd</p></form>'
)


def test_numbers_are_written_into_their_places() -> None:
    page = 'from <b class="x" data-fill="price.image">5</b> and <i data-fill="other">8</i>'
    assert fill(page, {"price.image": "7"}) == (
        'from <b class="x" data-fill="price.image">7</b> and <i data-fill="other">8</i>'
    )


def test_values_are_escaped_everywhere() -> None:
    bad = '"><script>alert(1)</script>'
    filled = fill('<b data-fill="a">1</b><input data-value="a"/>', {"a": bad})
    assert "<script>" not in filled
    assert 'value="&quot;&gt;&lt;script&gt;' in filled


def test_a_value_replaces_the_one_before() -> None:
    assert fill('<input data-value="a" value="old"/>', {"a": "new"}) == '<input data-value="a" value="new"/>'


def test_an_error_is_shown_beside_its_field() -> None:
    filled = fill(FORM, form_values("error=taken&email=a@b.example", FORM))
    assert '<p class="x" data-when="error.taken error.conflict">Taken</p>' in filled
    assert filled.count("hidden=") == 2
    assert 'value="a@b.example" aria-invalid="true"' in filled


@pytest.mark.parametrize("code", ["nobody-knows", "<script>", "x" * 100, "other"])
def test_an_unknown_error_is_still_told(code: str) -> None:
    filled = fill(FORM, form_values(f"error={code}", FORM))
    assert '<p data-when="error.other">Odd</p>' in filled
    assert "aria-invalid" not in filled


def test_underscores_are_read_as_dashes() -> None:
    assert "error.invalid-email" in form_values("error=invalid_email", FORM)


def test_the_way_back_stays_on_the_site() -> None:
    assert form_values("next=//evil.example", FORM)["next"] == "/dashboard/generate"
    assert form_values("next=/dashboard/gallery", FORM)["next"] == "/dashboard/gallery"


def test_an_endless_address_is_not_repeated() -> None:
    assert "email" not in form_values("email=" + "a" * 300, FORM)


@pytest.mark.parametrize(
    "page", ['<a data-onward="" href="/auth/signup">', '<a class="x" href="/auth/signup" data-onward="true">']
)
def test_the_other_form_keeps_the_way_back(page: str) -> None:
    filled = fill(page, form_values("next=/dashboard/gallery%3Fq%3D1", page))
    assert 'href="/auth/signup?next=/dashboard/gallery%3Fq%3D1"' in filled
    assert fill('<a href="/auth/signup">', {"next": "/x"}) == '<a href="/auth/signup">'


ROWS = (
    '<ul><each-row data-each="plans"><li data-when="plan.best" hidden="">'
    '<b data-fill="plan.name"></b></li></each-row></ul>'
)


def test_rows_are_repeated_each_with_its_own_values() -> None:
    rows = {"plans": [{"plan.name": "Free", "plan.best": ""}, {"plan.name": "A < B", "plan.best": "yes"}]}
    assert fill(ROWS, {"plan.name": "nobody"}, rows) == (
        '<ul><li data-when="plan.best" hidden=""><b data-fill="plan.name">Free</b></li>'
        '<li data-when="plan.best"><b data-fill="plan.name">A &lt; B</b></li></ul>'
    )


def test_rows_that_nobody_knows_leave_nothing_behind() -> None:
    assert fill(ROWS, {}) == "<ul></ul>"


def test_what_is_said_otherwise_is_hidden() -> None:
    page = '<p data-unless="operator.name">Nobody</p>'
    assert fill(page, {"operator.name": "Ada"}) == '<p hidden="" data-unless="operator.name">Nobody</p>'
    assert fill(page, {"operator.name": ""}) == page


def test_a_link_leads_where_the_server_says() -> None:
    page = '<a class="x" data-link="operator.link" href="/terms">Ask</a>'
    assert fill(page, {"operator.link": "mailto:a@b.example?subject=x&y"}) == (
        '<a class="x" data-link="operator.link" href="mailto:a@b.example?subject=x&amp;y">Ask</a>'
    )
    assert fill(page, {"operator.link": ""}) == page


@pytest.mark.parametrize(("left", "place"), [("0", "left.none"), ("1", "left.one"), ("4", "left.some")])
def test_few_tries_are_counted_aloud(left: str, place: str) -> None:
    found = form_values(f"error=taken&left={left}", FORM)
    assert found[place] == "yes"
    assert found["left"] == left


@pytest.mark.parametrize("left", ["", "-1", "12", "<b>", "٣"])
def test_other_counts_are_not_repeated(left: str) -> None:
    assert "left" not in form_values(f"error=taken&left={left}", FORM)
