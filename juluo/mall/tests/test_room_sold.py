"""The entry to a room, from the studio to a buyer and back: who paid is inside, who got the money back is not."""

import pytest

from juluo.core.models import Member, User
from juluo.ip.models import Message, Room
from juluo.ip.tests.test_rooms import make_open_room
from juluo.ledger.queries import balance_of, findings
from juluo.ledger.rules import PROVIDER, SALES
from juluo.mall.models import Product
from juluo.mall.tests.conftest import Browse
from juluo.mall.tests.test_series_sold import buys, gives_back, joins, read
from juluo.payments.tests.shop import Shop


@pytest.mark.timeout(180)
def test_the_entry_to_a_room_is_sold_and_given_back(till: Shop, browse: Browse, mei: Member, hao: User) -> None:
    room: Room = make_open_room(audience="buyers", notice="周六见")
    studio, reader, path = browse(mei), browse(hao), f"/rooms/{room.pk}/"
    sale = f"/studio/sales/rights/room:{room.pk}/"
    assert sale in read(studio, f"/studio{path}")
    assert studio.post(sale, {"title": "茶会", "price": "29"}).status_code == 302
    joins(reader, f"/@shanye{path}")
    assert "周六见" not in read(reader, path)

    order = buys(reader, Product.objects.get(), till)
    assert path in read(reader, f"/orders/{order.ref}/")
    assert "周六见" in read(reader, path)
    reader.post(f"{path}messages/", {"text": "我来了"})
    assert Message.objects.get().text == "我来了"

    gives_back(studio, order)
    assert "周六见" not in read(reader, path)
    assert reader.post(f"{path}messages/", {"text": "还在吗"})["Location"] == f"/@shanye{path}"
    assert (Message.objects.count(), balance_of(SALES, "CNY").minor, balance_of(PROVIDER, "CNY").minor) == (1, 0, 0)
    assert findings() == []
