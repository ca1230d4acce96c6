"""With scripts switched off a person can read, search, sign in, fill a cart and pay."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from juluo.core.models import Member
from juluo.mall.models import Order
from juluo.testing.browser import picture
from tests.face.hands import ADDRESS, expect_paid, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def home(whole_home: str) -> str:
    """Something is paid here."""
    return whole_home


def test_without_scripts_a_member_reads_searches_and_buys(
    home: str, lin: Member, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    page = browser.new_context(**browser_context_args, java_script_enabled=False).new_page()
    page.goto(f"{home}/")
    page.get_by_role("link", name="霜降之后").first.click()
    expect(page.locator("h1")).to_contain_text("霜降之后")
    page.goto(f"{home}/mall/")
    page.fill("input[name=q]", "盖碗")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    sign_in(page, home, "lin@example.com")
    buy(page, home)
    assert Order.objects.get().paid_at


def buy(page: Page, home: str) -> None:
    page.goto(f"{home}/mall/?q=盖碗")
    page.get_by_role("link", name="墨釉盖碗").first.click()
    page.locator("#buy button[name=keep]").click()
    page.goto(f"{home}/cart/")
    expect(page.locator(".product-line")).to_have_count(1)
    picture(page, "cart-without-scripts")
    page.goto(f"{home}/checkout/")
    for name, value in ADDRESS.items():
        page.fill(f"input[name={name}]", value)
    page.locator("button[form=checkout]").click()
    picture(page, "order-without-scripts")
    page.locator("form[method=post] button").first.click()
    page.get_by_role("button", name="付款", exact=True).click()
    expect_paid(page)
