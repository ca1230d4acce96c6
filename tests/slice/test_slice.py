"""The main job, walked in a browser on a phone: a fan shares, strangers come, join, buy; the sharer earns.

The second buyer is raised to a rung by the owner before paying, and pays that rung's price.
"""

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
from juluo.mall.models import Order, OrderLine
from juluo.mall.tests.factories import make_variant
from juluo.payments.models import Payment
from juluo.sharing.models import Commission
from juluo.sharing.operations.plans import publish_plan
from juluo.sharing.rules.compliance import Terms
from juluo.testing.browser import picture
from juluo.testing.house import House, house

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PASSWORD = "spring-water-1982"
LIST, FAN = "¥218.00", "¥168.00"


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
    """Twice in a row, in one sitting: at the list price, then at a fan's."""
    home = running.url_of(space)
    sharer, owner, *buyers = (browser.new_context(**browser_context_args).new_page() for _person in range(4))
    link = share_the_post(sharer, home)
    sign_in(owner, home, "mei@example.com", "/@shanye/studio/orders/")
    for turn, (buyer, price) in enumerate(zip(buyers, (LIST, FAN), strict=True), start=1):
        come_and_read(buyer, link, turn)
        join_on_the_way(buyer, f"buyer-{turn}@example.com", turn)
        expect(buyer.locator("dd.dl-total")).to_have_text(LIST)
        if price == FAN:
            raise_to_fan(owner, buyer, home, f"buyer-{turn}")
        order_and_pay(buyer, price, turn)
        expect_money(sharer, home, ["21.80", "16.80"][:turn])
    expect_what_was_charged()
    ship_everything(owner, home)
    clock.advance(timedelta(days=9))
    run_routines()
    sharer.goto(f"{home}/sharing/")
    picture(sharer, "sharer-available")
    assert balance_of(COMMISSION.of(lin.id), "CNY").minor == 2180 + 1680
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
    page.locator("a[data-sheet=share]").click()
    page.locator("dialog a[href*='/share/?to=']").click()
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
    expect(page.locator(".price-big")).to_have_text(LIST)
    expect(page.locator(".price-was")).to_have_count(0)
    picture(page, f"product-as-guest-{turn}")


def join_on_the_way(page: Page, email: str, turn: int) -> None:
    """The guest buys, is asked to sign in and to join, and comes back to the checkout."""
    page.locator(".dock button[name=buy]").click()
    page.locator("dialog button[name=buy]").click()
    page.locator("a[href*='signup']").first.click()
    page.fill("input[name=email]", email)
    page.fill("input[name=password1]", PASSWORD)
    page.locator("form:has(input[name=password1]) button[type=submit]").first.click()
    picture(page, f"joining-{turn}")
    page.locator("input[type=checkbox]").check()
    page.locator("main form button").first.click()
    page.wait_for_selector("form#checkout")


def raise_to_fan(page: Page, buyer: Page, home: str, name: str) -> None:
    """Mei finds the newcomer in the studio and sets the rung, with a reason; the newcomer sees it at once."""
    page.goto(f"{home}/studio/members/?rung=prospect")
    page.get_by_role("link", name=name, exact=True).click()
    form = page.locator("form[action*='/rung/']")
    form.locator("select[name=rung]").select_option("fan")
    form.locator("input[name=reason]").fill("在茶会上认识")
    form.locator("button").click()
    expect(page.locator(".dl dd").first).to_have_text("粉丝")
    picture(page, "studio-member-raised")
    expect_the_price_of_a_fan(buyer, home)


def expect_the_price_of_a_fan(page: Page, home: str) -> None:
    """On the product's page, its reason and what it was before; in the cart and the checkout, the same price."""
    page.goto(f"{home}/mall/")
    page.get_by_text("墨釉盖碗").first.click()
    expect(page.locator(".price-big").first).to_have_text(FAN)
    expect(page.locator(".price-was").first).to_contain_text(LIST)
    expect(page.locator(".badge-money")).to_have_text("粉丝价")
    picture(page, "product-as-raised-fan")
    page.goto(f"{home}/cart/")
    expect(page.locator(".product-line .price")).to_have_text(FAN)
    expect(page.locator(".product-line .amount")).to_have_text(FAN)
    page.goto(f"{home}/checkout/")


def order_and_pay(page: Page, price: str, turn: int) -> None:
    """What the checkout shows is what the order, the provider's page and the order's page show."""
    for name, value in {"phone": "13800000000", "region": "云南省", "city": "昆明市", "line": "翠湖南路 1 号"}.items():
        page.fill(f"input[name={name}]", value)
    expect(page.locator("dd.dl-total")).to_have_text(price)
    expect(page.locator(".actionbar .price")).to_have_text(price)
    picture(page, f"checkout-{turn}")
    page.locator("button[form=checkout]").click()
    picture(page, f"payment-{turn}")
    page.locator("form[method=post] button").first.click()
    expect(page.locator(".amount")).to_have_text(price)
    page.get_by_role("button", name="付款", exact=True).click()
    expect(page.locator("#order-status")).to_contain_text("待发货", timeout=20_000)
    picture(page, f"order-paid-{turn}")


def expect_money(page: Page, home: str, earned: list[str]) -> None:
    """The worker credits the sharer a moment after the payment; she looks again until she sees it."""
    for _look in range(40):
        page.goto(f"{home}/sharing/")
        if page.locator(f"main li:has-text('{earned[-1]}')").count():
            break
        page.wait_for_timeout(500)
    picture(page, f"sharer-pending-{len(earned)}")
    for amount in earned:
        expect(page.locator(f"main li:has-text('{amount}')")).to_have_count(1)


def expect_what_was_charged() -> None:
    """One order at the list price; one at a fan's, whose line says why and what the list price was."""
    lines = OrderLine.objects.order_by("id").values_list(
        "unit_minor", "list_minor", "price_reason", "order__total_minor"
    )
    assert list(lines) == [(21_800, 21_800, "list", 21_800), (16_800, 21_800, "rung:fan", 16_800)]
    assert list(Payment.objects.order_by("id").values_list("state", "amount_minor")) == [
        ("confirmed", 21_800), ("confirmed", 16_800),
    ]  # fmt: skip


def ship_everything(page: Page, home: str) -> None:
    """Mei ships what was paid, in the studio."""
    page.goto(f"{home}/studio/orders/")
    picture(page, "studio-orders")
    for order in Order.objects.order_by("id"):
        page.goto(f"{home}/studio/orders/{order.ref}/")
        page.fill("input[name=carrier]", "顺丰")
        page.fill("input[name=parcel_number]", f"SF{order.ref}")
        page.locator("form[action*=shipment] button").click()
        page.locator("form[action*=delivery] button").click()
        picture(page, f"studio-order-{order.ref[-4:]}")
    assert Commission.objects.count() == 2
    assert balance_of(SALES, "CNY").minor == 21_800 + 16_800
    assert balance_of(COMMISSION_PENDING.of(Commission.objects.first().payee_id), "CNY").minor == 2180 + 1680
