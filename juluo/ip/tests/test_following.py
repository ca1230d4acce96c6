"""Following: the verbs, the pages, the feed and the API."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from juluo.community.operations.members import ban_member
from juluo.core import clock
from juluo.core.models import FactRow, Member
from juluo.core.spaces import acting_in
from juluo.ip.models import DigestTurn, Follow, Pace, Post
from juluo.ip.operations.following import choose_pace, follow, unfollow
from juluo.ip.operations.posts import PostWords, publish_post, unpublish_post, write_post
from juluo.ip.operations.series import make_series, order_parts
from juluo.ip.queries.followed import followed_posts
from juluo.ip.rules.following import MOST_FOLLOWS, Subject
from juluo.ip.tests.factories import make_post
from juluo.ip.tests.test_api import code, send
from juluo.ip.tests.test_responses import recorded, refused
from juluo.reach.models import Preference
from juluo.reach.operations.preferences import stop_mail
from juluo.testing.together import at_once

IP = Subject()


@pytest.fixture
def column(mei):
    made = make_series("山中岁月")
    part = make_post(mei, "第一篇")
    order_parts(made, [part.pk])
    return made


def titles(member):
    return [post.title for post in followed_posts(member) or []]


def paces():
    return sorted(DigestTurn.objects.values_list("pace", flat=True))


def test_a_member_follows_the_ip_a_series_and_an_author_each_once(mei, lin, column):
    for subject in (IP, Subject(series=column), Subject(author=mei)):
        assert follow(lin, subject) == follow(lin, subject)

    rows = Follow.objects.order_by("id").values_list("series", "author", "pace")
    assert list(rows) == [(None, None, "weekly"), (column.pk, None, "weekly"), (None, mei.pk, "weekly")]
    subjects = FactRow.objects.filter(name="Followed").order_by("id").values_list("data__subject", flat=True)
    assert list(subjects) == ["ip", f"series:{column.pk}", f"author:{mei.pk}"]


def test_following_at_once_makes_one(lin):
    at_once(lambda: follow(lin, IP), lambda: follow(lin, IP, pace="weekly"), lambda: follow(lin, IP))
    assert (Follow.objects.count(), recorded("Followed"), paces()) == (1, 1, ["weekly"])


def test_following_rolled_back_leaves_nothing(lin):
    with transaction.atomic():
        follow(lin, IP)
        transaction.set_rollback(True)
    assert (Follow.objects.count(), recorded("Followed"), paces()) == (0, 0, [])


def test_a_follow_ends_once_and_its_digest_with_it(lin):
    follow(lin, IP, pace="daily")
    unfollow(lin, IP)
    unfollow(lin, IP)
    assert (Follow.objects.count(), recorded("Unfollowed"), paces()) == (0, 1, [])


def test_pressing_again_keeps_the_pace_and_naming_one_changes_it(lin):
    made = follow(lin, IP, pace="daily")
    assert follow(lin, IP).pace == Pace.DAILY
    assert follow(lin, IP, pace="here").pace == Pace.HERE
    choose_pace(made, "here")
    assert (recorded("PaceChosen"), paces()) == (1, [])


def test_nobody_follows_themselves_in_too_many_ways_or_while_banned(mei, lin):
    assert refused(lambda: follow(mei, Subject(author=mei))) == "yourself"
    assert refused(lambda: follow(lin, IP, pace="hourly")) == "unknown_pace"
    for number in range(MOST_FOLLOWS):
        made = make_series(f"系列 {number}")
        Follow.objects.create(member=lin, series=made, pace="here", at=clock.now())
    assert refused(lambda: follow(lin, IP)) == "too_many"
    ban_member(lin, reason="spam")
    assert refused(lambda: follow(Member.objects.get(pk=lin.pk), IP)) == "not_present"


def test_asking_for_a_mail_ends_an_earlier_no_and_following_alone_does_not(lin):
    stop_mail(lin, "ip.new_post")
    made = follow(lin, IP)
    assert not Preference.objects.get().wanted
    choose_pace(made, "here")
    assert not Preference.objects.get().wanted
    choose_pace(made, "daily")
    assert Preference.objects.get().wanted


def test_whoever_ended_such_mails_is_told_that_none_will_come(client_of, lin):
    stop_mail(lin, "ip.new_post")
    browser = client_of(lin)
    assert "once a week" not in browser.post("/following/ip/", follow=True, headers={"Accept-Language": "en"}).text
    assert "You ended the mails" in browser.get("/following/", headers={"Accept-Language": "en"}).text


def test_the_feed_holds_what_is_followed_newest_first_and_nothing_else(mei, lin, column):
    other = make_post(lin, "林的茶")
    assert followed_posts(lin) is None

    follow(lin, Subject(series=column))
    assert titles(lin) == ["第一篇"]
    follow(lin, IP)
    make_post(mei, "新的")
    assert titles(lin) == ["新的", "第一篇"]
    follow(mei, Subject(author=lin))
    assert titles(mei) == ["林的茶"]
    unpublish_post(other)
    assert titles(mei) == []


def test_one_press_follows_and_the_next_one_ends_it(client_of, mei, lin, column):
    post = Post.objects.get(title="第一篇")
    browser, there = client_of(lin), f"/@shanye/posts/{post.pk}/"
    path = f"/following/series/{column.pk}/"

    answer = browser.post(path, headers={"Referer": f"http://testserver{there}"}, follow=True)
    assert answer.redirect_chain == [(there, 302)]
    assert "每周" in answer.text or "once a week at most" in answer.text
    assert f'action="/@shanye{path}removal/"' in answer.text
    assert Follow.objects.get().series == column

    choose_pace(Follow.objects.get(), "daily")
    ended = browser.post(f"{path}removal/", headers={"Referer": f"http://testserver{there}"}, follow=True)
    assert not Follow.objects.exists()
    assert f"{path}?pace=daily" in ended.text
    browser.post(f"{path}?pace=daily")
    assert Follow.objects.get().pace == "daily"


def test_a_guest_who_presses_follow_joins_and_comes_back_to_the_deed(client_of, mei, hao, column):
    post = Post.objects.get(title="第一篇")
    page = client_of().get(f"/posts/{post.pk}/").text
    assert "/@shanye/join/?next=%2F%40shanye%2Ffollowing%2Fip%2F" in page
    assert f"/@shanye/join/?next=%2F%40shanye%2Ffollowing%2Fseries%2F{column.pk}%2F" in page

    stranger = client_of(hao)
    led = stranger.get("/following/ip/")
    assert led["Location"] == "/@shanye/join/?next=%2F%40shanye%2Ffollowing%2Fip%2F"
    assert not Follow.objects.exists()


def test_joining_alone_follows_nothing(lin):
    assert not Follow.objects.exists()
    assert not DigestTurn.objects.exists()


def test_what_is_followed_is_listed_and_ended_even_when_it_is_no_longer_there(client_of, mei, lin, column):
    follow(lin, Subject(series=column))
    unpublish_post(Post.objects.get(title="第一篇"))
    browser = client_of(lin)

    assert "山中岁月" in browser.get("/following/").text
    browser.post(f"/following/series/{column.pk}/removal/")

    assert not Follow.objects.exists()
    assert browser.get(f"/following/series/{column.pk}/").status_code == 404


def test_what_is_of_another_space_cannot_be_followed(client_of, lin, wu, other_space):
    with acting_in(other_space):
        theirs = make_series("别处的")
        order_parts(theirs, [make_post(wu, "别处").pk])
    assert client_of(lin).post(f"/following/series/{theirs.pk}/").status_code == 404
    assert client_of(lin).post(f"/following/authors/{wu.pk}/").status_code == 404


def test_a_pace_that_nobody_knows_is_refused(client_of, lin):
    assert client_of(lin).post("/following/ip/", {"pace": "hourly"}).status_code == 422
    assert client_of(lin).post("/following/ip/?pace=hourly").status_code == 422
    told = send(client_of(lin), "/following/ip", {"pace": "hourly"}, method="put")
    assert (told.status_code, told.json()["errors"][0]["pointer"]) == (422, "#/pace")
    assert not Follow.objects.exists()


def test_the_feed_page_shows_the_free_part_alone_and_a_next_step_when_it_is_empty(client_of, mei, lin):
    browser = client_of(lin)
    assert 'href="/@shanye/following/ip/"' in browser.get("/followed/").text
    follow(lin, IP)
    assert 'href="/@shanye/"' in browser.get("/followed/").text

    words = PostWords(title="霜降之后", text="免费的。\n\n::wall\n\n收费的。", audience="buyers")
    publish_post(write_post(mei, words))
    for path in ("/followed/", "/followed/?order=matters", "/api/v1/followed", "/api/v1/followed?order=matters"):
        page = browser.get(path).content.decode("unicode_escape" if "api" in path else "utf-8")
        assert "免费的" in page
        assert "收费" not in page
    assert client_of().get("/followed/").status_code == 302


@pytest.mark.parametrize("path", ["/followed/", "/followed/?order=matters", "/following/"])
def test_the_pages_cost_ten_queries_however_much_they_show(client_of, mei, lin, path):
    follow(lin, IP)
    browser, counted = client_of(lin), []
    for number in (1, 2, 3):
        series = make_series(f"系列 {number}")
        order_parts(series, [make_post(mei, f"第 {number} 篇").pk])
        follow(lin, Subject(series=series))
        browser.get(path)
        with CaptureQueriesContext(connection) as queries:
            browser.get(path)
        counted.append(len(queries))
    assert counted[0] == counted[2] <= 10


def test_the_feed_goes_on_page_by_page(client_of, mei, lin):
    for number in range(13):
        make_post(mei, f"第 {number} 篇")
    follow(lin, IP)
    for order in ("", "matters"):
        first = client_of(lin).get(f"/api/v1/followed?limit=10&order={order}").json()
        second = client_of(lin).get(first["next"]).json()
        seen = [each["title"] for page in (first, second) for each in page["items"]]
        assert (sorted(seen), second["next"]) == (sorted(f"第 {number} 篇" for number in range(13)), None)
    assert code(client_of(lin).get("/api/v1/followed?after=x"))[0] == 422


def test_the_api_follows_and_ends_it(client_of, mei, lin, column):
    browser = client_of(lin)
    for path in ("ip", f"series/{column.pk}", f"authors/{mei.pk}"):
        assert send(browser, f"/following/{path}", {"pace": "here"}, method="put").json()["pace"] == "here"
    listed = browser.get("/api/v1/following").json()["items"]
    assert [(each["series_id"], each["author_id"]) for each in listed] == [
        (None, str(mei.pk)), (str(column.pk), None), (None, None),
    ]  # fmt: skip
    for path in ("ip", f"series/{column.pk}", f"authors/{mei.pk}", "ip"):
        assert send(browser, f"/following/{path}", method="delete").status_code == 204
    assert not Follow.objects.exists()
    assert code(send(client_of(), "/following/ip", method="put")) == (401, "sign_in")


def test_what_is_older_than_a_month_does_not_matter_any_more(client_of, mei, lin):
    old, new = make_post(mei, "旧"), make_post(mei, "新")
    Post.objects.filter(pk=old.pk).update(published_at=clock.now() - timedelta(days=31))
    follow(lin, IP)
    told = client_of(lin).get("/api/v1/followed?order=matters").json()["items"]
    assert [each["id"] for each in told] == [str(new.pk)]
