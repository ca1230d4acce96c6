"""The orders: placed, paid, sent, received, given back, called off, forgotten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import F

from juluo.cli.seed.life import Life, by, by_staff
from juluo.cli.seed.setting import Stage, variants_of
from juluo.cli.seed.till import Till
from juluo.cli.seed.words.people import STREETS
from juluo.core.models import Member
from juluo.mall.models import Order, Stock, Variant
from juluo.mall.operations.orders import (
    Address,
    Checkout,
    cancel_order,
    deliver_order,
    lapse_order,
    place_order,
    ship_order,
)
from juluo.mall.operations.refunds import Giving, refund_order, refund_rest
from juluo.mall.rules.orders import HOLD_FOR, part_for

ORDERS = 60
LEFT = 4
CARRIER = "顺丰速运"


class Trade:
    def __init__(self, stage: Stage, life: Life, till: Till) -> None:
        self.stage, self.life, self.till = stage, life, till

    def plan(self) -> None:
        """Sixty orders, closer together lately; the last waits for its payment."""
        for number in range(ORDERS):
            moment = self.life.ago(days=50 * (1 - number / ORDERS) ** 1.3 + 0.2, hours=self.stage.chance.uniform(0, 3))
            self.life.plan(moment, self._placing(number, moment))
        self.life.plan(self.life.ago(minutes=4), lambda: self._place(ORDERS))

    def _placing(self, number: int, moment: datetime) -> Callable[[], None]:
        return lambda: self._begin(number, moment)

    def _begin(self, number: int, moment: datetime) -> None:
        """Place the order and plan the rest of its life."""
        order = self._place(number)
        if number % 23 == 7:  # noqa: PLR2004 - a few are forgotten
            self.life.plan(moment + HOLD_FOR + timedelta(minutes=1), lambda: lapse_order(order))
        elif number % 29 == 11:  # noqa: PLR2004 - a few are called off
            self.life.plan(moment + timedelta(minutes=6), lambda: self._call_off(order))
        else:
            self.life.plan(moment + timedelta(minutes=3), lambda: self.till.pay(order))
            self._plan_parcel(number, order, moment)

    def _plan_parcel(self, number: int, order: Order, moment: datetime) -> None:
        sent = moment + timedelta(hours=self.stage.chance.uniform(30, 52))
        arrived = sent + timedelta(days=self.stage.chance.uniform(2, 4))
        self.life.plan(sent, lambda: self._ship(order, number))
        self.life.plan(arrived, lambda: self._deliver(order))
        if number % 12 == 5:  # noqa: PLR2004 - a few come back
            self.life.plan(arrived + timedelta(days=3), lambda: self._give_back(order, number))

    def _place(self, number: int) -> Order:
        chance = self.stage.chance
        buyer = self._buyer()
        wanted = {self._in_stock().id: 1 + (number % 5 == 3)}  # noqa: PLR2004 - now and then two
        if number % 4 == 1:
            wanted[variants_of(self.stage.products[-1])[0].id] = 2
        region, city, line = chance.choice(STREETS)
        address = Address(name=buyer.name, phone=f"100{number:08}", region=region, city=city, line=line)
        with by(buyer):
            return place_order(buyer, Checkout(pieces=wanted, address=address, key=f"seed-{number}"))

    def _in_stock(self) -> Variant:
        """Something of which a few are left: the demo is not to be sold out."""
        left = Stock.objects.filter(on_hand__gte=F("reserved") + LEFT).order_by("id").select_related("variant")
        return self.stage.chance.choice(list(left)).variant

    def _buyer(self) -> Member:
        """Whoever came lately buys more often; the sharers buy too."""
        members = self.stage.members
        picked = members[int(len(members) * self.stage.chance.random() ** 0.8)]
        return Member.objects.get(pk=picked.pk)

    def _call_off(self, order: Order) -> None:
        with by(order.buyer):
            cancel_order(order, reason="地址写错了，重新下单")

    def _ship(self, order: Order, number: int) -> None:
        with by_staff(self.stage.owner):
            ship_order(order, carrier=CARRIER, parcel_number=f"SF10{number:010}")

    def _deliver(self, order: Order) -> None:
        with by_staff(self.stage.owner):
            deliver_order(order)

    def _give_back(self, order: Order, number: int) -> None:
        """All of it, or one piece of the first line."""
        with by_staff(self.stage.owner):
            if number % 24 == 5:  # noqa: PLR2004 - every second one whole
                refund_rest(order, reason="不合口味，七天内退回", key=f"seed-{number}")
                return
            line = order.lines.order_by("id")[0]
            part = part_for(line, 1)
            if line.quantity == 1:
                part = replace(part, quantity=0, minor=part.minor // 5)
            refund_order(order, Giving(parts={line.id: part}, reason="路上磕了一角，补偿一部分", key=f"seed-{number}"))
