"""What is told, to whom, and that it is told once."""

import pytest
from django.core import mail
from django.db import connection, transaction

from juluo.community.operations.covenants import publish_covenant
from juluo.core.facts import recording_history
from juluo.core.models import Member, Space
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.mall.models import Order
from juluo.mall.operations.orders import ship_order
from juluo.mall.operations.refunds import refund_rest
from juluo.mall.tests.factories import paid_order
from juluo.reach.models import Delivery, Notification
from juluo.reach.operations.notifications import News, mark_all_read, mark_read, tell
from juluo.reach.queries.notifications import notifications_of, unread_count
from juluo.reach.tasks import send_what_is_due
from juluo.testing.jobs import run_tasks
from juluo.testing.together import at_once

SHIPPED = News(kind="mall.order_shipped", reason="1", data={"ref": "A1"})


def told(member: Member) -> list[str]:
    return [each.kind for each in notifications_of(member).order_by("id")]


@pytest.fixture
def quiet_start(space: Space, mei: Member, lin: Member) -> None:
    """What the cast's own beginning had to tell is done and forgotten."""
    run_tasks()
    Notification.objects.all().delete()


@pytest.mark.parametrize("times", [1, 2])
def test_a_paid_order_is_told_to_its_buyer_and_to_staff_once(quiet_start: None, lin: Member, mei: Member, times: int):
    paid_order(lin)
    run_tasks(times=times)
    run_tasks(times=times)

    assert (told(lin), told(mei)) == (["mall.order_confirmed"], ["mall.order_to_ship"])


@pytest.mark.parametrize("times", [1, 2])
def test_a_parcel_and_a_refund_are_told_to_the_buyer(quiet_start: None, lin: Member, times: int):
    order = paid_order(lin)
    ship_order(order, carrier="SF", parcel_number="1")
    refund_rest(Order.objects.get(), reason="damp", key="k")
    with connection.cursor() as cursor:  # the cast's payment is made up: no provider could send it back
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name LIKE '%ask_for_refund'")
    run_tasks(times=times)

    assert sorted(told(lin)) == ["mall.order_confirmed", "mall.order_refunded", "mall.order_shipped"]


def test_somebody_joining_is_told_to_the_owner(lin: Member, mei: Member):
    run_tasks(times=2)

    assert told(mei).count("community.member_joined") == 1


@pytest.mark.parametrize("times", [1, 2])
def test_a_new_covenant_is_told_to_every_member_once(
    quiet_start: None, lin: Member, mei: Member, times: int, monkeypatch
):
    monkeypatch.setattr("juluo.community.operations.news.AT_A_TIME", 1)
    publish_covenant("Be kind.")
    run_tasks(times=times)

    assert (told(lin), told(mei)) == (["community.covenant_changed"], ["community.covenant_changed"])


def test_history_tells_nothing(quiet_start: None, lin: Member):
    with recording_history():
        paid_order(lin)
    run_tasks()
    send_what_is_due.run()
    run_tasks()

    assert (Notification.objects.count(), Delivery.objects.count(), mail.outbox) == (0, 0, [])


def test_what_is_told_twice_at_once_is_told_once(quiet_start: None, lin: Member):
    answers = at_once(lambda: tell([lin.pk], SHIPPED), times=4)

    assert (sorted(answers), Notification.objects.count(), Delivery.objects.count()) == ([0, 0, 0, 1], 1, 1)


def test_what_is_rolled_back_was_never_told(quiet_start: None, lin: Member):
    with pytest.raises(Refused), transaction.atomic():
        tell([lin.pk], SHIPPED)
        raise Refused("No.", code="no")

    assert Notification.objects.count() == 0


def test_members_of_another_space_are_not_told(quiet_start: None, lin: Member, wu: Member, other_space: Space):
    assert tell([lin.pk, wu.pk], SHIPPED) == 1
    with acting_in(other_space):
        assert Notification.objects.count() == 0


def test_who_has_no_login_is_not_told(quiet_start: None, lin: Member):
    Member.objects.filter(pk=lin.pk).update(user=None)

    assert tell([lin.pk], SHIPPED) == 0


def test_reading_keeps_the_first_time_and_leaves_what_came_later(quiet_start: None, lin: Member):
    for reason in "abc":
        tell([lin.pk], News(kind="mall.order_shipped", reason=reason, data={"ref": reason}))
    first, second, _third = notifications_of(lin).order_by("id")

    read_at = mark_read(first).read_at
    assert mark_read(first).read_at == read_at
    assert mark_all_read(lin, up_to=second.pk) == 1
    assert unread_count(lin) == 1
