"""With the keyboard alone a person buys, writes a post and gives money back; the focus is always seen."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from juluo.core.models import Member
from juluo.ip.models import Post
from juluo.mall.models import Order
from tests.face.hands import ADDRESS, expect_paid, press, sign_in, write

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def home(whole_home: str) -> str:
    """Something is paid here."""
    return whole_home


def test_buying_writing_and_giving_back_need_no_pointer(
    home: str, lin: Member, mei: Member, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    buyer = browser.new_context(**browser_context_args).new_page()
    sign_in(buyer, home, "lin@example.com")
    buy(buyer, home)
    owner = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN").new_page()
    sign_in(owner, home, "mei@example.com")
    publish(owner, home)
    give_back(owner, home)


def buy(page: Page, home: str) -> None:
    page.goto(f"{home}/mall/")
    press(page, "main a[href*='/mall/']:not([href$='/mall/'])")
    expect(page.locator("h1")).to_contain_text("墨釉盖碗")
    press(page, ".dock button[name=buy]")
    press(page, "dialog button[name=buy]", "Space")
    page.wait_for_selector("form#checkout")
    for name, value in ADDRESS.items():
        write(page, f"input[name={name}]", value)
    press(page, "button[form=checkout]")
    page.wait_for_url(re.compile(r"/orders/"))
    press(page, "form[method=post] button")
    page.get_by_role("button", name="付款", exact=True).wait_for()
    press(page, "form button")
    expect_paid(page)


def publish(page: Page, home: str) -> None:
    page.goto(f"{home}/studio/posts/new/")
    write(page, "main input[name=title]", "只用键盘写的一篇")
    write(page, "main textarea[name=text]", "一个字一个字敲出来。")
    press(page, "main form button[type=submit]:not([name])")
    page.wait_for_url(re.compile(r"/studio/posts/[0-9a-f-]{36}/"))
    press(page, "form[action*=publication] button")
    page.wait_for_selector("form[action*=withdrawal]")
    assert Post.objects.get(title="只用键盘写的一篇").published_at


def give_back(page: Page, home: str) -> None:
    order = Order.objects.get()
    page.goto(f"{home}/studio/orders/{order.ref}/")
    write(page, "form[action$='/refund/'] [name=reason]", "碰坏了一角")
    press(page, "form[action$='/refund/'] [name^=line_]", "ArrowUp")
    press(page, "form[action$='/refund/'] button")
    expect(page.locator("main")).to_contain_text("碰坏了一角")
    order.refresh_from_db()
    assert order.refunded_minor
