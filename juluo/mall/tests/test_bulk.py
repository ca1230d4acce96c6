"""Many orders at once: each by its own verb, each with an answer of its own."""

import re
from typing import Any

import pytest
from django.test import Client

from juluo.core import clock
from juluo.core.bulk import AT_ONCE, Wish, ask_for, carry_out
from juluo.core.models import Batch, BatchRow, FactRow, Member, Role, Space, Staff
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.mall.bulk import DELIVER, PUBLISH, SHIP
from juluo.mall.models import Order, Product
from juluo.mall.operations.orders import ship_order
from juluo.mall.tests.conftest import Browse
from juluo.mall.tests.factories import make_variant, paid_order, placed_order


@pytest.fixture
def owner(browse: Browse, mei: Member) -> Client:
    return browse(mei)


def outcomes(batch: Batch | None = None) -> list[tuple[str, str]]:
    rows = BatchRow.objects.order_by("position")
    return list((rows.filter(batch=batch) if batch else rows).values_list("name", "outcome"))


def asked(mei: Member, *refs: str, key: str = "k") -> Batch:
    return ask_for(DELIVER, [Wish(ref) for ref in refs], by=mei, key=key, told={})


def test_lines_ship_orders_and_the_report_says_which_and_why_not(owner: Client, lin: Member) -> None:
    paid, unpaid = paid_order(lin), placed_order(lin)
    lines = f"{paid.ref} 顺丰 SF1\n\n{unpaid.ref.lower()}\t中通 快递\tZT2\nNOBODY 顺丰 SF3"

    answer = owner.post("/studio/bulk/orders/shipments/", {"lines": lines, "key": "a"}, follow=True)

    page = answer.content.decode()
    assert outcomes() == [(paid.ref, "done"), (unpaid.ref, "refused"), ("", "refused")]
    paid.refresh_from_db()
    assert (paid.carrier, paid.parcel_number) == ("顺丰", "SF1")
    assert "This order is not paid yet." in page
    assert "There is nothing of this name here." in page


def test_a_line_that_names_no_parcel_ships_nothing(owner: Client, lin: Member) -> None:
    order = paid_order(lin)
    typed = f"{order.ref} 顺丰 SF1\n{order.ref} SF2"

    answer = owner.post("/studio/bulk/orders/shipments/", {"lines": typed})

    assert answer.status_code == 422
    assert "an order, a carrier and a parcel: 2." in answer.content.decode()
    assert (Batch.objects.count(), Order.objects.get().shipped_at) == (0, None)


def test_what_was_picked_is_delivered_and_each_fact_names_who_asked(owner: Client, mei: Member, lin: Member) -> None:
    on_its_way = ship_order(paid_order(lin), carrier="顺丰", parcel_number="1")
    waiting = paid_order(lin)

    owner.post("/studio/bulk/orders/deliveries/", {"pick": [on_its_way.ref, waiting.ref], "key": "a"})

    assert sorted(outcomes()) == sorted([(on_its_way.ref, "done"), (waiting.ref, "refused")])
    fact = FactRow.objects.get(name="OrderDelivered")
    assert (fact.actor_id, fact.by_staff) == (mei.pk, True)


def test_sending_the_form_twice_is_one_batch(owner: Client, lin: Member) -> None:
    order = ship_order(paid_order(lin), carrier="顺丰", parcel_number="1")

    for _time in range(2):
        owner.post("/studio/bulk/orders/deliveries/", {"pick": [order.ref], "key": "same"})

    assert Batch.objects.count() == 1
    assert FactRow.objects.filter(name="OrderDelivered").count() == 1


def test_all_that_a_view_shows_may_be_meant(owner: Client, lin: Member) -> None:
    first, second, unpaid = paid_order(lin), paid_order(lin), placed_order(lin)

    owner.post("/studio/bulk/orders/packing/", {"all": "1", "query": "state=paid", "pick": [unpaid.ref]})

    assert {name for name, _outcome in outcomes()} == {first.ref, second.ref}


def test_slips_show_what_goes_into_the_parcel(owner: Client, lin: Member) -> None:
    order = paid_order(lin)
    owner.post("/studio/bulk/orders/packing/", {"pick": [order.ref]})

    page = owner.get(f"/studio/bulk/{Batch.objects.get().pk}/slips/").content.decode()

    assert order.ref in page
    assert order.address["phone"] in page
    assert order.lines.get().title in page


