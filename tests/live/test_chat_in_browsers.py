"""Two browsers talk in a room, through a restart of everything that serves them."""

import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from juluo.cli.bench.served import free_port, served
from juluo.core.models import Member, Space
from juluo.core.said.operations import hide
from juluo.ip.models import Message, Room
from juluo.ip.operations.messages import edit_message, take_message_back
from juluo.ip.tests.test_rooms import make_open_room
from juluo.testing.browser import picture
from juluo.testing.live import Live, live_process

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
PASSWORD = "spring-water-1982"


class Served:
    """Pages and the live process, each to be ended and started again on its port."""

    def __init__(self, live: Live) -> None:
        self.live, self.port, self.web = live, free_port(), ExitStack()

    def start(self) -> None:
        self.web.enter_context(served(port=self.port, workers=1))


@pytest.fixture
def running(
    mei: Member, lin: Member, space: Space, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Served]:
    for member in (mei, lin):
        member.user.set_password(PASSWORD)
        member.user.save()
    with live_process() as live:
        whole = Served(live)
        told = {"LIVE_URL": f":{live.port}", "JULUO_PUBLIC_URL": f"http://localhost:{whole.port}"}
        for name, value in (told | {"SECRET_KEY": settings.SECRET_KEY, "JULUO_DATA": str(tmp_path)}).items():
            monkeypatch.setenv(name, value)
        whole.start()
        with whole.web:
            yield whole


def inside(page: Page, running: Served, space: Space, room: Room, email: str) -> Page:
    """The member signs in and stands in the room, which is live."""
    home = f"http://localhost:{running.port}/@{space.slug}"
    page.goto(f"{home}/accounts/login/?next=/@{space.slug}/rooms/{room.pk}/")
    page.locator("details:has(input[name=password]) summary").click()
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button").click()
    is_live(page)
    return page


def is_live(page: Page) -> None:
    expect(page.locator("look-again[resting]")).to_have_count(1, timeout=40_000)


def say(page: Page, text: str) -> None:
    page.fill("#saying textarea", text)
    page.locator("#saying button[type=submit], #saying .button").last.click()
    expect(page.locator("#talk")).to_contain_text(text)
    expect(page.locator("#saying textarea")).to_have_value("")


def texts(page: Page) -> list[str]:
    return [each.strip() for each in page.locator("#talk .comment-text").all_inner_texts()]


def test_two_browsers_talk_through_a_restart(
    running: Served, space: Space, mei: Member, lin: Member, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    room = make_open_room()
    pages = [browser.new_context(**browser_context_args).new_page() for _person in range(2)]
    one = inside(pages[0], running, space, room, "mei@example.com")
    two = inside(pages[1], running, space, room, "lin@example.com")

    say(one, "火大了")
    expect(two.locator("#talk")).to_contain_text("火大了")
    say(two, "<b>小一点</b>")
    expect(one.locator("#talk")).to_contain_text("<b>小一点</b>")
    expect(one.locator("#talk .comment").last.get_by_text("举报")).to_have_count(1)
    picture(one, "room-live")

    running.web.close()
    running.live.end(signal.SIGKILL)
    running.live.start()
    running.start()
    for page in (one, two):
        is_live(page)
    say(two, "回来了")
    say(one, "我也在")

    for page in (one, two):
        expect(page.locator("#talk")).to_contain_text("我也在")
        assert texts(page) == ["火大了", "<b>小一点</b>", "回来了", "我也在"]


def test_what_is_changed_hidden_and_taken_back_is_so_at_once_in_every_browser(
    running: Served, space: Space, mei: Member, lin: Member, page: Page
) -> None:
    room = make_open_room()
    reader = inside(page, running, space, room, "lin@example.com")
    say(reader, "@Mei 几分火？")
    asked = Message.objects.get()
    reader.locator("#talk").get_by_text("回复").click()
    reader.fill("#saying textarea", "三分？")
    reader.locator("#saying .button").last.click()
    is_live(reader)
    expect(reader.locator("[data-quotes]")).to_have_text("Lin @Mei 几分火？")

    edit_message(asked, "@Mei 几分火好？")
    expect(reader.locator(f"#message-{asked.pk} .comment-text")).to_have_text("@Mei 几分火好？")
    expect(reader.locator(f"#message-{asked.pk} [data-edited]")).to_be_visible()
    take_message_back(asked)
    expect(reader.locator(f"#message-{asked.pk}")).to_have_count(0)
    expect(reader.locator("[data-quotes]")).to_have_count(0)
    hide(Message.objects.get(text="三分？"), reason="spam")
    expect(reader.locator("#talk .comment")).to_have_count(0)


def test_without_a_live_process_the_page_still_hears(
    running: Served, space: Space, mei: Member, lin: Member, page: Page
) -> None:
    room = make_open_room()
    reader = inside(page, running, space, room, "lin@example.com")
    running.live.end()
    expect(reader.locator("look-again[resting]")).to_have_count(0)
    say(reader, "还在")
    assert texts(reader) == ["还在"]
