"""The way back leads where one was: out of a sheet, out of a filter, out of signing in."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from juluo.core.models import Member
from tests.face.hands import PASSWORD, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_back_closes_the_sheet_and_stays_at_the_product(
    home: str, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    page = browser.new_context(**browser_context_args).new_page()
    page.goto(f"{home}/mall/")
    page.get_by_role("link", name="墨釉盖碗").first.click()
    product = page.url
    expect(page.locator("dialog#choose")).to_be_hidden()

    page.locator(".dock button[name=buy]").click()
    expect(page.locator("dialog#choose")).to_be_visible()
    page.go_back()

    expect(page.locator("dialog#choose")).to_be_hidden()
    assert page.url.split("#")[0] == product
    page.go_back()
    expect(page.locator("h1")).to_have_text("商城")


def test_back_from_an_order_leads_to_the_list_as_it_was_filtered(
    home: str, mei: Member, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    page = browser.new_context(**browser_context_args).new_page()
    sign_in(page, home, "mei@example.com")
    page.goto(f"{home}/studio/members/?rung=prospect")
    filtered = page.url
    page.goto(f"{home}/studio/posts/")
    page.go_back()

    assert page.url == filtered
    expect(page.locator("nav a[href='?rung=prospect']")).to_have_attribute("aria-current", "page")


def test_signing_in_leads_back_to_what_was_read(
    home: str, lin: Member, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    page = browser.new_context(**browser_context_args).new_page()
    page.goto(f"{home}/")
    page.get_by_role("link", name="霜降之后").first.click()
    post = page.url
    page.locator("header a[href*='/accounts/login/']").click()
    page.locator("details:has(input[name=password]) summary").click()
    page.fill("input[name=login]", "lin@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").click()

    page.wait_for_url(post)
