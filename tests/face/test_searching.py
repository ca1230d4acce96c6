"""Words lead to what they mean: typed with scripts and without, on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from juluo.testing.browser import picture

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_the_best_few_are_offered_while_one_types(home: str, page: Page) -> None:
    page.goto(f"{home}/")
    expect(page.locator("#offered")).to_be_hidden()
    page.locator("#q").press_sequentially("盖碗")
    expect(page.locator("#offered a")).to_have_text(["墨釉盖碗"])
    picture(page, "search-offered")
    page.locator("#offered a").click()
    expect(page.locator("h1")).to_contain_text("墨釉盖碗")


def test_words_are_found_in_titles_and_texts_and_marked(home: str, page: Page) -> None:
    page.goto(f"{home}/")
    page.fill("#q", "葉底")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="霜降之后")).to_have_count(0)
    page.fill("#q", "二十天")
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_text(["二十天"])
    picture(page, "search-found")
    page.get_by_role("link", name="霜降之后").click()
    expect(page.locator("h1")).to_contain_text("霜降之后")


def test_without_scripts_one_searches_too(home: str, browser: Browser, browser_context_args: dict[str, Any]) -> None:
    page = browser.new_context(**browser_context_args, java_script_enabled=False).new_page()
    page.goto(f"{home}/search/")
    picture(page, "search-empty")
    page.fill("#q", "盖碗")
    page.keyboard.press("Enter")
    expect(page.locator("main mark")).to_have_text(["盖碗"])
    page.locator("nav.tabs a").last.click()
    expect(page.locator("nav.tabs a[aria-current]")).to_have_count(1)
    page.goto(f"{home}/search/?q={'很长的词' * 15}")
    picture(page, "search-nothing")
