"""Talk under a post, by hand: without scripts, with what nobody means, on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from juluo.core.models import Member, Report
from juluo.ip.models import Comment, Post, Reaction, SavedPost
from juluo.testing.browser import picture
from tests.face.hands import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg/onload=alert(1)>', "javascript:alert(1)",
    'https://a.cn/" onmouseover=alert(1) x="', "[x](javascript:alert(1))", "</textarea><script>alert(1)</script>",
    "{{ 7 * 7 }}{% now 'Y' %}", "\u202e反过来", "&lt;script&gt;alert(1)&lt;/script&gt;", "http://[::1", "ﷺ" * 40,
]  # fmt: skip


def test_without_scripts_a_member_talks_reacts_saves_and_reports(
    home: str, mei: Member, lin: Member, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    page = browser.new_context(**browser_context_args, java_script_enabled=False).new_page()
    sign_in(page, home, "lin@example.com")
    post = Post.objects.get()
    page.goto(f"{home}/posts/{post.pk}/")
    say(page, "这泡茶水温多少？\n我用九十五度。")
    expect(page.locator(".comment-text")).to_contain_text("九十五度")
    page.locator(".comment").get_by_role("link", name="回复").click()
    say(page, "自己试了,九十更好。")
    page.goto(f"{home}/posts/{post.pk}/")
    page.locator("#reactions button").first.click()
    expect(page.locator("#reactions [aria-pressed=true]")).to_have_count(1)
    page.get_by_role("button", name="收藏").click()
    picture(page, "talk-without-scripts")
    page.locator(".post-actions").get_by_role("link", name="举报").click()
    page.get_by_role("button", name="提交举报").click()
    assert (Comment.objects.count(), Reaction.objects.count(), SavedPost.objects.count()) == (2, 1, 1)
    assert Report.objects.get().reporter == lin
    page.goto(f"{home}/saved/")
    expect(page.locator("main")).to_contain_text(post.title)


@pytest.mark.parametrize("bypass_csp", [False, True])
def test_nothing_hostile_runs_in_a_comment(
    home: str, mei: Member, browser: Browser, browser_context_args: dict[str, Any], *, bypass_csp: bool
) -> None:
    post = Post.objects.get()
    rows = [Comment(post=post, author=mei, text=text, written_at=post.written_at) for text in HOSTILE]
    Comment.objects.bulk_create(rows)
    page = browser.new_context(**browser_context_args, bypass_csp=bypass_csp).new_page()
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    sign_in(page, home, "mei@example.com")
    for path in (f"posts/{post.pk}/", f"comments/{rows[0].pk}/", f"comments/{rows[1].pk}/text/", "studio/comments/"):
        page.goto(f"{home}/{path}")
        page.wait_for_load_state("networkidle")
        picture(page, f"hostile-talk-{path.split('/')[0]}")
        assert page.locator("script[src='x'], img[src='x'], svg[onload]").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert ran == []


def say(page: Page, words: str) -> None:
    page.fill("textarea[name=text]", words)
    page.get_by_role("button", name="发表").click()
