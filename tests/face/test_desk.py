"""The desk by hand: tools by keyboard and with an input method, what is seen, what is put in, what is hostile."""

import re
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from juluo.core.models import Media, Member
from juluo.ip.models import Post
from juluo.testing.browser import picture
from tests.face.hands import sign_in, tab_to
from tests.face.test_input_method import compose

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

TEXT, SEEN = "#id_text", "#seen .prose"
HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg/onload=alert(1)>', "[x](javascript:alert(1))",
    "![x](javascript:alert(1))", '![x" onerror="alert(1)](/media/00000000-0000-0000-0000-000000000000/full#1x1)',
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)", "<a href=javascript:alert(1)>x</a>",
    "</textarea><script>alert(1)</script>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<details open ontoggle=alert(1)>",
    "::product[x]<script>alert(1)</script>", "[x](<javascript:alert(1)>)", '<https://a.cn/"onmouseover=alert(1)>',
    "{{ 7 * 7 }}{% now 'Y' %}", "\u202e反过来", "&lt;script&gt;alert(1)&lt;/script&gt;", "ﷺ" * 40,
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>", "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
]  # fmt: skip

RUNNING = (
    "main script, main iframe, main math, [onerror], [onload], [ontoggle], [onmouseover], main a[href^='javascript'],"
    "main a[href^='data'], main img[src='x']"
)


@pytest.fixture
def desk(browser: Browser, browser_context_args: dict[str, Any]) -> Any:
    """A page at the desk, wide or as on a phone; what scripts of a text would say is heard."""

    def at(home: str, path: str, **more: Any) -> Page:
        context: BrowserContext = browser.new_context(**browser_context_args | more)
        page = context.new_page()
        page.heard = []  # type: ignore[attr-defined] # read by the tests
        page.on("dialog", lambda dialog: (page.heard.append(dialog.message), dialog.dismiss()))  # type: ignore[attr-defined]
        sign_in(page, home, "mei@example.com")
        page.goto(f"{home}/studio/{path}")
        return page

    return at


def test_tools_work_by_keyboard_and_what_they_do_is_undone(home: str, mei: Member, desk: Any) -> None:
    page = desk(home, "posts/new/", is_mobile=False, viewport={"width": 1280, "height": 900})
    page.fill("#id_title", "立冬")
    tab_to(page, TEXT)
    page.keyboard.type("tea")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("ControlOrMeta+B")
    expect(page.locator(TEXT)).to_have_value("**tea**")
    page.keyboard.press("ControlOrMeta+Z")
    expect(page.locator(TEXT)).to_have_value("tea")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(TEXT)).to_have_value("## tea")


def test_what_is_seen_follows_the_words_the_audience_and_the_eyes(home: str, mei: Member, desk: Any) -> None:
    page = desk(home, "posts/new/", is_mobile=False, viewport={"width": 1280, "height": 900})
    page.fill("#id_title", "立冬")
    page.fill(TEXT, "## tea")
    page.locator("markdown-bar [data-insert='::wall']").click()
    page.keyboard.type("more")
    expect(page.locator(TEXT)).to_have_value("## tea\n\n::wall\n\nmore")
    expect(page.locator("#seen h2")).to_have_text("tea")
    page.select_option("#id_audience", "members")
    expect(page.locator("#seen #wall")).to_be_visible()
    page.select_option("#id_eyes_of", "member")
    expect(page.locator(SEEN)).to_contain_text("more")
    picture(page, "desk-wide")


def test_an_input_method_is_left_alone_and_seen(home: str, mei: Member, desk: Any) -> None:
    page = desk(home, "posts/new/")
    said = compose(page, TEXT)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("ControlOrMeta+B")
    expect(page.locator(TEXT)).to_have_value(f"**{said}**")
    expect(page.locator(f"{SEEN} strong")).to_have_text(said)


def put_in_picture_and_product(page: Page) -> None:
    page.locator("[data-opens=pictures]").click()
    page.locator("#picture-tray input[type=file]").set_input_files(_photo())
    page.locator("#picture-tray input[name=alt]").fill("一壶[茶]")
    page.locator("#picture-tray button[type=submit]").click()
    page.locator("#picture-tray [data-insert]").first.click()
    page.locator("[data-opens=products]").click()
    page.locator("#block-choices [data-insert]").first.click()


