"""Elements of the studio in a browser: what the mouse does, the keyboard does as well."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from juluo.core.models import Media, Member, Space
from juluo.core.tests.test_media import picture
from juluo.ip.models import Post
from juluo.testing.house import open_pages

PASSWORD = "spring-water-1982"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def studio(space: Space, mei: Member, page: Page, tmp_path: Path) -> Iterator[str]:
    """Where the studio begins in a running house, for its owner, on a desk."""
    mei.user.set_password(PASSWORD)
    mei.user.save()
    page.set_default_timeout(10_000)
    page.set_viewport_size({"width": 1280, "height": 900})
    with open_pages(tmp_path) as running:
        home = running.url_of(space)
        page.goto(f"{home}/accounts/login/?next=/@shanye/studio/")
        page.locator("details:has(input[name=password]) summary").click()
        page.fill("input[name=login]", mei.user.email)
        page.fill("input[name=password]", PASSWORD)
        page.locator("form:has(input[name=password]) button").click()
        page.wait_for_url(f"{home}/studio/")
        yield f"{home}/studio"


def numbers(page: Page) -> list[str]:
    return [page.input_value("#id_focus_0"), page.input_value("#id_focus_1")]


def keep_post(page: Page) -> None:
    page.fill("#id_title", "立冬")
    page.fill("#id_text", "火候")
    page.locator("main form button[type=submit]:not([name])").click()
    page.wait_for_url(re.compile(r"/posts/[0-9a-f-]{36}/$"))


def press_arrows(page: Page, *keys: str) -> None:
    for key in keys:
        page.locator(".focus-point").press(key)


def choose_picture(page: Page) -> None:
    chosen = {"name": "a.png", "mimeType": "image/png", "buffer": picture(size=(400, 200))}
    page.set_input_files("#id_cover", chosen)  # type: ignore[arg-type] # as its documentation says


def test_the_focus_is_clicked_dragged_moved_by_keys_and_kept(page: Page, studio: str) -> None:
    page.goto(f"{studio}/posts/new/")
    stage = page.locator(".focus-picture")
    expect(stage).to_be_hidden()
    choose_picture(page)
    expect(stage).to_be_visible()
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    assert box

    stage.click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.25})
    assert numbers(page) == ["75", "25"]
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] + 60)
    page.mouse.up()
    assert numbers(page) == ["50", "100"]
    press_arrows(page, "ArrowLeft", "Shift+ArrowUp", "ArrowDown")
    assert numbers(page) == ["49", "91"]
    assert page.evaluate("document.querySelector('.focus-wide').style.objectPosition") == "49% 91%"

    keep_post(page)
    assert numbers(page) == ["49", "91"]
    assert (Post.objects.get().cover_id, Media.objects.get().focus) == (Media.objects.get().pk, (49, 91))


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.name"))


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_the_palette_opens_by_a_key_and_gives_the_focus_back(page: Page, studio: str, key: str) -> None:
    page.goto(f"{studio}/posts/")
    palette = page.locator("dialog.palette")
    page.locator("main a").first.focus()
    stood = focused(page)

    page.keyboard.press(key)
    expect(palette).to_be_visible()
    expect(palette.locator("input")).to_be_focused()
    page.keyboard.press("Escape")

    expect(palette).to_be_hidden()
    assert focused(page) == stood


def test_the_palette_is_walked_by_arrows_and_enter_goes(page: Page, studio: str) -> None:
    page.goto(f"{studio}/posts/")
    page.keyboard.press("Control+k")
    places = page.locator("dialog.palette li:not([hidden]) a.cell")

    page.keyboard.press("ArrowDown")
    expect(places.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(places.last).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(places.first).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url(f"{studio}/")


def test_the_palette_narrows_while_one_types(page: Page, studio: str) -> None:
    page.goto(f"{studio}/posts/")
    page.keyboard.press("/")
    page.keyboard.type("公约")
    places = page.locator("dialog.palette > ul:last-of-type li:not([hidden]) a")

    expect(places).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile("/(covenant|studio/search)/"))


def test_a_slash_that_is_typed_into_a_field_stays_in_it(page: Page, studio: str) -> None:
    page.goto(f"{studio}/posts/new/")
    page.focus("#id_title")
    page.keyboard.press("/")
    assert page.input_value("#id_title") == "/"
    expect(page.locator("dialog.palette")).to_be_hidden()
