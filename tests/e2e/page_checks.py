"""Checks of a page: a screenshot is kept, axe is run, a narrow window is tried.

An open page is seen in every theme and width. Contrast depends on the theme, everything else on
the width, so each rule of axe runs once for every value of what it depends on: see ``rules_for``.
"""

from enum import StrEnum
from pathlib import Path

import axe_playwright_python
from playwright.async_api import Page, expect

from tests.e2e.conftest import ARTIFACTS

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
THEMES = ("light", "dark")
WIDTHS = (1440, 1024, 390)
WHOLE = ("landing", "pricing", "terms", "privacy")
"""Pages whose picture is of all of them; it is large, and a JPEG then."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = 360
"""CSS pixels of the narrowest window."""


class Rules(StrEnum):
    """A part of axe's rules."""

    ALL = "all"
    COLOUR = "colour"
    LAYOUT = "layout"


RUN_AXE = """([tags, part]) => {
    const known = axe.getRules(tags);
    const colour = new Set(axe.getRules(["cat.color"]).map((rule) => rule.ruleId));
    const skipped = known.filter(({ ruleId }) =>
        part === "colour" ? !colour.has(ruleId) : part === "layout" && colour.has(ruleId));
    const rules = Object.fromEntries(skipped.map(({ ruleId }) => [ruleId, { enabled: false }]));
    const found = axe.run(document, {
        runOnly: { type: "tag", values: tags }, rules, resultTypes: ["violations"],
    });
    return found.then(({ violations }) => violations.map(({ id, nodes }) =>
        `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")}`));
}"""
"""What passes a rule is most of a page; it is neither listed nor sent."""


WIDEST = """() => [...document.querySelectorAll("body *")]
    .map((one) => [one.tagName, one.className, Math.round(one.getBoundingClientRect().right)].join(" "))
    .filter((said) => Number(said.split(" ").pop()) > innerWidth + 1).slice(0, 8)"""
"""What reaches over the right edge."""


ALL_LOADED = """() => Promise.all([...document.images].map((image) => {
    image.loading = "eager";
    return image.decode();
}))"""
"""Also the pictures that nobody has scrolled to."""


def rules_for(theme: str, width: int) -> Rules | None:
    """The rules that a page still needs, seen in both themes and in all widths.

    All rules in the dark theme in the widest window, only colour in the light one, only layout at other
    widths; nothing is left for the light theme there.
    """
    if width == max(WIDTHS):
        return Rules.ALL if theme == "dark" else Rules.COLOUR
    return Rules.LAYOUT if theme == "dark" else None


async def opened(page: Page, name: str, path: str) -> None:
    """Open the page and wait until it is drawn."""
    await page.goto(path, wait_until="networkidle")
    await expect(page.locator("h1").first).to_be_visible()
    if name.startswith("characters-form"):
        await expect(page.locator("#character [data-drawn] img")).to_be_visible()


async def seen_everywhere(page: Page, name: str, themes: tuple[str, ...] = THEMES) -> None:
    """See an open page in all widths and these themes, the rules of axe divided among them."""
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 900})
        for theme in themes:
            await switch_theme(page, theme)
            await checked(page, name, theme, width, rules=rules_for(theme, width))
        themes = themes[::-1]  # the next width begins with the theme that is there


async def checked(page: Page, name: str, theme: str, width: int, *, rules: Rules | None) -> None:
    """Keep a screenshot of an open page, and run these rules."""
    whole = name in WHOLE
    if whole:
        await page.evaluate(ALL_LOADED)
    file = ARTIFACTS / f"{name}-{theme}-{width}.{'jpg' if whole else 'png'}"
    await page.screenshot(path=file, full_page=whole, quality=90 if whole else None)
    if rules is not None:
        found = await found_by_axe(page, rules)
        assert found == [], f"{name} {theme} {width}: {found}"


async def switch_theme(page: Page, theme: str) -> None:
    """Let the system ask for the theme, and wait until the page has followed."""
    await page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    await expect(page.locator("html")).to_have_css("color-scheme", theme)


async def clean_in_both_themes(page: Page, name: str) -> None:
    """A screenshot in each theme; axe finds nothing in the dark one, and no wrong colour in the light one."""
    for theme, rules in (("light", Rules.COLOUR), ("dark", Rules.ALL)):
        await switch_theme(page, theme)
        await page.screenshot(path=ARTIFACTS / f"{name}-{theme}.png")
        assert await found_by_axe(page, rules) == [], f"{name} {theme}"


async def fits_narrow_window(page: Page, name: str) -> None:
    """Nothing scrolls sideways in a narrow window; the page has its own size again afterwards."""
    size = page.viewport_size
    assert size is not None
    await page.set_viewport_size({"width": NARROW, "height": 800})
    wide = await how_wide(page)
    assert wide <= NARROW, f"{name} scrolls sideways: {wide} px, {await page.evaluate(WIDEST)}"
    await page.set_viewport_size(size)


async def found_by_axe(page: Page, rules: Rules = Rules.ALL) -> list[str]:
    """What breaks WCAG 2.2 AA or good practice in the page as it is now, with the first places of each."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = await page.evaluate(RUN_AXE, [WCAG, rules])
    return found


async def how_wide(page: Page) -> int:
    """The width of all that can be scrolled to, in CSS pixels, once the window is drawn at its size."""
    drawn = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(
        () => done(document.documentElement.scrollWidth))))"""
    return int(await page.evaluate(drawn))
