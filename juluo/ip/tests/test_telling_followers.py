"""Telling followers at once: nothing at publishing, everything in batches, nobody twice."""

import re

from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.community.models import Entrance
from juluo.community.operations.members import ban_member, join_space
from juluo.community.queries.doors import current_covenant, standing_entrance
from juluo.core.models import User
from juluo.core.tasks import run_routines
from juluo.ip.models import Follow
from juluo.ip.operations.followers import tell_followers
from juluo.ip.operations.following import follow
from juluo.ip.operations.posts import PostWords, publish_post, unpublish_post, write_post
from juluo.ip.rules.following import Subject
from juluo.ip.tests.factories import make_draft, make_post
from juluo.reach.models import Delivery, Notification
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once

IP = Subject()


def fans(count):
    entrance, covenant = standing_entrance(Entrance.Kind.DIRECT), current_covenant()
    users = [User.objects.create_user(f"fan{number}@example.com") for number in range(count)]
    return [join_space(each, entrance=entrance, visitor=None, name=each.email[:4], covenant=covenant) for each in users]


def told():
    return set(Notification.objects.filter(kind="ip.new_post").values_list("member_id", flat=True))


def test_publishing_costs_the_same_however_many_follow(mei):
    counted = []
    for crowd in (0, 3):
        for fan in fans(crowd):
            follow(fan, IP, pace="at_once")
        draft = make_draft(mei)
        with CaptureQueriesContext(connection) as queries:
            publish_post(draft)
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert not told()


def test_those_who_asked_to_hear_at_once_do_and_nobody_else(mei, lin):
    one, two, three = fans(3)
    follow(lin, IP, pace="at_once")
    follow(lin, Subject(author=mei), pace="at_once")
    follow(one, Subject(author=mei), pace="at_once")
    follow(two, IP, pace="daily")
    follow(three, IP, pace="here")
    follow(mei, IP, pace="at_once")

    make_post(mei)
    run_tasks()
    run_tasks()

    assert told() == {lin.pk, one.pk}
    assert Notification.objects.filter(kind="ip.new_post").count() == 2


def test_batches_go_on_where_the_last_one_ended_and_tell_nobody_twice(mei):
    crowd = fans(5)
    for fan in crowd:
        follow(fan, IP, pace="at_once")
    post = make_post(mei)

    after = tell_followers(post, most=2)
    assert len(told()) == 2
    tell_followers(post, after=after, most=2)
    at_once(lambda: tell_followers(post), lambda: tell_followers(post))

    assert told() == {fan.pk for fan in crowd}
    assert (Notification.objects.filter(kind="ip.new_post").count(), Delivery.objects.count()) == (5, 5)


def test_whoever_is_banned_or_told_of_what_was_taken_back_hears_nothing(mei, lin):
    follow(lin, IP, pace="at_once")
    post = make_post(mei)
    tell_followers(unpublish_post(post))
    ban_member(lin, reason="spam")
    tell_followers(publish_post(post))
    assert told() == set()


def test_the_mail_names_the_post_and_ends_with_one_click_and_holds_nothing_paid(mei, lin):
    follow(lin, IP, pace="at_once")
    publish_post(write_post(mei, PostWords(title="霜降之后", text="免费的。\n\n::wall\n\n收费的。", audience="buyers")))
    run_tasks()
    run_routines()
    run_tasks()
    [sent] = mail.outbox
    assert "霜降之后" in sent.subject
    assert "收费" not in sent.body + sent.alternatives[0].content
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_mail_ends_the_one_following_that_brought_it(client_of, mei, lin):
    follow(lin, IP, pace="weekly")
    mine = follow(lin, Subject(author=mei), pace="at_once")
    make_post(mei)
    run_tasks()
    run_routines()
    run_tasks()
    [sent] = mail.outbox

    ends = re.findall(r"https?://[^/]+(/\S*following/end/\S+)", sent.body)
    assert len(ends) == 1
    assert mei.name in sent.body
    client_of().post(ends[0].partition("/@shanye")[2])

    assert list(Follow.objects.filter(member=lin).values_list("author_id", flat=True)) == [None]
    assert not Follow.objects.filter(pk=mine.pk).exists()
