"""Mails that go out: in the reader's language, once, not at night, not after they said no."""

import smtplib
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from juluo.core import clock
from juluo.core.letters import sender
from juluo.core.models import Member
from juluo.reach.channels import ChannelUnavailable
from juluo.reach.models import Delivery, Habit, Notification
from juluo.reach.operations import deliveries
from juluo.reach.operations.notifications import News, tell
from juluo.reach.operations.preferences import stop_mail
from juluo.reach.tasks import send_what_is_due
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once

CONFIRMED = News(
    kind="mall.order_confirmed", reason="1", data={"ref": "A1", "total": {"minor": 9900, "currency": "CNY"}}
)
SHIPPED = News(kind="mall.order_shipped", reason="1", data={"ref": "A1"})


def send() -> None:
    send_what_is_due.run()
    run_tasks()


@pytest.fixture
def ready(lin: Member, mei: Member, settings) -> Member:
    settings.JULUO_TEST_CLOCK = True
    run_tasks()
    Notification.objects.all().delete()
    mail.outbox.clear()
    return lin


def test_a_mail_goes_out_once_with_both_parts_and_a_way_out(ready: Member):
    tell([ready.pk], SHIPPED)
    send()
    send()

    (sent,) = mail.outbox
    assert (sent.to, sent.from_email) == (["lin@example.com"], sender("山野茶事"))
    assert "A1" in sent.subject
    assert "/@shanye/orders/A1/" in sent.body
    assert 'lang="zh-hans"' in sent.alternatives[0].content
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_each_reads_in_their_own_language(ready: Member, mei: Member):
    Habit.objects.create(member=ready, language="en")
    tell([ready.pk, mei.pk], SHIPPED)
    send()

    words = {each.to[0]: (each.subject, each.extra_headers["Content-Language"]) for each in mail.outbox}
    assert words["lin@example.com"] == ("Your order A1 is on its way", "en")
    assert words["mei@example.com"][1] == "zh-hans"
    assert words["mei@example.com"][0] != words["lin@example.com"][0]


def test_what_a_law_asks_for_has_no_way_out(ready: Member):
    stop_mail(ready)
    tell([ready.pk], CONFIRMED)
    send()

    (sent,) = mail.outbox
    assert "List-Unsubscribe" not in sent.extra_headers
    assert "/notifications/off/" not in sent.body


def test_who_said_no_gets_nothing_even_if_it_was_waiting(ready: Member):
    tell([ready.pk], SHIPPED)
    stop_mail(ready, "mall.order_shipped")
    send()

    assert mail.outbox == []
    assert Delivery.objects.get().dropped_because == "unwanted"


def test_quiet_hours_hold_it_back_until_they_end(ready: Member):
    here = clock.now().astimezone(ZoneInfo("Asia/Tokyo"))
    start = (here.hour * 60 + here.minute - 5) % 1440
    Habit.objects.create(member=ready, time_zone="Asia/Tokyo", quiet_from=start, quiet_until=(start + 60) % 1440)
    tell([ready.pk], SHIPPED)
    send()
    assert mail.outbox == []

    clock.advance(timedelta(hours=1))
    send()
    assert len(mail.outbox) == 1


def test_a_server_that_is_down_is_asked_again(ready: Member, monkeypatch):
    tell([ready.pk], SHIPPED)
    monkeypatch.setattr(deliveries, "send_mail_about", _down)
    with pytest.raises(ChannelUnavailable):
        send()
    assert (Delivery.objects.get().sent_at, Delivery.objects.get().tries) == (None, 1)
    monkeypatch.undo()

    clock.advance(deliveries.QUEUED_AGAIN + timedelta(minutes=1))
    send()
    assert len(mail.outbox) == 1


def test_after_twelve_tries_it_is_given_up(ready: Member, monkeypatch):
    tell([ready.pk], SHIPPED)
    Delivery.objects.update(tries=deliveries.TRIES - 1)
    monkeypatch.setattr(deliveries, "send_mail_about", _down)
    with pytest.raises(ChannelUnavailable):
        send()

    assert Delivery.objects.get().dropped_because == "unreachable"


def test_an_address_that_is_refused_for_good_is_left_alone(ready: Member, monkeypatch):
    def refuse(*_anything, **_more):
        raise smtplib.SMTPRecipientsRefused({"lin@example.com": (550, b"No such user")})

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    tell([ready.pk], SHIPPED)
    send()

    assert Delivery.objects.get().dropped_because == "refused"


def test_two_workers_send_one_mail(ready: Member):
    tell([ready.pk], SHIPPED)
    waiting = Delivery.objects.get()
    at_once(lambda: deliveries.deliver(waiting), times=3)

    assert len(mail.outbox) == 1


def test_a_mail_of_a_worker_that_died_goes_out_under_the_same_number(ready: Member):
    tell([ready.pk], SHIPPED)
    waiting = Delivery.objects.get()
    deliveries.deliver(waiting)
    Delivery.objects.update(sent_at=None, claimed_at=clock.now())
    deliveries.deliver(waiting)
    assert len(mail.outbox) == 1

    clock.advance(timedelta(minutes=11))
    deliveries.deliver(waiting)
    numbers = {each.extra_headers["Message-ID"] for each in mail.outbox}
    assert (len(mail.outbox), len(numbers)) == (2, 1)


def _down(*_anything, **_more):
    raise ChannelUnavailable("down")
