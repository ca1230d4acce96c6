"""Posts, people, sharing, the ledger and the funnel over the API: the same reads and verbs as the pages."""

import json
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import clear_script_prefix

from juluo.core import clock
from juluo.core.models import FactRow, Member
from juluo.ip.operations.posts import PostWords, publish_post, write_post
from juluo.mall.tests.factories import make_variant, paid_order

ROOT = "/@shanye/api/v1"


def send(browser, path, body=None, method="post"):
    return browser.generic(method.upper(), f"{ROOT}{path}", json.dumps(body or {}), content_type="application/json")


def read(browser, path):
    answer = browser.get(f"{ROOT}{path}")
    assert answer.status_code == 200
    return answer.json()


def code(answer):
    return answer.status_code, answer.json()["code"]


def test_a_post_is_written_edited_published_and_then_read_by_guests(mei, client_of):
    staff = client_of(mei)
    draft = send(staff, "/studio/posts", {"title": "春茶", "text": "第一锅"}).json()
    assert read(client_of(), "/posts")["items"] == []
    assert client_of().get(f"{ROOT}/posts/{draft['id']}").status_code == 404

    send(staff, f"/studio/posts/{draft['id']}", {"title": "春茶", "text": "第二锅"}, method="put")
    published = send(staff, f"/studio/posts/{draft['id']}/publication").json()

    assert published["published_at"]
    assert [(post["title"], post["text"]) for post in read(client_of(), "/posts")["items"]] == [("春茶", "第二锅")]
    assert read(client_of(), f"/posts/{draft['id']}")["author"] == mei.name
    assert FactRow.objects.get(name="PostPublished").by_staff


def test_a_post_shows_its_cards_at_the_readers_price_with_links_that_lead_to_the_space(lin, mei, client_of):
    tea = make_variant(title="生普饼", price_minor=9900, rungs={"fan": 7900}).product
    written = write_post(mei, PostWords(title="春茶", text=f"第一锅\n\n::product[{tea.slug}]\n"))
    where = f"/posts/{publish_post(written).id}"

    clear_script_prefix()
    named = Client(headers={"Juluo-Space": "shanye"}).get(f"/api/v1{where}").json()["html"]
    guest, member = read(client_of(), where)["html"], read(client_of(lin), where)["html"]

    assert ("99" in guest, "79" in guest, "79" in member) == (True, False, True)
    assert f'href="/@shanye/mall/{quote(tea.slug)}/"' in guest
    assert guest == named
    assert guest in client_of().get(f"{where}/").content.decode()


def test_members_do_not_see_drafts(lin, mei, client_of):
    write_post(mei, PostWords(title="草稿", text="还没写完"))
    assert code(client_of(lin).get(f"{ROOT}/studio/posts")) == (403, "not_allowed")
    assert [post["title"] for post in read(client_of(mei), "/studio/posts")["items"]] == ["草稿"]


def test_a_stranger_reads_the_covenant_and_joins_once(hao, client_of):
    stranger = client_of(hao)
    covenant = read(stranger, "/covenant")
    first = send(stranger, "/members", {"name": "Hao", "covenant": covenant["number"]})
    again = send(stranger, "/members", {"name": "Hao", "covenant": covenant["number"]})

    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert read(stranger, "/me")["name"] == "Hao"
    assert Member.objects.filter(user=hao).count() == 1


def test_a_guest_cannot_join_and_a_version_that_never_was_cannot_be_accepted(hao, client_of):
    assert code(send(client_of(), "/members", {"name": "Hao", "covenant": 1})) == (401, "sign_in")
    answer = send(client_of(hao), "/members", {"name": "Hao", "covenant": 99})
    assert code(answer) == (422, "unknown_covenant")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/covenant"]
    assert not Member.objects.filter(user=hao).exists()


def test_joining_with_a_session_needs_its_csrf_token(hao, client_of):
    stranger = client_of(hao)
    stranger.handler.enforce_csrf_checks = True
    assert code(send(stranger, "/members", {"name": "Hao", "covenant": 1})) == (403, "csrf")


def test_staff_list_members_and_set_a_rung_for_a_reason(lin, mei, client_of):
    staff = client_of(mei)
    assert {member["name"] for member in read(staff, "/members")["items"]} == {"Lin", "Mei"}

    answer = send(staff, f"/members/{lin.id}/rung", {"rung": "angel", "reason": "Bakes for all of us."}, method="put")

    assert answer.json()["rung"] == "angel" == read(staff, f"/members/{lin.id}")["rung"]
    fact = FactRow.objects.filter(name="RungChanged").latest("at")
    assert (fact.by_staff, fact.data["reason"]) == (True, "Bakes for all of us.")
    assert code(send(client_of(lin), f"/members/{lin.id}/rung", {"rung": "fan", "reason": "x"}, method="put")) == (
        403,
        "not_allowed",
    )


def test_a_banned_member_still_reads_their_own(lin, client_of):
    Member.objects.filter(pk=lin.pk).update(banned_at=clock.now())
    assert read(client_of(lin), "/me")["banned_at"]
    assert read(client_of(lin), "/orders")["items"] == []
    assert code(send(client_of(lin), "/links", {"target": "/"})) == (403, "banned")


def test_staff_make_entrances(mei, client_of):
    made = send(client_of(mei), "/entrances", {"name": "山门", "kind": "qr"})
    assert made.status_code == 201
    assert read(client_of(mei), "/entrances")["items"][0] == made.json()


def test_a_member_makes_lists_and_ends_a_share_link(lin, client_of):
    member = client_of(lin)
    until = (clock.now() + timedelta(days=7)).isoformat()
    link = send(member, "/links", {"target": "/", "expires_at": until}).json()
    assert send(member, "/links", {"target": "/", "expires_at": until}).json()["code"] == link["code"]
    assert [each["code"] for each in read(member, "/links")["items"]] == [link["code"]]

    ended = send(member, f"/links/{link['code']}", method="delete").json()

    assert ended["revoked_at"]
    assert read(member, "/earnings")["available"] == {"minor": 0, "currency": "CNY"}
    assert read(member, "/commissions")["items"] == []


def test_the_ledger_is_read_by_who_may(lin, mei, client_of):
    order = paid_order(lin)
    staff = client_of(mei)

    [transfer] = read(staff, "/ledger/transfers")["items"]

    assert transfer["reason"] == f"order-paid:{order.id}"
    assert sum(entry["amount"]["minor"] for entry in transfer["entries"]) == 0
    assert read(staff, f"/ledger/transfers/{transfer['id']}") == transfer
    assert {row["kind"]: row["balance"]["minor"] for row in read(staff, "/ledger/balances")}[
        "sales"
    ] == order.goods_minor
    assert read(staff, "/ledger/check") == {"findings": []}
    assert code(client_of(lin).get(f"{ROOT}/ledger/balances")) == (403, "not_allowed")


def test_the_funnel_is_read_by_who_may(lin, mei, client_of):
    report = read(client_of(mei), "/insight/funnel")
    assert [figure["stage"] for figure in report["total"]["figures"]] == [
        "reached",
        "joined",
        "followed",
        "bought",
        "brought",
    ]
    assert code(client_of(lin).get(f"{ROOT}/insight/funnel")) == (403, "not_allowed")


@pytest.mark.parametrize("path", ["/me", "/orders", "/links", "/earnings", "/commissions", "/members", "/ledger/check"])
def test_guests_are_asked_to_sign_in(space, client_of, path):
    assert code(client_of().get(f"{ROOT}{path}")) == (401, "sign_in")
