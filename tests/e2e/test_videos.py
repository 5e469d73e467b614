"""A clip and a talking person of a picture, drawn on this machine without any key."""

import re
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.e2e.conftest import ARTIFACTS, Site, api_client, sign_up, watched
from tests.e2e.controls import broken_controls
from tests.e2e.page_checks import found_by_axe

pytestmark = pytest.mark.e2e
LONG = 240_000
SCRIPT = "Good morning. This is my first word."
PLAYED = """(video) => new Promise((done, failed) => {
    video.muted = true;
    video.onerror = () => failed(new Error(video.error.message));
    video.ontimeupdate = () => {
        const track = video.textTracks[0];
        if (video.currentTime > 0.3) done({
            width: video.videoWidth, height: video.videoHeight, seconds: video.duration,
            captions: track && track.cues ? [...track.cues].map((cue) => cue.text) : null,
        });
    };
    video.play().catch(failed);
})"""

BEGUN = """(video) => new Promise((done) => {
    video.ontimeupdate = () => video.currentTime > 0 && done();
    video.ontimeupdate();
})"""


async def picture(page: Page) -> None:
    await page.goto("/dashboard/generate")
    await page.fill("#prompt", "smiling in a cafe in the morning")
    await page.locator("#make").click()
    await expect(page.locator("[data-kind=done] [data-output] img").first).to_be_visible(timeout=LONG)


async def played(film: Locator) -> dict[str, Any]:
    """Play it for a moment; how it is seen by the browser."""
    await film.scroll_into_view_if_needed()
    found: dict[str, Any] = await film.evaluate(PLAYED)
    return found


async def test_a_picture_moves_and_then_speaks(context: BrowserContext, site: Site) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    await picture(page)
    await page.locator("[data-kind=done] a[href*='mode=video']").first.click()
    await expect(page.locator("#motion")).to_be_visible()
    await expect(page.locator("#make")).to_contain_text("20 credits")
    await page.locator("#make").click()
    bar = page.locator("[data-kind=running] [role=progressbar]")
    await expect(bar).to_be_visible()
    films = page.locator("[data-kind=done] video")
    await expect(films).to_have_count(1, timeout=LONG)
    player = page.locator(".player").first
    await expect(player.locator("[data-player=time]")).to_have_text("0:04")
    await expect(films.first).to_have_attribute("poster", re.compile("/preview"))
    clip = await played(films.first)
    assert (clip["width"], clip["height"], clip["captions"]) == (864, 1072, None)
    assert clip["seconds"] == pytest.approx(4, abs=0.1)

    await page.locator("[data-kind=done] a[href*='mode=avatar']").first.click()
    await page.fill("#script", SCRIPT)
    await page.select_option("#voice", "en-nora")
    await expect(page.locator("#voice option:checked")).to_have_text("Nora · English")
    async with page.expect_response("**/api/voices/en-nora/sample") as sample:
        await page.get_by_role("button", name="Listen").click()
    assert (await (await sample.value).body()).startswith(b"RIFF")
    await expect(page.locator("#make")).to_contain_text("15 credits")
    await page.locator("#make").click()
    await expect(films).to_have_count(2, timeout=LONG)
    talk = await played(films.first)
    assert (talk["width"], talk["height"]) == (688, 864)
    assert talk["captions"] == ["Good morning.", "This is my first word."]
    await expect(page.locator("#credits")).to_contain_text("40")
    player = page.locator(".player").first
    said = player.locator(".player-captions")
    await expect(said).to_have_text("Good morning.")
    await films.first.evaluate("(video) => video.pause()")
    assert await films.first.evaluate("(video) => video.textTracks[0].mode") == "hidden"
    caption, controls = await said.bounding_box(), await player.locator(".player-controls").bounding_box()
    assert caption is not None
    assert controls is not None
    assert caption["y"] + caption["height"] < controls["y"]
    mark = await player.locator(".player-stage").bounding_box()
    assert mark is not None
    assert caption["y"] + caption["height"] < mark["y"] + mark["height"] * 0.93, "captions lie on the mark"
    assert await broken_controls(page, ".player") == []
    await player.get_by_role("button", name="Captions").click()
    await expect(said).to_have_text("")
    assert await found_by_axe(page) == []
    await page.screenshot(path=ARTIFACTS / "films-stream.png")

    await page.goto("/dashboard/gallery")
    await expect(page.locator("[data-output]")).to_have_count(3)
    await page.emulate_media(reduced_motion="no-preference")
    await page.locator("[data-output]").first.hover()
    hovered = page.locator("[data-output] .hover-video")
    await expect(hovered).to_have_count(1)
    await hovered.evaluate(BEGUN)
    await page.get_by_role("searchbox").hover()
    await expect(hovered).to_have_count(0)
    await page.locator("[data-output] button").first.click()
    seen = page.locator("#lightbox video")
    await expect(seen).to_be_visible()
    assert (await played(seen))["captions"] == talk["captions"]
    await expect(page.locator("#lightbox")).to_contain_text("Nora · English")
    await page.screenshot(path=ARTIFACTS / "films-lightbox.png")
    async with await api_client(context, site) as mine:
        done = (await mine.get("/api/generations?type=avatar")).json()["items"][0]
        captions = await mine.get(done["outputs"][0]["captions_url"])
    assert captions.headers["content-type"].startswith("text/vtt")
    assert captions.text.startswith("WEBVTT")
    assert wrong == []