def test_many_are_left_to_the_worker(owner: Client, lin: Member) -> None:
    refs = [f"R{number}" for number in range(AT_ONCE + 1)]

    answer = owner.post("/studio/bulk/orders/deliveries/", {"pick": refs}, follow=True)

    batch = Batch.objects.get()
    assert (batch.ended_at, batch.rows.filter(outcome="waiting").count()) == (None, AT_ONCE + 1)
    assert f"0 of {AT_ONCE + 1} are through" in answer.content.decode()
    carry_out(batch)
    batch.refresh_from_db()
    assert batch.ended_at is not None
    assert batch.rows.filter(outcome="waiting").count() == 0


def test_doing_it_again_does_nothing(mei: Member, lin: Member) -> None:
    order = ship_order(paid_order(lin), carrier="顺丰", parcel_number="1")
    batch = asked(mei, order.ref)

    carry_out(batch)
    carry_out(batch)

    assert FactRow.objects.filter(name="OrderDelivered").count() == 1
    assert outcomes() == [(order.ref, "done")]


def test_a_row_that_breaks_is_told_and_the_others_go_on(mei: Member, lin: Member, monkeypatch: Any) -> None:
    first, second = (ship_order(paid_order(lin), carrier="顺丰", parcel_number="1") for _each in range(2))
    real = DELIVER.do

    def breaks(order: Order, told: Any) -> Any:
        real(order, told)
        if order.ref == first.ref:
            raise RuntimeError

    broken = type(DELIVER)(**{name: getattr(DELIVER, name) for name in DELIVER.__slots__} | {"do": breaks})
    monkeypatch.setitem(__import__("juluo.core.bulk", fromlist=["x"])._deeds, DELIVER.key, broken)

    carry_out(asked(mei, first.ref, second.ref))

    assert outcomes() == [(first.ref, "failed"), (second.ref, "done")]
    assert Order.objects.get(pk=first.pk).delivered_at is None


def test_a_role_taken_away_ends_what_it_began(lin: Member, mei: Member) -> None:
    order = ship_order(paid_order(mei), carrier="顺丰", parcel_number="1")
    staff = Staff.objects.create(member=lin, role=Role.objects.get(key="manager"), since=clock.now())
    batch = asked(lin, order.ref)
    staff.delete()

    carry_out(batch)

    assert [outcome for _name, outcome in outcomes()] == ["refused"]
    assert Order.objects.get().delivered_at is None


@pytest.mark.parametrize(("count", "code"), [(0, "nothing_picked"), (5001, "too_many")])
def test_nothing_and_too_much_are_refused(mei: Member, count: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        ask_for(SHIP, [Wish(str(each)) for each in range(count)], by=mei, key="k", told={})

    assert refused.value.code == code
    assert Batch.objects.count() == 0


def test_only_who_asked_reads_the_report_and_only_who_may_asks(browse: Browse, owner: Client, lin: Member) -> None:
    order = paid_order(lin)
    owner.post("/studio/bulk/orders/packing/", {"pick": [order.ref]})
    Staff.objects.create(member=lin, role=Role.objects.get(key="finance"), since=clock.now())
    other = browse(lin)

    statuses = [
        other.get(f"/studio/bulk/{Batch.objects.get().pk}/").status_code,
        other.post("/studio/bulk/orders/deliveries/", {"pick": [order.ref]}).status_code,
        owner.get(f"/studio/bulk/{Batch.objects.get().pk}/").status_code,
    ]

    assert statuses == [404, 403, 200]


def test_an_order_of_another_space_is_not_found(owner: Client, wu: Member, other_space: Space) -> None:
    with acting_in(other_space):
        theirs = ship_order(paid_order(wu), carrier="顺丰", parcel_number="1")

    owner.post("/studio/bulk/orders/deliveries/", {"pick": [theirs.ref]})

    assert [outcome for _name, outcome in outcomes()] == ["refused"]
    with acting_in(other_space):
        assert Order.objects.get().delivered_at is None


def test_products_go_on_sale_and_off_together(owner: Client, space: Space) -> None:
    first, second = make_variant().product, make_variant().product
    slugs = [first.slug, second.slug]

    owner.post("/studio/bulk/products/withdrawals/", {"pick": slugs})
    withdrawn = Product.objects.filter(published_at=None).count()
    owner.post("/studio/bulk/products/publications/", {"pick": slugs})

    assert (withdrawn, Product.objects.filter(published_at=None).count()) == (2, 0)
    assert Batch.objects.filter(deed=PUBLISH.key).count() == 1


def test_orders_are_found_by_number_and_by_phone(owner: Client, lin: Member) -> None:
    order = paid_order(lin)
    tail = re.sub(r"\D", "", order.address["phone"])[-4:]

    found = [order.ref in owner.get(f"/studio/orders/?q={words}").content.decode()
             for words in (order.ref[:9].lower(), tail, "ZZZ")]  # fmt: skip

    assert found == [True, True, False]