def test_pictures_and_products_are_put_in_on_a_phone_and_nothing_moves(home: str, mei: Member, desk: Any) -> None:
    page = desk(home, "posts/new/")
    page.fill("#id_title", "立冬")
    page.fill(TEXT, "开头。")
    put_in_picture_and_product(page)
    shown = Media.objects.get(alt="一壶[茶]")
    expect(page.locator(TEXT)).to_have_value(
        re.compile(rf"开头。\n\n!\[一壶\\\[茶\\\]\]\(\S+#{shown.width}x{shown.height}\)\n\n::product")
    )
    expect(page.locator(f"{SEEN} img[width='{shown.width}']")).to_have_attribute("alt", "一壶[茶]")
    expect(page.locator("#seen")).to_contain_text("墨釉盖碗")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    picture(page, "desk-phone")
    page.locator("main > form button[type=submit]:not([name])").last.click()
    page.wait_for_url(lambda url: "new" not in url)
    post = Post.objects.get(title="立冬")
    page.goto(f"{home}/studio/posts/{post.pk}/preview/?eyes_of=guest")
    expect(page.locator(".prose img")).to_have_js_property("complete", value=True)
    picture(page, "desk-preview-guest")


def test_without_scripts_everything_is_done_by_forms(
    home: str, mei: Member, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    page = browser.new_context(**browser_context_args, java_script_enabled=False).new_page()
    sign_in(page, home, "mei@example.com")
    page.goto(f"{home}/studio/posts/new/")
    expect(page.locator("markdown-bar")).to_be_hidden()
    page.fill("#id_title", "立冬")
    page.fill(TEXT, "**火**候")
    page.locator("button[name=preview]").click()
    expect(page.locator("#seen strong")).to_have_text("火")
    picture(page, "desk-without-scripts")
    page.locator("main > form button[type=submit]:not([name])").last.click()
    assert Post.objects.get(title="立冬").text == "**火**候"
    page.goto(f"{home}/studio/words/pictures/")
    page.locator("input[type=file]").set_input_files(_photo())
    page.fill("input[name=alt]", "一壶茶")
    page.locator("#picture-tray button[type=submit]").click()
    expect(page.locator(".tray-line")).to_contain_text("![一壶茶](")


@pytest.mark.parametrize("bypass_csp", [False, True])
def test_nothing_hostile_runs_while_it_is_written_seen_or_compared(
    home: str, mei: Member, desk: Any, *, bypass_csp: bool
) -> None:
    page = desk(home, "posts/new/", bypass_csp=bypass_csp)
    text = "\n\n".join(HOSTILE)
    page.fill("#id_title", "<img src=x onerror=alert(1)>")
    page.fill(TEXT, text)
    expect(page.locator(SEEN)).to_contain_text("反过来")
    page.locator("main > form button[type=submit]:not([name])").last.click()
    page.wait_for_url(lambda url: "new" not in url)
    post = Post.objects.latest("id")
    page.fill(TEXT, f"{text[::-1]}\n\n{text}")
    page.locator("main > form button[type=submit]:not([name])").last.click()
    for path in ("", "revisions/", "comparison/", "preview/?eyes_of=buyer", "schedule/"):
        page.goto(f"{home}/studio/posts/{post.pk}/{path}")
        page.wait_for_load_state("networkidle")
        assert (
            page.locator("main script, main iframe, main math, [onerror], [onload], [ontoggle], [onmouseover]").count()
            == 0
        )
        assert page.locator("main a[href^='javascript'], main a[href^='data'], main img[src='x']").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    assert page.heard == []


def test_what_would_run_is_heard(home: str, mei: Member, desk: Any) -> None:
    """The control: unescaped, the same words do run where no policy stops them."""
    page = desk(home, "posts/new/", bypass_csp=True)
    page.evaluate("html => { document.querySelector('#seen').innerHTML = html }", HOSTILE[1])
    page.wait_for_timeout(500)
    assert page.heard == ["1"]


def _photo() -> dict[str, Any]:
    content = BytesIO()
    Image.new("RGB", (600, 400), "seagreen").save(content, "PNG")
    return {"name": "tea.png", "mimeType": "image/png", "buffer": content.getvalue()}
