import jinja2
import pytest

from influencer_app.web.public_site.form_values import form_values
from influencer_app.web.public_site.site_values import PlanRow
from influencer_app.web.public_site.template_tags import each, number, value, when
from influencer_app.web.public_site.templating import PageTemplate, UnknownName

FORM = PageTemplate.parse(
    '<form><input name="next" value="{{ form.next }}"/>'
    '<input name="email" value="{{ form.email }}" '
    'aria-invalid="{{ (error.invalid_email or error.taken or error.conflict)|aria_bool }}"/>'
    "{% if error.invalid_email %}<p>No address</p>{% endif %}"
    '{% if error.taken or error.conflict %}<p class="x">Taken</p>{% endif %}'
    "{% if error.other %}<p>Odd</p>{% endif %}</form>"
)


def plan(name: str, *, recommended: bool = False) -> PlanRow:
    return PlanRow(
        name=name,
        price="$0",
        daily_credits="1",
        images="1",
        character_images="1",
        running_max="1",
        recommended=recommended,
    )


def test_numbers_are_written_into_their_places() -> None:
    page = 'from <b class="x">{{ prices.image.credits }}</b> and <i>{{ prices.video.credits }}</i>'
    filled = PageTemplate.parse(page).render({"prices": {"image": {"credits": "7"}}})
    assert filled == 'from <b class="x">7</b> and <i></i>'


def test_values_are_escaped_everywhere() -> None:
    bad = '"><script>alert(1)</script>'
    filled = PageTemplate.parse('<b>{{ base_url }}</b><input value="{{ base_url }}"/>').render(
        {"base_url": bad}
    )
    assert "<script>" not in filled
    assert 'value="&#34;&gt;&lt;script&gt;' in filled


def test_an_error_is_shown_beside_its_field() -> None:
    filled = FORM.render(form_values("error=taken&email=a@b.example", FORM.error_codes))
    assert '<p class="x">Taken</p>' in filled
    assert filled.count("<p") == 1
    assert 'value="a@b.example" aria-invalid="true"' in filled


@pytest.mark.parametrize("code", ["nobody-knows", "<script>", "x" * 100, "other", "pop"])
def test_an_unknown_error_is_still_told(code: str) -> None:
    filled = FORM.render(form_values(f"error={code}", FORM.error_codes))
    assert "<p>Odd</p>" in filled
    assert filled.count("<p") == 1
    assert 'aria-invalid="false"' in filled


def test_rows_are_repeated_each_with_its_own_values() -> None:
    item = "<li>{% if plan.recommended %}!{% endif %}{{ plan.name }}</li>"
    page = f"<ul>{{% for plan in plans %}}{item}{{% endfor %}}</ul>"
    plans = (plan("Free"), plan("A < B", recommended=True))
    assert PageTemplate.parse(page).render({"plans": plans}) == "<ul><li>Free</li><li>!A &lt; B</li></ul>"


def test_rows_that_nobody_knows_leave_nothing_behind() -> None:
    assert PageTemplate.parse("<ul>{% for plan in plans %}<li/>{% endfor %}</ul>").render({}) == "<ul></ul>"


def test_a_name_that_nobody_fills_is_refused() -> None:
    with pytest.raises(UnknownName, match="price"):
        PageTemplate.parse("{{ price.image }}")


def test_a_broken_template_is_refused() -> None:
    with pytest.raises(jinja2.TemplateSyntaxError):
        PageTemplate.parse("{% if base_url %}")


@pytest.mark.parametrize(
    ("page", "needs"),
    [
        ("<b>{{ prices.image.credits }}</b>", True),
        ("{% for plan in plans %}{{ plan.name }}{% endfor %}", True),
        ("<b>{{ operator.name }}</b>", False),
    ],
)
def test_only_pages_with_numbers_need_them(page: str, needs: bool) -> None:
    assert PageTemplate.parse(page).needs_site_values is needs


def test_a_page_knows_the_errors_that_it_has_words_for() -> None:
    assert FORM.error_codes == {"invalid_email", "taken", "conflict", "other"}


def test_components_write_expressions_and_blocks() -> None:
    drawn = str(when("operator.name", "A", value("operator.name"), otherwise="B"))
    wanted = ("{% if operator.name %}", "A", "{{ operator.name }}", "{% else %}", "B", "{% endif %}")
    places = [drawn.index(f'"{text}"') for text in wanted]
    assert places == sorted(places)
    rows = str(each("plan", "plans", number("plan.daily_credits")))
    assert (
        rows.index("{% for plan in plans %}") < rows.index("{{ plan.daily_credits }}") < rows.index("endfor")
    )
