"""What is wrong with one screen, in sentences."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tools.ux.people import NARROW, WIDE

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TARGET, INLINE_TARGET = 44, 24
WIDTHS = (320, 360, 768)

MEASURES = (Path(__file__).parent / "measures.js").read_text(encoding="utf-8")


BAD_PAGE = """<!doctype html><title></title><img src="data:,"><p style="color: #ccc">pale</p>
<div style="width: 3000px">wide</div><a href="/" style="display: block; width: 9px; height: 9px"></a>
<button style="width: 20px; overflow: hidden; white-space: nowrap">Far too long a label</button>"""


def prove(page: Page) -> None:
    """Look at a page that is wrong in every way; whoever finds nothing there would find nothing anywhere."""
    page.set_content(BAD_PAGE)
    looks = {
        "axe": axe_of(page),
        "scroll": scrolling_of(page, NARROW),
        "target": targets_of(page),
        "clip": clipped_of(page),
    }
    blind = [name for name, found in looks.items() if not list(found)]
    if blind:
        message = f"The sheet itself is broken: it found nothing on a bad page by {', '.join(blind)}."
        raise SystemExit(message)


def axe_of(page: Page) -> Iterator[str]:
    """Violations of WCAG 2.2 A and AA and of good practice, each with the first place it was found at."""
    page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS
    )
    for violation in found["violations"]:
        nodes = violation["nodes"]
        where = nodes[0]["target"][0]
        yield f"axe {violation['id']} ({len(nodes)}×): {where}: {nodes[0]['failureSummary'].splitlines()[-1].strip()}"


def scrolling_of(page: Page, width: int) -> Iterator[str]:
    """Whether the page is wider than the width that was set, which a phone's own viewport would hide."""
    if said := page.evaluate(f"({MEASURES}).wider({width})"):
        yield f"scrolls sideways: {said}"


def targets_of(page: Page) -> Iterator[str]:
    """What is too small for a thumb: 44 px, links within text 24 px."""
    yield from (f"small target: {each}" for each in page.evaluate(f"({MEASURES}).small({TARGET}, {INLINE_TARGET})"))


def clipped_of(page: Page) -> Iterator[str]:
    """Labels whose text does not fit."""
    yield from page.evaluate(f"({MEASURES}).clipped()")


def narrow_and_zoomed(page: Page) -> Iterator[str]:
    """Sideways scrolling at other widths, and at 200 % zoom of a desktop, which is half its width."""
    for width in (*WIDTHS, WIDE // 2):
        page.set_viewport_size({"width": width, "height": 800})
        yield from scrolling_of(page, width)
    page.set_viewport_size({"width": NARROW, "height": 844})
