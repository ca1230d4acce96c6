"""The sheet of the face counts screens rightly, sees what is wrong, and leaves alone what is right."""

import asyncio
import os
import threading

import pytest
from playwright.async_api import async_playwright

from juluo.testing.browser import chromium
from tools.ux import looking
from tools.ux.__main__ import told
from tools.ux.people import NARROW
from tools.ux.pseudo import pseudo
from tools.ux.screens import Screen, kind_of

GOOD = """<p>A line of text with <a href="/" style="padding-block: 4px">a link</a> in it.</p>
<button style="min-width: 44px; min-height: 44px">Short</button>"""
SPOKEN = f"<p>{pseudo('Everybody translates this')}</p>"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "/"),
        ("/mall/", "/mall/"),
        ("/mall/lao-cong/", "/mall/x/"),
        ("/mall/lao-cong/#choose", "/mall/x/#choose"),
        ("/posts/01a2020d-01ae-77f7-b4e8-6c4e59babbca/", "/posts/x/"),
        ("/studio/products/new/", "/studio/products/new/"),
        ("/orders/261122-E4VZ7WR5/", "/orders/x/"),
    ],
)
def test_two_objects_of_a_kind_are_one_screen(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_the_language_that_nobody_speaks_is_longer_has_accents_and_keeps_placeholders() -> None:
    said = pseudo("%(count)s orders of <b>{name}</b> are waiting to be shipped")
    assert ("%(count)s" in said, "<b>{name}</b>" in said, "orders" in said) == (True, True, False)
    assert len(pseudo("Orders are waiting here")) >= 1.3 * len("Orders are waiting here")


def found_by(kind: str, body: str) -> list[str]:
    """What one kind of measurement says; in a thread, since Playwright keeps a loop in this one."""
    said: list[str] = []

    async def look() -> None:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=sandbox)
            context = await browser.new_context(viewport={"width": NARROW, "height": 800})
            await looking.equip(context)
            said.extend(await looking.found_on(await context.new_page(), kind, body))
            await browser.close()

    thread = threading.Thread(target=lambda: asyncio.run(look()))
    thread.start()
    thread.join()
    return said


KINDS = [kind for kind in looking.BAD_PAGES if kind != "axe" or looking.AXE.exists()]


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
def test_each_measurement_finds_the_defect_that_was_put_there(kind: str) -> None:
    assert len(found_by(kind, looking.BAD_PAGES[kind])) >= 1


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
def test_each_measurement_leaves_alone_what_is_right(kind: str) -> None:
    assert found_by(kind, SPOKEN if kind == "unspoken" else GOOD) == []


def test_one_finding_turns_the_sheet_red_and_so_do_too_few_screens(capsys: pytest.CaptureFixture[str]) -> None:
    screens = [Screen("guest", f"/{number}/", f"/{number}/") for number in range(30)]
    assert (told(screens, {}, "30 looks"), told(screens, {"guest-home": ["pale"]}, ""), told(screens[:3], {}, "")) == (
        0, 1, 1,
    )  # fmt: skip
    assert "pale" in capsys.readouterr().out
