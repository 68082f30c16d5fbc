"""What stands in people's way on a page: axe judges it on a phone in light and on a desk in dark colours."""

from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # has no types
from playwright.async_api import Page

VIEWS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((320, "light"), (1280, "dark"))
"""Width in pixels, and what the person prefers."""

_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# Only what is wrong leaves the browser: carrying everything axe has to say took longer than judging.
# Colours that are still changing would be judged half way.
_JUDGE = """async options => {
    document.getAnimations().forEach(animation => animation.finish());
    const found = await axe.run(document, options);
    return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`));
}"""


async def look(page: Page, complaints: list[str], name: str = "") -> None:
    """Adds what is wider than the window and what breaks a rule of accessibility; then all is as before."""
    before = page.viewport_size
    for width, colours in VIEWS:
        await page.set_viewport_size({"width": width, "height": 800})
        await page.emulate_media(color_scheme=colours)
        where = f"{name or page.url} ({width} {colours})"
        if not await page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            complaints.append(f"{where} is too wide")
        if not await page.evaluate("typeof axe === 'object'"):
            await page.evaluate(AXE_SCRIPT)
        complaints += [f"{where}: {broken}" for broken in await page.evaluate(_JUDGE, _OPTIONS)]
    assert before
    await page.set_viewport_size(before)
