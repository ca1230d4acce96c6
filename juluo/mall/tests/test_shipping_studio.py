"""Shipping zones as staff keep them: pages of the studio and the API."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from juluo.core.models import FactRow, Member, Space
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import make_staff
from juluo.core.words import RoleKey
from juluo.mall.models import ShippingZone
from juluo.mall.operations.shipping import ZoneDraft, make_zone
from juluo.mall.tests.conftest import Browse
from juluo.testing.digest import changes, digest

PLACE = "/studio/shipping-zones/"
API = "/@shanye/api/v1/studio/shipping-zones"
WEST = {"name": "西北", "regions": "新疆\n西藏、青海，甘肃", "fee": "25.00", "free_from": ""}


@pytest.fixture
def owner(browse: Browse, mei: Member) -> Client:
    client = browse(mei)
    client.raise_request_exception = False
    return client


def send(browser: Client, path: str, body: Any, method: str = "post") -> Any:
    return browser.generic(method.upper(), path, json.dumps(body), content_type="application/json")


def test_the_studio_says_what_holds_before_the_first_zone(owner: Client) -> None:
    page = owner.get(PLACE).content.decode()
    assert ("Everything ships everywhere, free" in page, f'href="/@shanye{PLACE}"' in page) == (True, True)


def test_a_zone_is_made_changed_and_removed_in_the_studio(owner: Client, mei: Member) -> None:
    assert owner.post(PLACE, WEST)["Location"] == f"/@shanye{PLACE}"
    zone = ShippingZone.objects.get()
    assert (zone.regions, zone.fee_minor, zone.free_from_minor) == (["新疆", "西藏", "青海", "甘肃"], 2500, None)

    page = owner.get(PLACE).content.decode()
    assert ("新疆, 西藏, 青海, 甘肃" in page, "Whoever lives outside these regions cannot order." in page) == (
        True,
        True,
    )

    shown = owner.get(f"{PLACE}{zone.id}/").content.decode()
    assert ('value="25.00"' in shown, "新疆\n西藏" in shown) == (True, True)
    assert owner.post(f"{PLACE}{zone.id}/", WEST | {"fee": "0", "closed": "on"}).status_code == 302
    assert "Not served" in owner.get(PLACE).content.decode()

    assert owner.post(f"{PLACE}{zone.id}/removal/").status_code == 302
    assert ShippingZone.objects.count() == 0
    assert set(FactRow.objects.filter(by_staff=True).values_list("name", "actor_id")) == {
        ("ShippingZoneMade", mei.id), ("ShippingZoneChanged", mei.id), ("ShippingZoneRemoved", mei.id),
    }  # fmt: skip
    assert "Removed the shipping zone “西北”" in owner.get("/studio/audit/?kind=products").content.decode()


@pytest.mark.parametrize("name", ["fee", "free_from"])
@pytest.mark.parametrize("bad", ["-1", "1e3", "９９", "NaN", "0.001", "9" * 30, "1,000"])
def test_sums_nobody_means_are_named_and_nothing_typed_is_lost(owner: Client, name: str, bad: str) -> None:
    answer = owner.post(PLACE, WEST | {name: bad})

    page = answer.content.decode()
    assert (answer.status_code, ShippingZone.objects.count()) == (422, 0)
    assert (f'id="id_{name}_error"' in page, 'value="西北"' in page, "西藏、青海" in page) == (True, True, True)


def test_a_region_of_another_zone_is_named_beside_the_field(owner: Client) -> None:
    make_zone(ZoneDraft(name="远方", regions=["新疆维吾尔自治区"]))

    answer = owner.post(PLACE, WEST)

    page = answer.content.decode()
    assert (answer.status_code, ShippingZone.objects.count()) == (422, 1)
    assert ('id="id_regions_error"' in page, "新疆 lies in “远方” already." in page) == (True, True)


def test_long_texts_stand_in_the_list(owner: Client) -> None:
    make_zone(ZoneDraft(name="长" * 60, regions=[f"{number}{'远' * 58}" for number in range(10, 20)]))
    assert "长" * 60 in owner.get(PLACE).content.decode()


@pytest.mark.parametrize(("role", "status"), [(RoleKey.EDITOR, 403), (RoleKey.FINANCE, 403), (RoleKey.MANAGER, 200)])
def test_a_role_keeps_zones_only_if_its_permissions_say_so(browse: Browse, lin: Member, role: str, status: int) -> None:
    make_staff(lin, role)
    client = browse(lin)
    assert client.get(PLACE).status_code == status
    assert (PLACE in client.get("/studio/").content.decode()) == (status == 200)
    answer = send(client, API, {"name": "x"})
    assert answer.status_code == (201 if status == 200 else 403)


def test_zones_of_another_space_answer_like_missing_ones(owner: Client, other_space: Space) -> None:
    with acting_in(other_space):
        theirs = make_zone(ZoneDraft(name="别人的区"))
    for path in (f"{PLACE}{theirs.id}/", f"{PLACE}{theirs.id}/removal/"):
        assert owner.post(path, WEST).status_code == 404
    for method in ("get", "put", "delete"):
        assert send(owner, f"{API}/{theirs.id}", {"name": "x"}, method).status_code == 404
    assert "别人的区" not in owner.get(PLACE).content.decode() + owner.get(API).content.decode()
    with acting_in(other_space):
        assert ShippingZone.objects.get().name == "别人的区"


def test_the_list_costs_the_same_for_one_and_three(owner: Client, cost: Callable[[Client, str], int]) -> None:
    make_zone(ZoneDraft(name="一"))
    first = cost(owner, PLACE), cost(owner, API)
    make_zone(ZoneDraft(name="二", regions=["二"])), make_zone(ZoneDraft(name="三", regions=["三"]))
    assert (cost(owner, PLACE), cost(owner, API)) == first


def test_the_api_keeps_zones_and_everybody_reads_them(owner: Client, browse: Browse) -> None:
    wanted = {"name": "西北", "regions": ["新疆"], "fee_minor": 2500, "free_from_minor": 49900}
    made = send(owner, API, wanted)
    where = f"{API}/{made.json()['id']}"
    again = send(owner, API, wanted)
    changed = send(owner, where, wanted | {"closed": True, "free_from_minor": None}, "put")

    assert (made.status_code, made.json()["fee"]) == (201, {"minor": 2500, "currency": "CNY"})
    assert made.json()["free_from"] == {"minor": 49900, "currency": "CNY"}
    assert (again.status_code, again.json()["code"]) == (409, "zone_name_taken")
    assert (changed.json()["closed"], changed.json()["free_from"]) == (True, None)
    assert browse().get("/api/v1/shipping-zones").json()["items"] == [changed.json()]
    assert (owner.get(where).json(), browse().get(where).status_code) == (changed.json(), 401)
    assert send(owner, where, None, "delete").status_code == 204
    assert send(owner, where, None, "delete").status_code == 404


@pytest.mark.parametrize(
    ("change", "pointer"),
    [({"fee_minor": bad}, "#/fee_minor") for bad in (-1, 1.5, True, "1", 10**15, None)]
    + [({"free_from_minor": -1}, "#/free_from_minor"), ({"name": ""}, "#/name"), ({"name": "x" * 61}, "#/name")]
    + [({"regions": ["\x00"]}, "#/regions"), ({"regions": "新疆"}, "#/regions"), ({"regions": [1]}, "#/regions/0")]
    + [({"closed": 1}, "#/closed"), ({"surcharge": 1}, "#/surcharge"), ({"regions": ["r"] * 101}, "#/regions")],
)  # fmt: skip
def test_hostile_values_are_named_and_change_nothing(owner: Client, change: dict[str, Any], pointer: str) -> None:
    zone = make_zone(ZoneDraft(name="西北", regions=["新疆"]))
    before = digest()

    for path, method in ((API, "post"), (f"{API}/{zone.id}", "put")):
        answer = send(owner, path, {"name": "一"} | change, method)
        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert changes(before, digest()) == []
