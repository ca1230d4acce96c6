"""Where the mall ships: the rule, the verbs behind it, and what buyers read before they order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.core.models import FactRow, Member, Space
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.mall.models import ShippingZone
from juluo.mall.operations.shipping import ZoneDraft, change_zone, make_zone, remove_zone
from juluo.mall.rules.shipping import MOST_ZONES, Zone, region_key, shipping_of
from juluo.mall.tests.conftest import Browse
from juluo.mall.tests.factories import make_variant, placed_order
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once

REST = ZoneDraft(name="全国其他地区", fee_minor=1000, free_from_minor=9900)
WEST = ZoneDraft(name="西北", regions=["新疆维吾尔自治区", "西藏自治区"], fee_minor=2500)
GOODS = Money(5000, "CNY")


def told() -> list[tuple[str, dict[str, object]]]:
    rows = FactRow.objects.filter(name__startswith="ShippingZone").order_by("id")
    return [(row.name.removeprefix("ShippingZone"), row.data) for row in rows]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("云南", "云南省"), ("北京市", " 北京 "), ("新疆", "新疆维吾尔自治区"), ("香港", "香港特别行政区"),
        ("Bavaria", "ＢＡＶＡＲＩＡ"),
    ],
)  # fmt: skip
def test_a_region_is_known_by_its_short_name_and_its_long_one(one: str, other: str) -> None:
    assert region_key(one) == region_key(other)


@pytest.mark.parametrize(("one", "other"), [("云南", "湖南"), ("市", "省"), ("", "市")])
def test_regions_that_differ_stay_apart(one: str, other: str) -> None:
    assert region_key(one) != region_key(other)


@given(minor=st.integers(0, 10**14), fee=st.integers(0, 10**9), free_from=st.none() | st.integers(0, 10**14))
def test_shipping_is_the_fee_or_free(minor: int, fee: int, free_from: int | None) -> None:
    zones = [Zone(frozenset(), fee, free_from, closed=False)]
    is_free = free_from is not None and minor >= free_from
    assert shipping_of(Money(minor, "CNY"), "云南", zones).minor == (0 if is_free else fee)


def test_a_named_zone_goes_before_everywhere_else(space: Space) -> None:
    zones = [
        Zone(frozenset(), 1000, None, closed=False),
        Zone(frozenset({"新疆维吾尔自治区"}), 2500, None, closed=False),
    ]
    assert [shipping_of(GOODS, region, zones).minor for region in ("新疆", "云南省")] == [2500, 1000]


def test_zones_are_made_changed_and_removed_and_facts_say_so(space: Space) -> None:
    zone = make_zone(WEST)
    change_zone(zone, ZoneDraft(name="西北", regions=WEST.regions, fee_minor=3000))
    remove_zone(zone)

    assert ShippingZone.objects.count() == 0
    assert told() == [
        ("Made", {"zone_id": str(zone.id)}),
        ("Changed", {"zone_id": str(zone.id), "changed": ["fee_minor"]}),
        ("Removed", {"zone_id": str(zone.id), "name": "西北"}),
    ]


def test_the_same_again_changes_nothing(space: Space) -> None:
    zone = make_zone(WEST)
    before = digest()
    change_zone(zone, WEST)
    assert changes(before, digest()) == []
    remove_zone(zone)
    before = digest()
    remove_zone(zone)
    assert changes(before, digest()) == []


def test_a_change_renews_the_pages_that_guests_see(space: Space) -> None:
    version = Space.objects.get(pk=space.pk).pages_version
    make_zone(WEST)
    assert Space.objects.get(pk=space.pk).pages_version > version


@pytest.mark.parametrize(
    ("draft", "code", "field"),
    [
        (ZoneDraft(name="西北", fee_minor=1), "zone_name_taken", "name"),
        (ZoneDraft(name="新", regions=["新疆"]), "region_taken", "regions"),
        (ZoneDraft(name="又一个"), "rest_taken", "regions"),
        (ZoneDraft(name=" "), "empty", "name"),
        (ZoneDraft(name="长", regions=["长" * 61]), "too_long", "regions"),
        (ZoneDraft(name="多", regions=[f"r{number}" for number in range(101)]), "too_many_zones", "regions"),
    ],
)  # fmt: skip
def test_a_zone_that_claims_too_much_is_refused(space: Space, draft: ZoneDraft, code: str, field: str) -> None:
    make_zone(WEST), make_zone(REST)
    other = make_zone(ZoneDraft(name="江南", regions=["浙江省"]))
    before = digest()

    for verb in (lambda: make_zone(draft), lambda: change_zone(other, draft)):
        with pytest.raises(Refused) as refused:
            verb()
        assert (refused.value.code, refused.value.field) == (code, field)
    assert changes(before, digest()) == []


def test_there_are_not_more_zones_than_a_page_can_show(space: Space) -> None:
    ShippingZone.objects.bulk_create(ShippingZone(name=f"z{each}", regions=[f"r{each}"]) for each in range(MOST_ZONES))
    with pytest.raises(Refused) as refused:
        make_zone(REST)
    assert refused.value.code == "too_many_zones"


def test_two_at_once_do_not_both_get_the_region(space: Space) -> None:
    drafts = [ZoneDraft(name=name, regions=["新疆"]) for name in ("一", "二", "三")]

    answers = at_once(*(lambda draft=draft: make_zone(draft) for draft in drafts))

    assert sorted(getattr(each, "code", "") for each in answers) == ["", "region_taken", "region_taken"]
    assert ShippingZone.objects.count() == 1


def test_a_zone_that_somebody_removed_is_not_changed(space: Space) -> None:
    zone = make_zone(WEST)
    remove_zone(zone)
    with pytest.raises(Refused) as refused:
        change_zone(zone, REST)
    assert (refused.value.code, ShippingZone.objects.count()) == ("zone_removed", 0)


def test_what_is_rolled_back_leaves_no_zone_and_no_fact(space: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("juluo.mall.operations.shipping.record", lambda fact: 1 / 0)
    before = digest()
    with pytest.raises(ZeroDivisionError):
        make_zone(WEST)
    assert changes(before, digest()) == []


def test_an_order_keeps_the_shipping_it_was_placed_with(lin: Member) -> None:
    zone = make_zone(ZoneDraft(name="西南", regions=["云南"], fee_minor=800))
    order = placed_order(lin)
    change_zone(zone, ZoneDraft(name="西南", regions=["云南"], closed=True))
    order.refresh_from_db()
    assert order.shipping_minor == 800
    with pytest.raises(Refused) as refused:
        placed_order(lin)
    assert (refused.value.code, refused.value.field) == ("region_not_served", "region")


def test_guests_read_where_it_ships_and_for_how_much(browse: Browse, space: Space, other_space: Space) -> None:
    with acting_in(other_space):
        make_zone(ZoneDraft(name="别人的区"))
    assert "Delivery is free, wherever you live" in browse().get("/shipping/").content.decode()

    make_zone(REST), make_zone(WEST), make_zone(ZoneDraft(name="港澳台", regions=["香港"], closed=True))
    page = browse().get("/shipping/").content.decode()

    for words in (
        "新疆维吾尔自治区, 西藏自治区",
        "¥25.00",
        "¥10.00, free from ¥99.00",
        "We do not deliver there.",
        "Everywhere else",
    ):
        assert words in page
    assert page.index("西北") < page.index("全国其他地区")
    assert "别人的区" not in page


def test_the_page_of_a_product_leads_there(browse: Browse, space: Space) -> None:
    slug = make_variant().product.slug
    assert "/@shanye/shipping/" in browse().get(f"/mall/{slug}/").content.decode()


def test_the_page_costs_the_same_for_one_and_three(browse: Browse, space: Space, cost) -> None:
    make_zone(REST)
    first = cost(browse(), "/shipping/")
    make_zone(WEST), make_zone(ZoneDraft(name="江南", regions=["浙江"]))
    assert cost(browse(), "/shipping/") == first
