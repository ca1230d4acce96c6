"""Quotes: only of what stands under the same post, so that nobody reads by a quote what they may not read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.core.entitlements import grant
from juluo.core.holdings import holdings
from juluo.core.said.operations import hide
from juluo.ip.models import Comment
from juluo.ip.operations.comments import take_comment_back, write_comment
from juluo.ip.operations.posts import PostWords, publish_post, write_post
from juluo.ip.rules.quotes import Quote, passages_of
from juluo.ip.tests.factories import make_post
from juluo.ip.tests.test_api import code, send
from juluo.ip.tests.test_responses import refused
from juluo.reach.models import Notification
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once

PAID = "免费的一段。\n\n::wall\n\n收费的**好**话。"


@pytest.fixture
def paid(mei):
    return publish_post(write_post(mei, PostWords(title="霜降", text=PAID, audience="buyers")))


def news():
    return sorted(Notification.objects.values_list("kind", "member__name"))


def test_a_passage_of_a_post_is_quoted_without_its_marks_and_leads_back(client_of, mei, lin):
    post = make_post(mei, text="## 火候\n\n今年**第一**炉，\n慢慢来。\n\n- 一\n- 二")
    assert passages_of(post) == ["火候", "今年第一炉， 慢慢来。", "一", "二"]

    said = write_comment(lin, post, "说得好", quote=Quote("今年第一炉，\n 慢慢来。"))

    assert (said.quote, said.quoted) == ("今年第一炉， 慢慢来。", None)
    page = client_of().get(f"/posts/{post.pk}/").text
    quoted = page.partition("<blockquote")[2].partition("</blockquote>")[0]
    assert "今年第一炉， 慢慢来。" in quoted
    assert f'href="/@shanye/posts/{post.pk}/"' in quoted
    assert "Mei" in quoted


def test_words_that_do_not_stand_there_are_refused(mei, lin):
    post, other = make_post(mei), make_post(mei, "别的", "别处的话。")
    there, elsewhere = write_comment(mei, post, "请说"), write_comment(mei, other, "不在这里")

    for quote in (
        Quote("没说过的"), Quote(" "), Quote("今" * 501), Quote("别处的话。"), Quote("今年", there),
        Quote("不在这里", elsewhere),
    ):  # fmt: skip
        assert refused(lambda quote=quote: write_comment(lin, post, "看", quote=quote)) == "not_said"
    take_comment_back(there)
    assert refused(lambda: write_comment(lin, post, "看", quote=Quote("请说", there))) == "comment_gone"


def test_behind_the_wall_only_those_who_may_read_it_quote_it_and_read_the_quote(client_of, mei, lin, paid):
    assert refused(lambda: write_comment(lin, paid, "看", quote=Quote("收费的好话。"))) == "no_access"
    free = make_post(mei, "免费的")
    assert refused(lambda: write_comment(mei, free, "看", quote=Quote("收费的好话。"))) == "not_said"

    said = write_comment(mei, paid, "我再说一遍", quote=Quote("收费的好话。"))

    paths = [f"/posts/{paid.pk}/", f"/posts/{paid.pk}/comments/", f"/comments/{said.pk}/", f"/posts/{paid.pk}/quote/"]
    paths += [f"/comments/{said.pk}/quote/", f"/api/v1/posts/{paid.pk}/comments", f"/api/v1/posts/{paid.pk}/quotes"]
    for path in [*paths, "/", "/followed/", "/feed.json", f"/api/v1/posts/{paid.pk}"]:
        for reader in (None, lin):
            told = client_of(reader).get(path).content
            assert "收费".encode() not in told
            assert "收费".encode("unicode_escape") not in told
    grant(lin, f"post:{paid.pk}", reason="bought")
    assert "收费的好话。" in client_of(lin).get(f"/comments/{said.pk}/").text


def test_whoever_is_quoted_is_told_once(mei, lin):
    post = make_post(mei)
    first = write_comment(lin, post, "第一句")
    run_tasks()
    Notification.objects.all().delete()

    write_comment(mei, post, "@Lin 说得好", answers=first, quote=Quote("第一句", first))
    run_tasks()
    assert news() == [("ip.quoted", "Lin")]

    write_comment(lin, post, "好炉", quote=Quote("第一炉"))
    write_comment(mei, post, "我自己的", quote=Quote("第一炉"))
    run_tasks()
    assert news() == [("ip.quoted", "Lin"), ("ip.quoted", "Mei")]


def test_what_is_taken_back_or_hidden_is_not_told_on(client_of, mei, lin):
    post = make_post(mei)
    gone, hidden = write_comment(lin, post, "说错的话"), write_comment(lin, post, "骂人的话")
    for each in (gone, hidden):
        write_comment(mei, post, "看", answers=each, quote=Quote(each.text, each))
    take_comment_back(gone)
    hide(hidden, reason="insult")

    assert set(Comment.objects.filter(quoted__isnull=False).values_list("quote", flat=True)) == {"", "骂人的话"}
    for path in (f"/posts/{post.pk}/", f"/comments/{gone.pk}/", f"/comments/{hidden.pk}/"):
        page = client_of(mei).get(path).text
        assert "说错的话" not in page
        assert "骂人的话" not in page
    answered = client_of().get(f"/api/v1/comments/{hidden.pk}/answers").json()["items"]
    assert [each["quote"] for each in answered] == [None]


def test_a_closed_account_is_quoted_no_more(mei, lin):
    post = make_post(mei)
    first = write_comment(lin, post, "我的话")
    write_comment(mei, post, "看", quote=Quote("我的话", first))
    for each in holdings():
        if each.model is Comment:
            each.erase(lin, at=first.written_at)
    assert not Comment.objects.exclude(quote="").exists()


def test_the_same_quote_sent_twice_at_once_is_one_comment(mei, lin):
    post = make_post(mei)

    def say():
        write_comment(lin, post, "好", quote=Quote("第一炉"))

    at_once(say, say)
    write_comment(lin, post, "好", quote=Quote("炭焙"))
    assert Comment.objects.count() == 2


def test_quoting_works_by_links_alone_and_is_counted(client_of, mei, lin):
    post = make_post(mei, text="第一段。\n\n第二段。")
    browser = client_of(lin)
    assert f'href="/@shanye/posts/{post.pk}/quote/"' in browser.get(f"/posts/{post.pk}/").text
    assert 'href="?passage=1"' in browser.get(f"/posts/{post.pk}/quote/").text
    form = browser.get(f"/posts/{post.pk}/quote/?passage=1").text
    assert "第二段。</textarea>" in form

    wrong = browser.post(f"/posts/{post.pk}/quote/?passage=1", {"quote": "没有的", "text": "看"})
    assert wrong.status_code == 422
    browser.post(f"/posts/{post.pk}/quote/?passage=1", {"quote": "第二段。", "text": "看"})
    said = Comment.objects.get()
    browser.post(f"/comments/{said.pk}/quote/", {"quote": "看", "text": "再看"})

    page = client_of().get(f"/posts/{post.pk}/").text
    assert '<span class="num">2</span>' in page
    assert browser.get(f"/posts/{post.pk}/quote/?passage=99").status_code == 200
    assert client_of().get(f"/posts/{post.pk}/quote/").status_code == 302


def test_the_api_quotes_and_lists_the_quotes(client_of, mei, lin):
    post = make_post(mei)
    first, browser = write_comment(mei, post, "请说"), client_of(lin)

    made = send(browser, f"/posts/{post.pk}/quotes", {"text": "好", "quote": "请说", "quoted_id": str(first.pk)})
    assert (made.json()["quote"], made.json()["quoted_id"]) == ("请说", str(first.pk))
    wrong = send(browser, f"/posts/{post.pk}/quotes", {"text": "好", "quote": "没说"})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "#/quote")
    assert code(send(client_of(), f"/posts/{post.pk}/quotes", {"text": "好", "quote": "请说"})) == (401, "sign_in")
    listed = client_of().get(f"/api/v1/posts/{post.pk}/quotes").json()["items"]
    assert [each["text"] for each in listed] == ["好"]


@pytest.mark.parametrize("path", ["/posts/{0}/", "/api/v1/posts/{0}/quotes", "/api/v1/studio/comments"])
def test_quotes_cost_no_queries_each(client_of, mei, lin, path):
    post, browser, counted = make_post(mei), client_of(mei), []
    for number in range(3):
        said = write_comment(lin, post, f"第 {number} 句")
        write_comment(mei, post, f"答 {number}", quote=Quote(f"第 {number} 句", said))
        browser.get(path.format(post.pk))
        with CaptureQueriesContext(connection) as queries:
            browser.get(path.format(post.pk))
        counted.append(len(queries))
    assert counted[0] == counted[2] <= 14
