"""A thread recomposed into an article: credit to its voices, who may withdraw their words."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import set_urlconf

from juluo.core import clock
from juluo.core.blocks import draw_blocks
from juluo.core.holdings import holdings
from juluo.core.models import FactRow
from juluo.core.refusals import Refused
from juluo.core.said.operations import hide
from juluo.core.spaces import acting_in
from juluo.ip.models import Comment, Post, Quotation
from juluo.ip.operations.comments import take_comment_back, write_comment
from juluo.ip.operations.posts import PostWords, publish_post, write_post
from juluo.ip.operations.quotations import recompose, withdraw_words
from juluo.ip.rules.markdown import told
from juluo.ip.tests.factories import make_post
from juluo.ip.tests.test_api import ROOT, code, send
from juluo.reach.models import Notification
from juluo.testing.digest import changes, digest
from juluo.testing.jobs import run_tasks


@pytest.fixture
def talk(mei, lin):
    """A post with two comments of Lin and one of Mei."""
    post = make_post(mei)
    return post, [
        write_comment(lin, post, "水要滚"),
        write_comment(mei, post, "盖子别盖"),
        write_comment(lin, post, "三泡最好"),
    ]


@pytest.fixture(autouse=True)
def inside():
    """Addresses are those within a space, as on its pages."""
    set_urlconf("juluo.urls.space")
    yield
    set_urlconf(None)


def drawn(post, space):
    return told(post.text, draw_blocks(post.text, None, space))


def refused(call):
    before = digest()
    with pytest.raises(Refused) as refusal:
        call()
    assert changes(before, digest()) == []
    return refusal.value.code


def test_a_draft_quotes_in_order_and_thanks_each_once(space, mei, lin, talk):
    post, (first, second, third) = talk
    made = recompose(mei, post, "大家怎么泡", [third, first, second])
    run_tasks()

    html = drawn(made, space)
    assert made.published_at is None
    assert html.index("三泡最好") < html.index("水要滚") < html.index("盖子别盖")
    assert html.count(">Lin</bdi>") == 3
    assert list(Notification.objects.filter(kind="ip.comment_quoted").values_list("member", flat=True)) == [lin.pk]


def test_withdrawn_words_are_left_out_before_and_after_publishing(client_of, space, mei, lin, talk):
    post, (first, second, _third) = talk
    made = publish_post(recompose(mei, post, "大家怎么泡", [first, second]))
    own = Quotation.objects.get(comment=first)
    browser = client_of(lin)
    assert "水要滚" in client_of().get(f"/posts/{made.id}/").text
    assert "水要滚" in browser.get(f"/quotations/{own.id}/").text
    browser.post(f"/quotations/{own.id}/withdrawal/")
    withdraw_words(own)

    page = client_of().get(f"/posts/{made.id}/").text
    assert ("水要滚" in page, "盖子别盖" in page, ">Lin</bdi>" in page) == (False, True, False)
    assert FactRow.objects.filter(name="WordsWithdrawn").count() == 1
    assert client_of(mei).get(f"/quotations/{own.id}/").status_code == 404


def test_words_that_are_gone_are_gone_from_the_article(space, mei, lin, talk):
    post, (first, second, third) = talk
    made = recompose(mei, post, "大家怎么泡", [first, second, third])
    take_comment_back(first)
    hide(second, reason="other")
    html = drawn(made, space)
    assert ("水要滚" in html, "盖子别盖" in html, "三泡最好" in html) == (False, False, True)


def test_who_closes_the_account_is_quoted_and_named_no_more(space, mei, lin, talk):
    post, comments = talk
    made = recompose(mei, post, "大家怎么泡", comments)
    for each in holdings():
        if each.model in {Comment, Quotation}:
            each.erase(lin, at=clock.now())
    html = drawn(made, space)
    assert ("水要滚" in html, "Lin" in html) == (False, False)


def test_what_cannot_be_quoted_is_refused(mei, lin, talk):
    post, (first, *_others) = talk
    elsewhere = write_comment(lin, make_post(mei, "另一篇"), "别处的话")
    assert refused(lambda: recompose(mei, post, "题", [])) == "nothing_chosen"
    assert refused(lambda: recompose(mei, post, "题", [elsewhere])) == "another_post"
    assert refused(lambda: recompose(mei, post, "", [first])) == "empty"
    take_comment_back(first)
    first.refresh_from_db()
    assert refused(lambda: recompose(mei, post, "题", [first])) == "comment_gone"


def test_recomposing_rolled_back_leaves_nothing(mei, talk):
    post, comments = talk
    with transaction.atomic():
        recompose(mei, post, "题", comments)
        transaction.set_rollback(True)
    assert (Post.objects.count(), Quotation.objects.count()) == (1, 0)


def test_the_article_is_for_those_who_read_the_talk_and_leaks_nowhere(client_of, mei, lin):
    source = publish_post(write_post(mei, PostWords(title="会员区", text="内部", audience="members")))
    made = publish_post(recompose(mei, source, "会员怎么说", [write_comment(lin, source, "悄悄话")]))
    assert made.audience == "members"
    for path in (f"/posts/{made.id}/", "/", f"{ROOT}/posts", f"{ROOT}/posts/{made.id}"):
        assert "悄悄话" not in client_of().get(path).text
    assert "悄悄话" in client_of(lin).get(f"/posts/{made.id}/").text


def test_staff_choose_by_numbers_in_the_studio(client_of, mei, lin, talk):
    post, (first, _second, third) = talk
    path, staff = f"/studio/posts/{post.id}/recomposition/", client_of(mei)
    assert "水要滚" in staff.get(path).text
    assert staff.post(path, {"title": "题"}).status_code == 422
    staff.post(path, {"title": "题", f"place-{third.pk}": "1", f"place-{first.pk}": "2"})
    assert list(Quotation.objects.order_by("id").values_list("comment", flat=True)) == [third.pk, first.pk]
    assert client_of(lin).get(path).status_code == 404


def test_the_api_recomposes_and_withdraws(client_of, mei, lin, talk):
    post, (first, *_others) = talk
    path, browser = f"/studio/posts/{post.id}/recomposition", client_of(lin)
    made = send(client_of(mei), path, {"title": "题", "comment_ids": [str(first.id)]}).json()
    assert made["published_at"] is None
    (own,) = browser.get(f"{ROOT}/quotations").json()["items"]
    assert send(browser, f"/quotations/{own['id']}", method="delete").json()["withdrawn_at"]
    assert code(send(client_of(mei), f"/quotations/{own['id']}", method="delete")) == (404, "not_found")
    for ids, pointer in (([], "#/comment_ids"), (["x"], "#/comment_ids/0"), ([str(post.id)], "#/comment_ids")):
        wrong = send(client_of(mei), path, {"title": "题", "comment_ids": ids})
        assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, pointer)


def test_what_is_of_another_space_answers_like_none(client_of, mei, lin, wu, other_space):
    with acting_in(other_space):
        post = make_post(wu)
        recompose(wu, post, "题", [write_comment(wu, post, "别处的话")])
        foreign = Quotation.objects.get()
    before = digest()
    assert client_of(lin).post(f"/quotations/{foreign.id}/withdrawal/").status_code == 404
    assert client_of(mei).get(f"/studio/posts/{post.id}/recomposition/").status_code == 404
    assert changes(before, digest()) == []


def test_a_quoting_article_costs_the_same_with_one_voice_and_with_three(space, mei, talk):
    post, comments = talk

    def cost(chosen):
        made = recompose(mei, post, f"题 {len(chosen)}", chosen)
        with CaptureQueriesContext(connection) as asked:
            draw_blocks(made.text, None, space)
        return len(asked)

    assert cost(comments[:1]) == cost(comments)
