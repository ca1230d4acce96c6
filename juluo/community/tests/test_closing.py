"""The owner names, closes and reopens the space; a closed one turns everybody away but its staff."""

import json
from typing import Any

import pytest
from django.test import Client

from juluo.community.operations.space import close_space, rename_space, reopen_space
from juluo.core.models import FactRow, Member, Role, Space, Staff
from juluo.core.refusals import Refused
from juluo.core.tests.factories import make_staff
from juluo.core.words import RoleKey
from juluo.testing.cast import ClientOf
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once

PLACE, API = "/studio/space/", "/api/v1/studio/space"


@pytest.fixture
def owner(client_of: ClientOf, mei: Member) -> Client:
    return english(client_of(mei))


def english(client: Client) -> Client:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def send(browser: Client, path: str, body: Any = None, method: str = "put") -> Any:
    return browser.generic(method.upper(), path, json.dumps(body or {}), content_type="application/json")


def now(space: Space) -> Space:
    return Space.objects.get(pk=space.pk)


def told() -> list[str]:
    return list(FactRow.objects.filter(name__startswith="Space").order_by("id").values_list("name", flat=True))[1:]


def test_a_space_is_closed_and_opened_again_and_renamed(space: Space) -> None:
    assert (rename_space("  山野  茶 ").name, now(space).name) == ("山野 茶", "山野 茶")
    assert close_space(slug="shanye").closed_at == now(space).closed_at is not None
    assert reopen_space().closed_at is None
    assert told() == ["SpaceRenamed", "SpaceClosed", "SpaceReopened"]
    assert FactRow.objects.get(name="SpaceRenamed").data | {"space_id": ""} == {
        "space_id": "", "before": "山野茶事", "after": "山野 茶",
    }  # fmt: skip


def test_twice_is_once(space: Space) -> None:
    assert (reopen_space().closed_at, rename_space("山野茶事").name) == (None, "山野茶事")
    first = close_space(slug="shanye")
    before = digest()
    assert close_space(slug="anything").closed_at == first.closed_at
    assert changes(before, digest()) == []
    assert told() == ["SpaceClosed"]


@pytest.mark.parametrize("typed", ["", "Shanye", "other", "shanye "])
def test_a_slip_of_the_hand_closes_nothing(space: Space, other_space: Space, typed: str) -> None:
    before = digest()
    with pytest.raises(Refused) as refused:
        close_space(slug=typed)
    assert (refused.value.code, refused.value.field) == ("wrong_slug", "slug")
    assert changes(before, digest()) == []


@pytest.mark.parametrize("name", ["", " ", "长" * 81])
def test_a_name_that_cannot_be_shown_is_refused(space: Space, name: str) -> None:
    with pytest.raises(Refused) as refused:
        rename_space(name)
    assert (refused.value.field, now(space).name) == ("name", "山野茶事")


def test_two_at_once_close_once(space: Space, other_space: Space) -> None:
    at_once(lambda: close_space(slug="shanye"), times=3)
    assert told() == ["SpaceClosed"]
    assert now(other_space).closed_at is None


