"""What is typed survives a lost connection and a closed page, in Chromium; nothing secret is kept."""

import json

import pytest
from playwright.sync_api import expect

from juluo.ip.models import Post, WorkingCopy
from juluo.testing.browser import picture
from juluo.testing.house import open_pages

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PASSWORD = "spring-water-1982"
DRAFTS = "Object.fromEntries(Object.entries(localStorage).filter(([name]) => name.startsWith('draft ')))"


@pytest.fixture
def page(space, mei, tmp_path, browser, browser_context_args):
    mei.user.set_password(PASSWORD)
    mei.user.save()
    with open_pages(tmp_path) as running:
        made = browser.new_context(**browser_context_args).new_page()
        made.set_default_timeout(15_000)
        made.home = running.url_of(space)
        made.goto(f"{made.home}/accounts/login/?next=/@shanye/studio/posts/new/")
        made.locator("details:has(input[name=password]) summary").click()
        made.fill("input[name=login]", "mei@example.com")
        made.fill("input[name=password]", PASSWORD)
        made.locator("form:has(input[name=password]) button").click()
        made.wait_for_url("**/studio/posts/new/")
        yield made


def drafts_of(page):
    return page.evaluate(DRAFTS)


def test_a_post_survives_a_lost_connection(page):
    assert drafts_of(page) == {}
    page.fill("input[name=title]", "霜降之后")
    page.fill("textarea[name=text]", "先醒二十天，再开一泡。")
    expect(page.locator("[data-draft=kept] time")).to_be_visible()

    page.context.set_offline(True)
    expect(page.locator("[data-draft=gone]")).to_be_visible()
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("textarea[name=text]")).to_have_value("先醒二十天，再开一泡。")
    picture(page, "draft-offline")

    page.context.set_offline(False)
    page.goto(f"{page.home}/studio/posts/")
    page.goto(f"{page.home}/studio/posts/new/")
    expect(page.locator("[data-draft=restored]")).to_be_visible()
    expect(page.locator("textarea[name=text]")).to_have_value("先醒二十天，再开一泡。")
    picture(page, "draft-restored")
    page.locator("main form button[type=submit]:not([name])").first.click()
    page.wait_for_url(lambda url: "/new/" not in url)

    assert Post.objects.filter(title="霜降之后").count() == 1
    assert drafts_of(page) == {}


def test_what_was_restored_can_be_taken_out_again(page):
    page.fill("input[name=title]", "立冬")
    expect(page.locator("[data-kept]")).to_be_visible()
    assert WorkingCopy.objects.count() == 1
    page.reload()
    expect(page.locator("input[name=title]")).to_have_value("立冬")

    with page.expect_response("**/copy/"):
        page.locator("[data-draft=restored] button").click()

    expect(page.locator("input[name=title]")).to_have_value("")
    assert not WorkingCopy.objects.exists()
    page.reload()
    expect(page.locator("input[name=title]")).to_have_value("")


def test_a_change_that_was_saved_or_refused_leaves_what_it_should(page):
    page.goto(f"{page.home}/studio/story/")
    page.fill("input[name=title]", "来处")
    page.fill("textarea[name=text]", "")
    page.locator("main form button[type=submit]").first.evaluate("button => (button.form.noValidate = true)")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".form-errors")).to_be_visible()
    assert len(drafts_of(page)) == 1

    page.fill("textarea[name=text]", "从一座山开始。")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".toasts")).to_contain_text("已保存")
    assert drafts_of(page) == {}


def test_every_long_form_keeps_what_is_typed(page):
    for path in ("studio/persona/", "studio/covenant/", "studio/products/new/", "studio/story/"):
        page.goto(f"{page.home}/{path}")
        long = page.locator("main form:has(autosave-form) textarea").first
        long.fill("写到一半")
        page.wait_for_timeout(700)

        page.reload()

        expect(long).to_have_value("写到一半")
        expect(page.locator("[data-draft=restored]")).to_be_visible()


def test_secrets_are_not_kept_and_signing_out_takes_everything_away(page):
    page.locator("autosave-form").evaluate(
        """element => element.closest("form").insertAdjacentHTML("beforeend", `
        <input name="pin" autocomplete="one-time-code"><input name="card" autocomplete="cc-number">
        <input name="secret" type="password"><input name="other" autocomplete="new-password">`)"""
    )
    for name in ("pin", "card", "secret", "other"):
        page.fill(f"input[name={name}]", "4111111111111111")
    page.fill("input[name=title]", "霜降之后")
    page.wait_for_timeout(700)
    kept = json.dumps(drafts_of(page), ensure_ascii=False)
    assert "霜降之后" in kept
    assert "4111111111111111" not in kept

    page.goto(f"{page.home}/me/")
    page.locator("form[action$='/logout/'] button").click()
    page.wait_for_load_state()

    assert drafts_of(page) == {}


def test_what_is_written_is_kept_on_the_server_and_gone_on_with_on_another_device(page, browser, browser_context_args):
    page.fill("textarea[name=text]", "在电脑上写到一半")
    expect(page.locator("[data-kept] time")).to_be_visible(timeout=20_000)
    phone = browser.new_context(**browser_context_args, storage_state=_signed_in(page)).new_page()
    phone.goto(f"{page.home}/studio/posts/new/")
    picture(phone, "desk-offered")
    phone.locator("[data-offered] a.button").first.click()
    expect(phone.locator("textarea[name=text]")).to_have_value("在电脑上写到一半")
    phone.fill("textarea[name=text]", "在手机上接着写")
    expect(phone.locator("[data-kept] time")).to_be_visible(timeout=20_000)

    page.fill("textarea[name=text]", "在电脑上又写")
    expect(page.locator("[data-kept] .draft-note a")).to_be_visible(timeout=20_000)
    picture(page, "desk-two-devices")

    assert sorted(WorkingCopy.objects.values_list("text", flat=True)) == ["在手机上接着写", "在电脑上又写"]


def test_leaving_the_page_keeps_what_was_just_typed_and_the_same_browser_goes_on(page):
    page.fill("textarea[name=text]", "刚写一句")
    page.goto(f"{page.home}/studio/posts/")
    page.goto(f"{page.home}/studio/posts/new/")
    expect(page.locator("textarea[name=text]")).to_have_value("刚写一句")
    expect(page.locator("[data-offered]")).to_have_count(0)
    page.fill("textarea[name=text]", "刚写一句，再写一句")
    expect(page.locator("[data-kept] time")).to_be_visible(timeout=20_000)

    assert list(WorkingCopy.objects.values_list("text", flat=True)) == ["刚写一句，再写一句"]
    page.fill("input[name=title]", "霜降之后")
    page.locator("main form button[type=submit]:not([name])").first.click()
    page.wait_for_url(lambda url: "/new/" not in url)
    assert not WorkingCopy.objects.exists()


def _signed_in(page):
    """The cookies of a page without what its browser keeps for itself."""
    return {"cookies": page.context.cookies(), "origins": []}
