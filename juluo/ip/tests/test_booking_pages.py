"""Consultations and bookings in the browser: lists, times in two clocks, and what is done after an appointment."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.community.tests.factories import make_member
from juluo.core import clock
from juluo.ip.models import Booking
from juluo.ip.operations.bookings import cancel_booking
from juluo.ip.tests.test_bookings import booked, make_offer, movable_clock, state, times_of
from juluo.reach.models import Habit

pytestmark = pytest.mark.usefixtures("movable_clock")
__all__ = ["movable_clock"]


def test_lists_ask_as_much_for_three_rows_as_for_one(client_of, mei, lin):
    offer, staff, browser = make_offer(mei, seats=5), client_of(mei), client_of(lin)
    first = booked(lin, offer)
    week = f"/studio/appointments/?week={first.slot.starts_at:%Y-%m-%d}"
    paths = [(browser, "/bookings/"), (browser, "/consultations/"), (staff, week), (staff, "/studio/consultations/")]

    def asked():
        counts = []
        for who, path in paths:
            who.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert who.get(path).status_code == 200
            counts.append(len(queries))
        return counts

    before = asked()
    for number in (1, 2):
        booked(lin, offer, number)
        booked(make_member(f"m{number}"), offer, 0)
        make_offer(mei, title=f"第 {number} 种")
    assert asked() == before
    assert before[0] <= 12


def test_times_are_shown_by_the_readers_clocks_and_by_those_of_the_space(client_of, mei, lin):
    offer = make_offer(mei)
    Habit.objects.create(member=lin, time_zone="Europe/Berlin")

    path = f"/consultations/{offer.pk}/"

    here, there = client_of(lin).get(path).text, client_of().get(path).text

    assert ("Europe/Berlin" in here, "Asia/Shanghai" in here) == (True, True)
    assert ("Europe/Berlin" in there, "Asia/Shanghai" in there, "starts_at" in there) == (False, True, True)
    assert f"/join/?next=%2F%40shanye%2Fconsultations%2F{offer.pk}%2F" in there
    assert client_of(lin).get(f"{path}?from=2999-12-31").status_code == 200
    assert client_of(mei).get("/studio/appointments/?week=0001-01-01").status_code == 200


def test_only_ones_own_bookings_open(client_of, mei, lin):
    booking = booked(lin, make_offer(mei))
    for path in ("", "move/"):
        assert client_of(mei).get(f"/bookings/{booking.pk}/{path}").status_code == 404
    assert client_of(mei).post(f"/bookings/{booking.pk}/cancellation/").status_code == 404
    assert state(booking) == "booked"


def test_who_did_not_come_is_marked_objects_and_is_freed_of_it(client_of, mei, lin):
    booking, staff, browser = booked(lin, make_offer(mei)), client_of(mei), client_of(lin)
    clock.advance(booking.slot.ends_at - clock.now() + timedelta(minutes=5))

    staff.post(f"/studio/bookings/{booking.pk}/no-show/")
    assert browser.post(f"/bookings/{booking.pk}/objection/", {"words": ""}).status_code == 422
    browser.post(f"/bookings/{booking.pk}/objection/", {"words": "我在线上等了半小时"})

    assert "我在线上等了半小时" in staff.get(f"/studio/appointments/{booking.slot_id}/").text
    assert "我在线上等了半小时" in browser.get(f"/bookings/{booking.pk}/").text
    staff.post(f"/studio/bookings/{booking.pk}/no-show/withdrawal/")
    assert state(booking) == "done"


def test_a_booking_says_what_cancelling_brings_and_ends(client_of, mei, lin):
    booking, browser = booked(lin, make_offer(mei, refund_hours=720)), client_of(lin)
    assert "现在取消，不退款" in browser.get(f"/bookings/{booking.pk}/", headers={"Accept-Language": "zh-hans"}).text
    assert browser.post(f"/bookings/{booking.pk}/cancellation/").status_code == 302
    assert (state(booking), Booking.objects.get().money_back) == ("ended", False)
    cancel_booking(booking)


def test_an_unpaid_seat_leads_to_its_payment_and_a_lapsed_one_does_not(client_of, mei, lin):
    offer, browser = make_offer(mei), client_of(lin)
    booking = booked(lin, offer)
    assert browser.post(f"/bookings/{booking.pk}/payment/").url == f"/@shanye/bookings/{booking.pk}/"
    assert times_of(offer)
