"""Digests: when, to whom, what they say, and that nobody gets one twice."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from juluo.cli.bench.digests import Counter, make_readers, send_all
from juluo.community.operations.members import ban_member, leave_space
from juluo.core import clock
from juluo.core.models import FactRow
from juluo.ip.models import DigestTurn, Follow, Pace, Post
from juluo.ip.operations.digests import NOTED_EVERY, send_due_digests
from juluo.ip.operations.following import follow, unfollow
from juluo.ip.operations.posts import PostWords, publish_post, write_post
from juluo.ip.operations.series import make_series, order_parts
from juluo.ip.rules.digests import next_turn, period_of
from juluo.ip.rules.following import Subject
from juluo.ip.tasks import send_what_is_followed
from juluo.ip.tests.factories import make_post
from juluo.ip.tests.test_telling_followers import fans
from juluo.reach.models import Habit
from juluo.reach.operations.preferences import stop_mail
from juluo.testing.jobs import Killed, run_tasks
from juluo.testing.together import at_once

IP = Subject()
_TIMES = st.datetimes(
    datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2040-01-01"), timezones=st.just(UTC)
)
_ZONES = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Africa/Casablanca"])


def make_due():
    DigestTurn.objects.update(due_at=clock.now() - timedelta(minutes=1))


def send_now():
    make_due()
    return send_due_digests()


@given(st.sampled_from([Pace.DAILY, Pace.WEEKLY]), _TIMES, _ZONES)
def test_a_turn_comes_in_the_morning_of_the_member_within_its_period(pace, after, zone):
    turn, length = next_turn(pace, after, zone), timedelta(days=7 if pace == Pace.WEEKLY else 1)
    here = turn.astimezone(ZoneInfo(zone))
    assert after < turn <= after + length + timedelta(days=1, hours=2)
    assert 7 <= here.hour <= 9
    assert pace == Pace.DAILY or here.weekday() == 0
    assert period_of(pace, next_turn(pace, turn, zone), zone) != period_of(pace, turn, zone)


def test_a_digest_tells_what_is_new_since_the_last_one_once(mei, lin):
    make_post(mei, "从前的")
    follow(lin, IP, pace="daily")
    assert send_now() == 1
    assert mail.outbox == []

    make_post(mei, "新茶到了")
    make_post(mei, "又来一篇")
    send_now()
    send_now()

    [sent] = mail.outbox
    assert sent.to == ["lin@example.com"]
    assert "又来一篇" in sent.subject
    for words in (sent.body, sent.alternatives[0].content):
        assert "新茶到了" in words
        assert "从前的" not in words
    turn = DigestTurn.objects.get()
    assert turn.due_at > clock.now()
    assert turn.claimed_at is None


def test_paces_and_subjects_are_kept_apart(mei, lin):
    series, other = make_series("山中岁月"), fans(1)[0]
    part, apart = make_post(mei, "系列一"), make_post(mei, "单独的")
    order_parts(series, [part.pk])
    follow(lin, Subject(series=series), pace="weekly")
    follow(other, IP, pace="here")
    DigestTurn.objects.update(told_until=clock.now() - timedelta(days=1))

    send_now()

    [sent] = mail.outbox
    assert "系列一" in sent.body
    assert apart.title not in sent.body


def test_a_paid_part_is_in_no_digest(mei, lin):
    follow(lin, IP, pace="daily")
    publish_post(write_post(mei, PostWords(title="霜降", text="免费的。\n\n::wall\n\n收费的。", audience="buyers")))
    send_now()
    [sent] = mail.outbox
    assert "免费的" in sent.body
    assert "收费" not in sent.body + sent.alternatives[0].content + sent.subject


def test_who_left_was_banned_or_ended_such_mails_gets_none(mei, lin):
    banned, gone, silent, own = *fans(3), mei
    for each in (banned, gone, silent, own):
        follow(each, IP, pace="daily")
    make_post(mei)
    ban_member(banned, reason="spam")
    leave_space(gone)
    stop_mail(silent, "ip.new_post")
    send_now()
    assert mail.outbox == []


def test_quiet_hours_put_it_off_until_they_end(mei, lin):
    follow(lin, IP, pace="daily")
    make_post(mei)
    now = clock.now()
    minute = now.hour * 60 + now.minute
    Habit.objects.create(member=lin, time_zone="UTC", quiet_from=(minute - 5) % 1440, quiet_until=(minute + 30) % 1440)
    send_now()
    assert mail.outbox == []
    waiting = DigestTurn.objects.get().due_at - clock.now()
    assert timedelta(minutes=25) < waiting <= timedelta(minutes=30)


def test_it_speaks_the_language_of_its_reader(mei, lin):
    Habit.objects.create(member=lin, language="en")
    follow(lin, IP, pace="daily")
    make_post(mei)
    send_now()
    assert "once a day at most" in mail.outbox[0].body
    assert mail.outbox[0].extra_headers["Content-Language"] == "en"


def test_one_click_in_a_mail_ends_such_mails_and_another_ends_the_follow(client_of, mei, lin):
    follow(lin, IP, pace="daily")
    make_post(mei)
    send_now()
    [sent] = mail.outbox
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.extra_headers["List-Unsubscribe"].strip("<>") in sent.body
    way = next(line for line in sent.body.splitlines() if "/following/end/" in line)
    path = "/@shanye" + way.partition("/@shanye")[2]

    guest = client_of()
    assert guest.get(path).status_code == 200
    assert Follow.objects.exists()
    guest.post(path, {"List-Unsubscribe": "One-Click"})
    assert guest.post(path).status_code == 200
    assert not Follow.objects.exists()
    assert FactRow.objects.filter(name="Unfollowed").count() == 1
    assert guest.get("/following/end/forged/").status_code == 404


def test_two_workers_send_each_digest_once(mei):
    for each in fans(6):
        follow(each, IP, pace="daily")
    make_post(mei)
    make_due()
    one, other = Counter(), Counter()
    at_once(lambda: send_due_digests(transport=one, most=4), lambda: send_due_digests(transport=other, most=4))
    send_all(one)
    assert one.mails + other.mails == 6
    assert len(one.readers | other.readers) == 6


def test_a_worker_that_dies_leaves_nobody_out_and_repeats_no_message(mei):
    count = NOTED_EVERY + 7
    for each in fans(count):
        follow(each, IP, pace="daily")
    make_post(mei)
    make_due()
    sent = []

    class Mortal(Counter):
        def send_messages(self, messages):
            sent.extend((each.to[0], each.extra_headers["Message-ID"]) for each in messages)
            if len(sent) == NOTED_EVERY + 3:
                raise Killed
            return len(messages)

    with pytest.raises(Killed):
        send_due_digests(transport=Mortal())
    send_all(Mortal())

    assert len({to for to, _message in sent}) == len(set(sent)) == count
    assert len(sent) <= count + NOTED_EVERY


def test_a_mail_server_that_takes_nothing_keeps_the_turn(mei, lin):
    class Down(Counter):
        def send_messages(self, messages):
            raise ConnectionError

    follow(lin, IP, pace="daily")
    make_post(mei)
    make_due()
    assert send_due_digests(transport=Down()) == 0
    assert send_due_digests() == 1
    assert len(mail.outbox) == 1


def test_the_routine_queues_a_task_only_when_something_is_due(mei, lin):
    follow(lin, IP, pace="daily")
    make_post(mei)
    send_what_is_followed.run()
    assert "juluo.ip.tasks.send_digests" not in run_tasks()
    make_due()
    send_what_is_followed.run()
    assert "juluo.ip.tasks.send_digests" in run_tasks()
    assert len(mail.outbox) == 1


def test_a_batch_costs_the_same_queries_however_many_are_in_it(mei):
    counted = []
    for crowd in (1, 3):
        make_post(mei)
        make_readers(1) if crowd == 1 else [follow(each, IP, pace="daily") for each in fans(crowd)]
        DigestTurn.objects.update(told_until=clock.now() - timedelta(days=1))
        make_due()
        with CaptureQueriesContext(connection) as queries:
            send_due_digests(transport=Counter())
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_nothing_is_sent_after_the_follow_ended(mei, lin):
    follow(lin, IP, pace="daily")
    make_post(mei)
    unfollow(lin, IP)
    assert send_now() == 0
    assert Post.objects.count() == 1
