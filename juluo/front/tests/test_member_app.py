"""The member app on a phone, in Chromium: the sheets, the draft, the pages without a connection."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from playwright.sync_api import expect

from juluo.core.media import keep_picture
from juluo.ip.tests.factories import make_post
from juluo.mall.operations.catalog import ProductText, VariantDraft, publish_product, write_product
from juluo.testing.browser import picture
from juluo.testing.house import open_pages

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PASSWORD = "spring-water-1982"
PASTED = "张三 １３８００１３８０００ 浙江省杭州市西湖区文三路 1 号"
FORMS = [("墨 / 150ml", 8, 16_800), ("墨 / 200ml", 0, 19_800), ("青 / 150ml", 50, 16_800), ("青 / 200ml", 50, 21_800)]

KEPT = """async () => {
  const names = await caches.keys();
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return kept.flat().map((each) => new URL(each.url).pathname);
}"""


@pytest.fixture
def home(space, mei, lin, tmp_path, settings):
    """A running house that sells bowls of two glazes and two sizes, one of them sold out."""
    settings.MEDIA_ROOT = tmp_path / "media"
    lin.user.set_password(PASSWORD)
    lin.user.save()
    content = BytesIO()
    Image.radial_gradient("L").resize((900, 900)).convert("RGB").save(content, "PNG")
    bowl = keep_picture(SimpleUploadedFile("bowl.png", content.getvalue()), alt="墨釉盖碗", member=mei)
    drafts = [
        VariantDraft(sku=f"B{at}", title=title, price_minor=price, currency="CNY", on_hand=left,
                     rung_prices={"fan": price - 2000})
        for at, (title, left, price) in enumerate(FORMS)
    ]  # fmt: skip
    words = ProductText(title="墨釉盖碗一套（碗、盖、托）", slug="bowl", summary="建水窑口手工拉坯，每只釉色略有不同。",
                        option_names="釉色 / 容量", picture=bowl)  # fmt: skip
    publish_product(write_product(words, drafts))
    make_post(mei, "霜降之后，为什么该喝一点焙火茶", "先醒二十天，再开一泡。\n\n::product[bowl]")
    with open_pages(tmp_path) as running:
        yield running.url_of(space)


@pytest.fixture
def page(browser, browser_context_args):
    made = browser.new_context(**browser_context_args).new_page()
    made.set_default_timeout(10_000)
    made.faults = []
    made.on("console", lambda said: made.faults.append(said.text) if said.type == "error" else None)
    made.on("pageerror", lambda error: made.faults.append(str(error)))
    yield made
    assert [each for each in made.faults if "ERR_INTERNET_DISCONNECTED" not in each] == []


def sign_in(page, home, to="/@shanye/"):
    page.goto(f"{home}/accounts/login/?next={to}")
    page.locator("details:has(input[name=password]) summary").click()
    page.fill("input[name=login]", "lin@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)


def chip(page, words):
    return page.locator("sku-picker label.choice:visible", has_text=re.compile(f"^{words}$"))


def test_a_form_is_chosen_in_a_sheet_and_going_back_closes_it(page, home):
    page.goto(f"{home}/mall/bowl/")
    sheet = page.locator("dialog#choose")
    expect(sheet).to_be_hidden()

    page.locator(".dock button[name=buy]").click()
    expect(sheet).to_be_visible()
    picture(page, "sku-sheet")
    assert page.url.endswith("#choose")
    expect(chip(page, "200ml").locator("input")).to_be_disabled()
    chip(page, "青").click()
    chip(page, "200ml").click()
    expect(sheet.locator("[data-sku=price] .price").first).to_have_text("¥218.00")
    chip(page, "墨").click()
    expect(chip(page, "150ml").locator("input")).to_be_checked()
    expect(sheet.locator("[data-sku=note]")).to_have_text(re.compile("8"))

    page.go_back()
    expect(sheet).to_be_hidden()
    assert page.url.endswith("/mall/bowl/")


def test_what_was_chosen_is_bought_and_sign_in_is_asked_for_at_the_end(page, home):
    page.goto(f"{home}/mall/bowl/#choose")
    chip(page, "青").click()
    chip(page, "200ml").click()
    page.locator("quantity-stepper:visible button").last.click()
    page.locator("dialog#choose button[name=buy]").click()

    assert "/accounts/login/?next=" in page.url
    sign_in(page, home, "/@shanye/checkout/")
    expect(page.locator("main")).to_contain_text("青 / 200ml")
    expect(page.locator("main")).to_contain_text("×2")


def test_the_escape_key_and_the_ground_close_a_sheet(page, home):
    page.goto(f"{home}/mall/bowl/")
    for close in (lambda: page.keyboard.press("Escape"), lambda: page.mouse.click(195, 20)):
        page.locator("a[data-sheet=share]").click()
        expect(page.locator("dialog#share")).to_be_visible()
        picture(page, "share-sheet")
        assert page.locator("dialog#share img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
        close()
        expect(page.locator("dialog#share")).to_be_hidden()


def test_what_is_typed_is_kept_until_it_has_arrived(page, home):
    page.goto(f"{home}/mall/bowl/#choose")
    page.locator("dialog#choose button[name=buy]").click()
    sign_in(page, home, "/@shanye/checkout/")
    page.fill("input[name=note]", "轻放，谢谢")
    page.wait_for_timeout(700)

    page.goto(f"{home}/checkout/")
    expect(page.locator("input[name=note]")).to_have_value("轻放，谢谢")
    expect(page.locator(".draft-note[data-draft=restored]")).to_be_visible()
    page.fill("textarea[name=pasted]", PASTED)
    page.locator("button[name=split]").click()
    for name, value in {"name": "张三", "phone": "13800138000", "city": "杭州市西湖区", "note": "轻放，谢谢"}.items():
        expect(page.locator(f"input[name={name}]")).to_have_value(value)
    picture(page, "checkout-pasted")
    page.locator("button[form=checkout]").click()
    page.wait_for_url("**/payment/")

    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft'))") == []


def test_without_a_connection_the_latest_posts_stay_and_nothing_that_is_ones_own(page, home):
    sign_in(page, home)
    expect(page.locator("body")).to_contain_text("粉丝")
    for _look in range(50):
        if "/@shanye/" in (kept := page.evaluate(KEPT)):
            break
        page.wait_for_timeout(100)
    own = {each for each in kept if not re.search(r"\.(css|js|svg)$|/media/", each)}
    assert own == {"/@shanye/", "/@shanye/offline/"}

    page.context.set_offline(True)
    page.goto(f"{home}/")
    expect(page.locator("body")).to_contain_text("霜降之后")
    expect(page.locator("body")).not_to_contain_text("粉丝")
    expect(page.locator("body")).to_contain_text("168")
    expect(page.locator("offline-strip")).to_be_visible()
    picture(page, "feed-offline")
    page.goto(f"{home}/cart/")
    expect(page.locator("h1").first).to_be_visible()
    picture(page, "offline")
    assert page.locator(".product-line").count() == 0
    page.context.set_offline(False)


def test_data_blocks_are_allowed_by_the_policy_and_say_nothing_to_the_console(page, home):
    for path in ("/", "/mall/", "/mall/bowl/", "/about/"):
        page.goto(f"{home}{path}")
        assert page.locator("script[type='application/ld+json']").count() == 1


def test_without_scripts_a_form_is_chosen_in_the_page(browser, browser_context_args, home):
    page = browser.new_context(**browser_context_args, java_script_enabled=False).new_page()
    page.goto(f"{home}/mall/bowl/")
    picture(page, "product-without-scripts")

    page.locator("label.choice:visible", has_text="青 / 200ml").click()
    page.locator(".dock button[name=keep]").click()

    page.goto(f"{home}/cart/")
    expect(page.locator("main")).to_contain_text("青 / 200ml")
