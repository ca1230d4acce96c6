"""Chinese is composed, not typed: what an input method sends arrives once and whole."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from juluo.core.models import Member
from juluo.ip.models import Post
from tests.face.hands import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

SYLLABLES = (("xian", "先"), ("xing", "醒"), ("ershitian", "二十天"), ("zai", "再"), ("kai", "开"), ("yipao", "一泡"))


def compose(page: Page, selector: str) -> str:
    """Send what an input method sends: growing letters, then the characters that were chosen."""
    page.locator(selector).focus()
    session = page.context.new_cdp_session(page)
    for letters, characters in SYLLABLES:
        for end in range(1, len(letters) + 1):
            part = {"text": letters[:end], "selectionStart": end, "selectionEnd": end}
            session.send("Input.imeSetComposition", part)
        session.send("Input.insertText", {"text": characters})
    return "".join(characters for _letters, characters in SYLLABLES)


def test_a_post_is_composed_without_loss_and_the_search_too(
    home: str, mei: Member, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    page = browser.new_context(**browser_context_args).new_page()
    sign_in(page, home, "mei@example.com")
    page.goto(f"{home}/studio/posts/new/")
    page.fill("main input[name=title]", "输入法")
    said = compose(page, "main textarea[name=text]")
    expect(page.locator("main textarea[name=text]")).to_have_value(said)
    page.locator("main form button[type=submit]:not([name])").click()
    page.wait_for_load_state()
    assert Post.objects.get(title="输入法").text == said

    page.goto(f"{home}/mall/")
    said = compose(page, "input[name=q]")
    expect(page.locator("input[name=q]")).to_have_value(said)
