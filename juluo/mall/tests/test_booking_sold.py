"""A consultation from the studio to a paid seat, moved, called off and given back. Pages, the API and the ledger."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from juluo.core import clock
from juluo.core.models import Member, User
from juluo.ip.models import Booking, Consultation, Slot
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import PROVIDER, SALES
from juluo.mall.models import Order
from juluo.mall.tests.conftest import Browse
from juluo.mall.tests.test_series_sold import joins, read
from juluo.payments.tests.gateway import press
from juluo.payments.tests.shop import Shop
from juluo.testing.jobs import run_tasks

SECRET = "canary7431"
OFFER = {
    "title": "一对一看茶", "description": "带上你的茶。", "host_role": "茶人", "place": f"https://meet.example.com/{SECRET}",
    "time_zone": "Asia/Shanghai", "minutes": "60", "pause": "0", "seats": "1", "window_days": "30",
    "notice_hours": "24", "refund_hours": "24", "move_hours": "24", "moves": "1", "hold_minutes": "15",
    "exceptions": "",
} | {f"day_{day}": "0:00-24:00" for day in range(1, 8)}  # fmt: skip


def make_offer(studio: Client) -> Consultation:
    place = studio.post("/studio/consultations/new/", OFFER)["Location"].removeprefix("/@shanye")
    offer = Consultation.objects.get()
    assert studio.post(f"{place}opening/").status_code == 302
    sale = f"/studio/sales/rights/consultation:{offer.pk}/"
    assert sale in read(studio, place)
    assert studio.post(sale, {"title": offer.title, "price": "99"}).status_code == 302
    return offer


def times_on(page: str) -> list[str]:
    return [unescape(each) for each in re.findall(r'name="starts_at"\s+value="([^"]+)"', page)]


def books(reader: Client, offer: Consultation, till: Shop, letter: int = 0) -> Booking:
    path = f"/consultations/{offer.pk}/"
    place = reader.post(f"{path}bookings/", {"starts_at": times_on(read(reader, path))[0]})["Location"]
    press(reader.post(place.removeprefix("/@shanye"))["Location"], "pay")
    assert till.deliver(till.letters(letter + 1)[letter]) == 204
    run_tasks()
    booking: Booking = Booking.objects.latest("id")
    return booking


def seen(browser: Client, offer: Consultation, booking: Booking) -> set[str]:
    """Where the browser reads where it is."""
    paths = [f"/consultations/{offer.pk}/", "/consultations/", "/", "/search/?q=看茶", "/sitemap-consultations.xml"]
    paths += [f"/bookings/{booking.pk}/", "/bookings/", f"/api/v1/consultations/{offer.pk}", "/notifications/"]
    paths += [f"/api/v1/bookings/{booking.pk}", "/api/v1/bookings", "/api/v1/notifications", "/feed.atom"]
    return {path for path in paths if SECRET in browser.get(path, follow=True).content.decode()}


def moves(reader: Client, offer: Consultation, booking: Booking) -> None:
    time = times_on(read(reader, f"/consultations/{offer.pk}/"))[2]
    assert reader.post(f"/bookings/{booking.pk}/move/", {"starts_at": time}).status_code == 302


def calls_off(studio: Client, slot: Slot) -> None:
    path = f"/studio/appointments/{slot.pk}/"
    assert path in read(studio, f"/studio/appointments/?week={slot.starts_at:%Y-%m-%d}&host=me")
    assert studio.post(f"{path}calling-off/", {"words": ""}).status_code == 422
    assert studio.post(f"{path}calling-off/", {"words": "感冒了"}).status_code == 302
    run_tasks()


def calendar_of(reader: Client, booking: Booking) -> str:
    found = re.search(r'href="/@shanye(/calendar/[^"]+)"', read(reader, f"/bookings/{booking.pk}/"))
    assert found
    return found[1]


@pytest.mark.timeout(240)
def test_where_it_is_stands_in_the_booking_alone(
    till: Shop, browse: Browse, mei: Member, hao: User, lin: Member
) -> None:
    offer, reader = make_offer(browse(mei)), browse(hao)
    path = f"/consultations/{offer.pk}/"
    assert "¥99.00" in re.sub(r"<[^>]*>|\s", "", read(browse(), path))
    joins(reader, f"/@shanye{path}")

    booking = books(reader, offer, till)

    own = f"/bookings/{booking.pk}"
    assert seen(reader, offer, booking) == {f"{own}/", f"/api/v1{own}", "/api/v1/bookings"}
    assert seen(browse(), offer, booking) == seen(browse(lin), offer, booking) == set()


@pytest.mark.timeout(240)
def test_a_paid_booking_is_moved_called_off_and_given_back(
    till: Shop, browse: Browse, mei: Member, lin: Member
) -> None:
    studio, reader = browse(mei), browse(lin)
    offer = make_offer(studio)
    booking = books(reader, offer, till)
    ics = calendar_of(reader, booking)

    first = read(browse(), ics)
    moves(reader, offer, booking)
    second = read(browse(), ics)
    assert re.findall(r"UID:\S+", first) == re.findall(r"UID:\S+", second)
    assert ("SEQUENCE:0" in first, "SEQUENCE:1" in second) == (True, True)
    assert browse().get("/calendar/x/").status_code == 404

    calls_off(studio, Slot.objects.get(taken=1))
    assert "感冒了" in read(reader, f"/bookings/{booking.pk}/")
    assert "METHOD:CANCEL" in read(browse(), ics)
    assert (balance_of(SALES, "CNY").minor, balance_of(PROVIDER, "CNY").minor, findings()) == (0, 0, [])


@pytest.mark.timeout(240)
def test_a_payment_that_comes_when_the_seat_is_anothers_goes_back(
    till: Shop, browse: Browse, mei: Member, hao: User, lin: Member
) -> None:
    offer = make_offer(browse(mei))
    path, slow, quick = f"/consultations/{offer.pk}/", browse(hao), browse(lin)
    joins(slow, f"/@shanye{path}")
    time = times_on(read(slow, path))[0]
    place = slow.post(f"{path}bookings/", {"starts_at": time})["Location"].removeprefix("/@shanye")
    gateway = slow.post(place)["Location"]
    Booking.objects.update(held_until=clock.now() - timedelta(minutes=1))
    assert quick.post(f"{path}bookings/", {"starts_at": time}).status_code == 302

    press(gateway, "pay")
    assert till.deliver(till.letters(1)[0]) == 204
    run_tasks()

    late = Booking.objects.earliest("id")
    assert (late.ended_by, late.money_back, Slot.objects.get().taken) == ("late", True, 1)
    assert Order.objects.filter(paid_at__isnull=False).count() == 1
    assert (balance_of(SALES, "CNY").minor, balance_of(PROVIDER, "CNY").minor, findings()) == (0, 0, [])


def test_the_api_books_and_cancels(browse: Browse, mei: Member, lin: Member) -> None:
    offer, api = make_offer(browse(mei)), "/api/v1"
    member, staff = browse(lin), browse(mei)
    met = member.get(f"{api}/consultations/{offer.pk}").json()
    time = {"starts_at": met["times"][0]["starts_at"]}
    made = member.post(f"{api}/consultations/{offer.pk}/bookings", time, content_type="application/json")
    again = member.post(f"{api}/consultations/{offer.pk}/bookings", time, content_type="application/json")
    assert (met["price"]["minor"], made.status_code, made.json()["due"]["total"]["minor"]) == (9900, 201, 9900)
    assert (again.json()["id"], again.json()["due"]["ref"]) == (made.json()["id"], made.json()["due"]["ref"])
    assert (made.json()["place"], made.json()["state"]) == (None, "held")

    booking = f"{api}/bookings/{made.json()['id']}"
    assert member.post(f"{booking}/move", time, content_type="application/json").status_code == 200
    assert staff.get(booking).status_code == 404
    ended = member.post(f"{booking}/cancellation").json()
    assert (ended["state"], ended["ended_by"], ended["money_back"]) == ("ended", "member", False)
    assert len(staff.get(f"{api}/studio/appointments").json()["items"]) == 1
    assert staff.put(f"{api}/studio/bookings/{made.json()['id']}/no-show").status_code == 409


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"minutes": 0}, "#/minutes"),
        ({"time_zone": "Mars/Olympus"}, "#/time_zone"),
        ({"hours": ["x"]}, "#/hours"),
        ({"exceptions": ["x"]}, "#/exceptions"),
        ({"place": ""}, "#/place"),
    ],
)
def test_bad_values_are_named(browse: Browse, mei: Member, said: dict[str, object], pointer: str) -> None:
    body = {"title": "x", "place": "x", "host_role": "x", "time_zone": "UTC"} | said
    answer = browse(mei).post("/api/v1/studio/consultations", body, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


@pytest.mark.parametrize(
    "time", ["", "x", "2026-11-23T09:00:00", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"]
)
def test_a_time_that_cannot_be_is_refused(browse: Browse, mei: Member, lin: Member, time: str) -> None:
    offer = make_offer(browse(mei))
    answer = browse(lin).post(f"/consultations/{offer.pk}/bookings/", {"starts_at": time})
    assert (answer.status_code, Booking.objects.count()) == (422, 0)
    asked = browse(lin).post(
        f"/api/v1/consultations/{offer.pk}/bookings", {"starts_at": time}, content_type="application/json"
    )
    assert asked.status_code in {409, 422}
