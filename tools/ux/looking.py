"""What is wrong with one screen, in sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Response

from tools.ux.people import NARROW, WIDE

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES: dict[str, dict[str, Any]] = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""In the other colours only what depends on colours is asked again: the page is the same."""
TARGET, INLINE_TARGET = 44, 24
WIDTHS = (320, 360, 768)


BAD_PAGES = {
    "axe": "<p style='color: #ccc'>pale</p>",
    "scroll": "<div style='width: 3000px'>wide</div>",
    "target": "<a href='/' style='display: block; width: 9px; height: 9px'></a>",
    "clipped": "<button style='width: 20px; overflow: hidden; white-space: nowrap'>Far too long a label</button>",
    "spilling": "<button style='width: 40px; padding: 0; white-space: nowrap'>Far too long a label</button>",
    "overlapping": "<p>This lies below</p><p style='margin-top: -2em'>This lies above</p>",
    "unspoken": "<p>Nobody translates this</p>",
}
"""One page for each kind of measurement; whoever finds nothing there would find nothing anywhere."""


async def prove(browser: Browser) -> None:
    """Look at pages that are wrong, and give up if one of them seems right."""
    context = await browser.new_context(viewport={"width": NARROW, "height": 800})
    await equip(context)
    page = await context.new_page()
    blind = [kind for kind, body in BAD_PAGES.items() if not await found_on(page, kind, body)]
    await context.close()
    if blind:
        message = f"The sheet itself is broken: it found nothing on a bad page by {', '.join(blind)}."
        raise SystemExit(message)


async def found_on(page: Page, kind: str, body: str) -> list[str]:
    """What one kind of measurement says of a page with this body."""
    await page.goto("about:blank")
    await page.set_content(f"<!doctype html><html lang=en><title>A page</title><main><h1>1</h1>{body}</main>")
    if kind == "axe":
        return await axe_of(page, RULES["dark"])
    if kind == "scroll":
        return await layout_of(page, NARROW)
    if kind == "target":
        return await targets_of(page)
    if kind == "unspoken":
        return await unspoken_of(page)
    said: list[str] = await page.evaluate(f"sheet.{kind}()")
    return said


async def equip(context: BrowserContext) -> None:
    """Give each page of this browser what it is measured with. Without axe only axe is missing."""
    for script in (AXE, *sorted((HERE / "measures").glob("*.js"))):
        if script.exists():
            await context.add_init_script(path=script)


@contextmanager
def errors_of(page: Page) -> Iterator[list[str]]:
    """What the page's scripts complain about meanwhile."""
    said: list[str] = []

    def on_error(error: Error) -> None:
        said.append(f"script: {error}")

    def on_message(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(f"console: {message.text}")

    page.on("pageerror", on_error)
    page.on("console", on_message)
    try:
        yield said
    finally:
        page.remove_listener("pageerror", on_error)
        page.remove_listener("console", on_message)


def is_page(answer: Response) -> bool:
    """A page of ours: no picture, and no mail either, in whose sandbox no script runs that could look at it."""
    sandboxed = "sandbox" in answer.headers.get("content-security-policy", "")
    return "text/html" in answer.headers.get("content-type", "") and not sandboxed


async def axe_of(page: Page, rules: dict[str, Any]) -> list[str]:
    """Violations of WCAG 2.2 A and AA and of good practice, each with the first place it was found at."""
    found: dict[str, Any] = await page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules
    )
    return [_sentence(each) for each in found["violations"]]


def _sentence(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    reason = nodes[0]["failureSummary"].splitlines()[-1].strip()
    return f"axe {violation['id']} ({len(nodes)}×): {nodes[0]['target'][0]}: {reason}"


async def layout_of(page: Page, width: int) -> list[str]:
    """Whether the page is wider than the width that was set, and labels that do not fit or lie over each other."""
    said: list[str] = await page.evaluate(
        "width => [...sheet.wider(width), ...sheet.clipped(), ...sheet.spilling(), ...sheet.overlapping()]", width
    )
    return [f"{each} at {width} px" for each in said]


async def targets_of(page: Page) -> list[str]:
    """What is too small for a thumb: 44 px, links within text 24 px."""
    said: list[str] = await page.evaluate("least => sheet.small(...least)", [TARGET, INLINE_TARGET])
    return said


async def unspoken_of(page: Page) -> list[str]:
    """Words that are not translated, in any language but English."""
    said: list[str] = await page.evaluate("sheet.unspoken()")
    return said


async def narrow_and_zoomed(page: Page) -> list[str]:
    """The layout at other widths, and at 200 % zoom of a desktop, which is half its width."""
    said = []
    for width in (*WIDTHS, WIDE // 2):
        await page.set_viewport_size({"width": width, "height": 800})
        said += await layout_of(page, width)
    return said
