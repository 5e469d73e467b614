"""Finds controls that are covered or clipped, by computing what lies at their place."""

from playwright.async_api import Page

BROKEN = """async (within) => {
    const settled = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const wanted = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    const scope = within ? document.querySelector(within) : document;
    const modal = [...document.querySelectorAll("dialog[open]")].at(-1);
    const visible = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
        && !element.closest("[inert], [aria-hidden=true], .skip, .toast-region")
        && (!modal || modal.contains(element));
    // A radio button that only readers see stands for the label that is drawn.
    const drawn = (element) => (element.matches("input[type=radio], input[type=checkbox], input[type=file]")
        && element.closest("label")) || element;
    const found = [];
    const words = (element) => element.getAttribute("aria-label") || element.textContent || "";
    const kinds = (element) => [...element.classList].slice(0, 3).join(".");
    const name = (element) => `${element.tagName.toLowerCase()}.${kinds(element)}`
        + ` "${words(element).trim().slice(0, 40)}"`;
    const clips = (style) => /hidden|clip|auto|scroll/.test(style);
    for (const control of new Set([...scope.querySelectorAll(wanted)].filter(visible).map(drawn))) {
        control.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
        await settled();
        const box = control.getBoundingClientRect();
        if (box.width < 2 || box.height < 2) continue;
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) {
            found.push(`${name(control)} cannot be scrolled into the window`);
            continue;
        }
        const top = document.elementFromPoint(x, y);
        const label = top?.closest("label");
        const hit = top && (control.contains(top) || top.contains(control) && top.matches("a, button, label")
            || label && (label.contains(control) || label.control === control));
        if (!hit) found.push(`${name(control)} is covered by ${top ? name(top) : "nothing"}`);
        for (let parent = control.parentElement; parent; parent = parent.parentElement) {
            const style = getComputedStyle(parent), edge = parent.getBoundingClientRect();
            const x = clips(style.overflowX) && box.width <= edge.width + 1;
            const y = clips(style.overflowY) && box.height <= edge.height + 1;
            if (parent === document.body || parent === document.documentElement) break;
            if ((x && (box.left < edge.left - 1.5 || box.right > edge.right + 1.5))
                || (y && (box.top < edge.top - 1.5 || box.bottom > edge.bottom + 1.5))) {
                found.push(`${name(control)} is clipped by ${name(parent)}`);
                break;
            }
            if (getComputedStyle(parent).position === "fixed") break;
        }
    }
    return found;
}"""


async def broken_controls(page: Page, within: str = "") -> list[str]:
    """Visible controls below ``within`` that are covered at their centre or cut off, once scrolled to."""
    found: list[str] = await page.evaluate(BROKEN, within)
    return found