def test_what_is_rolled_back_leaves_the_doors_open(space: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("juluo.community.operations.space.record", lambda fact: 1 / 0)
    before = digest()
    with pytest.raises(ZeroDivisionError):
        close_space(slug="shanye")
    assert changes(before, digest()) == []


def test_the_owner_closes_the_space_in_the_studio_and_keeps_it(owner: Client, space: Space) -> None:
    refused = owner.post(f"{PLACE}closing/", {"slug": "shanje"})
    assert (refused.status_code, now(space).closed_at) == (422, None)
    assert ('id="id_slug_error"' in refused.text, 'value="shanje"' in refused.text) == (True, True)

    page = owner.post(f"{PLACE}closing/", {"slug": "shanye"}, follow=True).text
    assert "This space is closed: only you and your staff get in." in page
    assert owner.get("/studio/").status_code == 200

    page = owner.post(f"{PLACE}opening/", follow=True).text
    assert ("The space is open again." in page, now(space).closed_at) == (True, None)
    by_staff = FactRow.objects.filter(by_staff=True, name__startswith="Space").order_by("id")
    assert [row.name for row in by_staff] == ["SpaceClosed", "SpaceReopened"]
    assert "Closed the space" in owner.get("/studio/audit/?kind=doors").text


def test_the_owner_renames_the_space(owner: Client, space: Space) -> None:
    assert 'value="山野茶事"' in owner.get(PLACE).text
    assert owner.post(PLACE, {"name": ""}).status_code == 422
    wanted = {"name": "山野 <b>茶</b>", "language": "zh-hans", "time_zone": "Asia/Shanghai"}
    assert "山野 <b>茶</b>" not in owner.post(PLACE, wanted, follow=True).text
    assert now(space).name == "山野 <b>茶</b>"


@pytest.mark.parametrize("role", [RoleKey.MANAGER, RoleKey.FINANCE, RoleKey.EDITOR])
def test_other_roles_neither_close_nor_rename(client_of: ClientOf, lin: Member, space: Space, role: str) -> None:
    make_staff(lin, role)
    client = client_of(lin)
    for answer in (
        client.get(PLACE), client.post(PLACE, {"name": "x"}), client.post(f"{PLACE}closing/", {"slug": "shanye"}),
        send(client, API, {"name": "x"}), send(client, f"{API}/closing", {"slug": "shanye"}),
    ):  # fmt: skip
        assert answer.status_code == 403
    assert (now(space).name, now(space).closed_at) == ("山野茶事", None)


def test_a_role_that_is_no_owner_still_works_in_a_closed_space(client_of: ClientOf, lin: Member, space: Space) -> None:
    make_staff(lin, RoleKey.FINANCE)
    close_space(slug="shanye")
    client = client_of(lin)
    assert [client.get(path).status_code for path in ("/studio/orders/", "/studio/products/", "/mall/")] == [
        200,
        403,
        410,
    ]
    assert client.get("/api/v1/studio/orders").status_code == 200


def test_staff_who_are_signed_out_find_the_way_back(client_of: ClientOf, mei: Member) -> None:
    close_space(slug="shanye")
    guest = english(client_of())
    page = guest.get("/")
    assert (page.status_code, 'href="/@shanye/studio/"' in page.text) == (410, True)
    login = guest.get("/studio/")["Location"]
    assert login == "/@shanye/accounts/login/?next=%2F%40shanye%2Fstudio%2F"
    assert guest.get(login).status_code == 200
    assert guest.get("/accounts/signup/").status_code == 410


def test_whoever_lost_the_role_is_turned_away_again(client_of: ClientOf, lin: Member) -> None:
    make_staff(lin, RoleKey.MANAGER)
    close_space(slug="shanye")
    client = client_of(lin)
    assert client.get("/studio/orders/").status_code == 200
    Staff.objects.filter(member=lin).delete()
    assert client.get("/studio/orders/").status_code == 410
    Staff.objects.create(member=lin, role=Role.objects.create(key="none", permissions=[]), since=lin.joined_at)
    assert client.get("/studio/orders/").status_code == 410


def test_a_staff_of_another_space_is_a_guest_here(client_of: ClientOf, wu: Member) -> None:
    close_space(slug="shanye")
    assert client_of(wu).get("/studio/").status_code == 410


def test_the_owner_closes_and_reopens_through_the_api(owner: Client, space: Space) -> None:
    shown = owner.get(API).json()
    assert (shown["slug"], shown["name"], shown["closed_at"]) == ("shanye", "山野茶事", None)
    wrong = send(owner, f"{API}/closing", {"slug": "x"})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "wrong_slug")

    closed = send(owner, f"{API}/closing", {"slug": "shanye"}).json()
    again = send(owner, f"{API}/closing", {"slug": "shanye"}).json()
    assert closed == again == owner.get(API).json()
    assert closed["closed_at"]
    assert send(owner, f"{API}/closing", method="delete").json()["closed_at"] is None
    assert send(owner, API, {"name": "茶"}).json()["name"] == "茶"


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [("", {"name": bad}, "#/name") for bad in ("", "x" * 81, 1, None, "a\x00b")]
    + [("/closing", {"slug": bad}, "#/slug") for bad in ("", "x" * 41, 1, ["shanye"])]
    + [("/closing", {"slug": "shanye", "force": True}, "#/force")],
)
def test_hostile_values_are_named_and_change_nothing(owner: Client, path: str, body: Any, pointer: str) -> None:
    before = digest()
    answer = send(owner, f"{API}{path}", body)
    assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, [pointer])
    assert changes(before, digest()) == []
