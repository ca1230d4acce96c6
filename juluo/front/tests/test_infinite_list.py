"""The list that goes on by itself, in Chromium."""

import pytest
from playwright.sync_api import expect

from juluo.ip.tests.factories import make_post
from juluo.testing.house import open_pages

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def home(space, mei, tmp_path):
    for number in range(12):
        make_post(mei, f"第 {number} 泡")
    with open_pages(tmp_path) as running:
        yield running.url_of(space)


@pytest.fixture
def page(browser, browser_context_args):
    made = browser.new_context(**browser_context_args).new_page()
    made.set_default_timeout(10_000)
    made.faults = []
    made.on("pageerror", lambda error: made.faults.append(str(error)))
    yield made
    assert made.faults == []


def test_the_feed_goes_on_by_itself_and_its_address_stays(page, home):
    page.goto(home)
    posts = page.locator("#posts [data-items] > *")
    expect(posts).to_have_count(10)
    page.mouse.wheel(0, 20_000)
    expect(posts).to_have_count(12)
    expect(page).to_have_url(home)
    expect(page.locator("#posts a[rel=next]")).to_have_count(0)


def test_a_page_that_does_not_come_can_be_asked_for_again(page, home):
    page.route("**/*after=*", lambda route: route.abort())
    page.goto(home)
    page.mouse.wheel(0, 20_000)
    link = page.locator("#posts a[rel=next]")
    expect(link).to_have_text("加载失败，点此重试")
    page.unroute("**/*after=*")
    link.click()
    expect(page.locator("#posts [data-items] > *")).to_have_count(12)
