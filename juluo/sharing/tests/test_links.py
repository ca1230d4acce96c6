from datetime import timedelta

import pytest

from juluo.community.operations.covenants import publish_covenant
from juluo.community.operations.members import ban_member, leave_space
from juluo.core import clock
from juluo.core.ids import uuid7
from juluo.core.refusals import Refused
from juluo.mall.models import Product
from juluo.sharing.models import ShareLink, Touch
from juluo.sharing.operations.links import make_link, revoke_link, touch
from juluo.sharing.tests.shop import opens, share

MISSING_POST = "/posts/01a20214-5e28-76b4-bee5-be49292d6243/"


def refused(verb, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        verb(*args, **kwargs)
    return refusal.value.code


def test_the_same_target_and_parent_again_is_the_same_link(lin, mei, tea):
    parent = share(mei, "/mall/rougui/")
    assert share(lin, "/mall/rougui/") == share(lin, "/mall/rougui/")
    assert share(lin, "/mall/rougui/", parent) == share(lin, "/mall/rougui/", parent)
    assert ShareLink.objects.of(lin).count() == 2
    assert {len(code) for code in ShareLink.objects.values_list("code", flat=True)} == {10}


@pytest.mark.parametrize(
    "target",
    ["", "mall/", "//evil.example/", "/orders/", "/studio/", "/me/", "/mall/rougui/../x/", "/mall/rougui/?x=1",
     "/mall/rougui/\n", "/mall/gone/", "/posts/1/", MISSING_POST, "https://evil.example/", "/" * 400, "/\0"],
)  # fmt: skip
def test_only_what_a_guest_may_read_can_be_shared(target, lin, tea):
    assert refused(make_link, lin, target) == "private_target"
    assert not ShareLink.objects.exists()


def test_a_product_that_is_not_on_sale_cannot_be_shared(lin, tea):
    Product.objects.update(published_at=None)
    assert refused(make_link, lin, "/mall/rougui/") == "private_target"


def test_who_may_not_take_part_makes_no_links(lin, mei):
    publish_covenant("Be kind, again.")
    assert refused(make_link, lin, "/") == "covenant_not_accepted"
    assert refused(make_link, ban_member(lin, reason="spam"), "/") == "banned"
    leave_space(lin)
    lin.refresh_from_db()
    lin.banned_at = None
    assert refused(make_link, lin, "/") == "left"


def test_an_own_link_is_no_parent(lin):
    assert refused(make_link, lin, "/", parent=share(lin)) == "own_parent"


def test_a_revoked_link_is_over_and_a_new_one_has_a_new_code(lin, buyer):
    link = share(lin)
    assert revoke_link(revoke_link(link)).revoked_at
    assert refused(touch, ShareLink.objects.get(), visitor=uuid7(), member=buyer) == "link_over"
    assert share(lin).code != link.code


def test_an_expired_link_is_over_and_its_successor_is_new(lin):
    link = make_link(lin, "/", expires_at=clock.now() - timedelta(seconds=1))
    assert refused(touch, link, visitor=uuid7(), member=None) == "link_over"
    assert share(lin) != link
    assert ShareLink.objects.standing().count() == 1


def test_the_expiry_last_asked_for_holds(lin):
    until = clock.now() + timedelta(days=7)
    assert make_link(lin, "/", expires_at=until) == share(lin)
    assert ShareLink.objects.get().expires_at is None


def test_opening_again_at_once_is_one_touch(lin, buyer):
    link, visitor = share(lin), uuid7()
    opens(visitor, link)
    opens(visitor, link)
    touch(link, visitor=visitor, member=buyer)
    assert list(Touch.objects.order_by("id").values_list("member", flat=True)) == [None, buyer.id]
