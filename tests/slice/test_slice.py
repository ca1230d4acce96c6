"""The main job, walked in a browser on a phone: a fan shares, a stranger comes, joins, buys; the sharer earns."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from juluo.core import clock
from juluo.core.models import Member, Space
from juluo.core.tasks import run_routines
from juluo.ip.operations.posts import PostWords, publish_post, write_post
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import COMMISSION, COMMISSION_PENDING, SALES
from juluo.mall.models import Order
from juluo.mall.tests.factories import make_variant
from juluo.sharing.models import Commission
from juluo.sharing.operations.plans import publish_plan
from juluo.sharing.rules.compliance import Terms
from juluo.testing.browser import picture
from juluo.testing.house import House, house

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PASSWORD = "spring-water-1982"


@pytest.fixture
def running(space: Space, other_space: Space, mei: Member, lin: Member, tmp_path: Path) -> Iterator[House]:
    """The house, with a post that carries a product with a fan's price, and a plan that pays 10 %."""
    for member in (mei, lin):
        member.user.set_password(PASSWORD)
        member.user.save()
    variant = make_variant(title="墨釉盖碗", price_minor=21_800, on_hand=20, rungs={"fan": 16_800})
    words = PostWords(title="霜降之后", text=f"先醒二十天，再开一泡。\n\n::product[{variant.product.slug}]\n\n慢慢来。")
    publish_post(write_post(mei, words))
    publish_plan(Terms(rate_bp=1000))
    with house(tmp_path, space, other_space) as running:
        yield running


def test_a_stranger_comes_by_a_link_and_the_sharer_earns(
    running: House, space: Space, lin: Member, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    """Twice in a row, in one sitting, without reloading anything by hand."""
    home = running.url_of(space)
    sharer = browser.new_context(**browser_context_args).new_page()
    link = share_the_post(sharer, home)
    for turn in (1, 2):
        buyer = browser.new_context(**browser_context_args).new_page()
        come_and_read(buyer, link, turn)
        buy(buyer, f"buyer-{turn}@example.com", turn)
        expect_money(sharer, home, turn)
    owner = browser.new_context(**browser_context_args).new_page()
    ship_everything(owner, home)
    clock.advance(timedelta(days=9))
    run_routines()
    sharer.goto(f"{home}/sharing/")
    picture(sharer, "sharer-available")
    assert balance_of(COMMISSION.of(lin.id), "CNY").minor == 2 * 2180
    assert findings() == []


def sign_in(page: Page, home: str, email: str, to: str) -> None:
    """By password, which the page offers behind the code by e-mail."""
    page.goto(f"{home}/accounts/login/?next={to}")
    picture(page, "sign-in")
    page.locator("details:has(input[name=password]) summary").click()
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button").click()


def share_the_post(page: Page, home: str) -> str:
    """Lin signs in, opens the post and makes a link to it."""
    sign_in(page, home, "lin@example.com", "/@shanye/")
    page.get_by_text("霜降之后").first.click()
    picture(page, "post-as-fan")
    page.locator("a[href*='/share/?to=']").first.click()
    page.locator("main form[method=post] button").first.click()
    page.wait_for_selector("textarea")
    picture(page, "share-link")
    return str(page.locator("[data-text*='/s/']").first.get_attribute("data-text"))


def come_and_read(page: Page, link: str, turn: int) -> None:
    page.goto(link)
    expect(page.locator("h1")).to_contain_text("霜降之后")
    picture(page, f"post-as-guest-{turn}")
    page.get_by_text("墨釉盖碗").first.click()
    expect(page.locator("h1")).to_contain_text("墨釉盖碗")
    picture(page, f"product-as-guest-{turn}")


def buy(page: Page, email: str, turn: int) -> None:
    """The guest buys, is asked to sign in and to join, and comes back to the checkout."""
    page.locator("button[name=buy]").click()
    page.locator("a[href*='signup']").first.click()
    page.fill("input[name=email]", email)
    page.fill("input[name=password1]", PASSWORD)
    page.locator("form:has(input[name=password1]) button[type=submit]").first.click()
    picture(page, f"joining-{turn}")
    page.locator("input[type=checkbox]").check()
    page.locator("main form button").first.click()
    for name, value in {"phone": "13800000000", "region": "云南省", "city": "昆明市", "line": "翠湖南路 1 号"}.items():
        page.fill(f"input[name={name}]", value)
    picture(page, f"checkout-{turn}")
    page.locator("button[form=checkout]").click()
    picture(page, f"payment-{turn}")
    page.locator("form[method=post] button").first.click()
    page.get_by_role("button", name="付款", exact=True).click()
    expect(page.locator("#order-status")).to_contain_text("待发货", timeout=20_000)
    picture(page, f"order-paid-{turn}")


def expect_money(page: Page, home: str, turn: int) -> None:
    """The worker credits the sharer a moment after the payment; she looks again until she sees it."""
    for _look in range(40):
        page.goto(f"{home}/sharing/")
        if page.locator("main li:has-text('21.80')").count() >= turn:
            break
        page.wait_for_timeout(500)
    picture(page, f"sharer-pending-{turn}")
    expect(page.locator("main li:has-text('21.80')")).to_have_count(turn)


def ship_everything(page: Page, home: str) -> None:
    """Mei signs in and ships what was paid, in the studio."""
    sign_in(page, home, "mei@example.com", "/@shanye/studio/orders/")
    picture(page, "studio-orders")
    for order in Order.objects.order_by("id"):
        page.goto(f"{home}/studio/orders/{order.ref}/")
        page.fill("input[name=carrier]", "顺丰")
        page.fill("input[name=parcel_number]", f"SF{order.ref}")
        page.locator("form[action*=shipment] button").click()
        page.locator("form[action*=delivery] button").click()
        picture(page, f"studio-order-{order.ref[-4:]}")
    assert Commission.objects.count() == 2
    assert balance_of(SALES, "CNY").minor == 2 * 21_800
    assert balance_of(COMMISSION_PENDING.of(Commission.objects.first().payee_id), "CNY").minor == 2 * 2180
