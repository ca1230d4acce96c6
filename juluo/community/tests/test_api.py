"""Members and the covenant over the API: joining, accepting, leaving, finding people, shutting them out."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juluo.api import api
from juluo.community.models import Acceptance, Covenant
from juluo.community.operations.covenants import publish_covenant
from juluo.community.operations.members import ban_member, leave_space, set_rung
from juluo.community.tests.factories import make_member
from juluo.core.ids import uuid7
from juluo.core.keys import MEMBER_SCOPE, make_key
from juluo.core.models import FactRow, Member, Staff
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import make_staff
from juluo.core.words import RoleKey, Rung
from juluo.testing.digest import changes, digest

ROOT = "/api/v1"


def send(browser, path, body=None, method="post", **headers):
    content = json.dumps(body or {})
    return browser.generic(method.upper(), f"{ROOT}{path}", content, content_type="application/json", headers=headers)


def code(answer):
    assert answer["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


def pointers(answer):
    return [error["pointer"] for error in answer.json()["errors"]]


def names(browser, query=""):
    return [each["name"] for each in browser.get(f"{ROOT}/members{query}").json()["items"]]


def facts_named(name):
    return FactRow.objects.filter(name=name)


# Joining


def test_the_contract_says_that_joining_asks_for_a_session():
    joining = api.get_openapi_schema(path_prefix="")["paths"]["/members"]["post"]
    assert (joining["x-audience"], joining["security"]) == ("signed-in", [{"session": []}])


def test_a_key_joins_nobody(client_of, mei):
    _key, token = make_key(mei, name="app", scopes=[MEMBER_SCOPE])
    wanted = {"name": "Hao", "covenant": 1}
    for browser in (client_of(), client_of(mei)):
        assert code(send(browser, "/members", wanted, Authorization=f"Bearer {token}")) == (401, "sign_in")
    assert code(send(client_of(), "/members", wanted)) == (401, "sign_in")


def test_a_version_that_was_replaced_meanwhile_cannot_be_joined_on(client_of, hao):
    publish_covenant("Be kinder.")

    answer = send(client_of(hao), "/members", {"name": "Hao", "covenant": 1})

    assert (code(answer), pointers(answer)) == ((409, "covenant_changed"), ["#/covenant"])
    assert not Member.objects.filter(user=hao).exists()


def test_the_banned_do_not_join_again(client_of, lin):
    ban_member(lin, reason="Spam")
    assert code(send(client_of(lin), "/members", {"name": "Lin", "covenant": 1})) == (403, "banned")


# The covenant


def test_staff_publish_a_version_and_members_accept_it_once(client_of, lin, mei):
    staff, member = client_of(mei), client_of(lin)
    assert member.get(f"{ROOT}/me").json()["covenant_accepted"]

    made = send(staff, "/covenants", {"text": "Be kinder."})

    assert (made.status_code, made.json()["number"], made.json()) == (
        201,
        2,
        client_of().get(f"{ROOT}/covenant").json(),
    )
    assert facts_named("CovenantPublished").latest("id").by_staff
    assert not member.get(f"{ROOT}/me").json()["covenant_accepted"]
    assert code(send(member, "/links", {"target": "/"})) == (403, "covenant_not_accepted")

    first, again = (send(member, "/me/acceptance", {"covenant": 2}) for _ in range(2))

    assert (first.status_code, first.json()["covenant_accepted"], again.json()) == (200, True, first.json())
    assert Acceptance.objects.filter(member=lin, covenant__number=2).count() == 1
    assert not facts_named("CovenantAccepted").get(subject_id=lin.id, data__version=2).by_staff
    assert send(member, "/links", {"target": "/"}).status_code == 201


def test_publishing_the_words_in_force_makes_no_version(client_of, mei):
    known = client_of().get(f"{ROOT}/covenant").json()
    answer = send(client_of(mei), "/covenants", {"text": known["text"]})
    assert (answer.status_code, answer.json(), Covenant.objects.count()) == (201, known, 1)


@pytest.mark.parametrize("text", ["", " ", "a" * 20_001, None, 7, "a\u0007b"])
def test_a_covenant_that_cannot_be_read_is_refused(client_of, mei, text):
    before = digest()
    answer = send(client_of(mei), "/covenants", {"text": text})
    assert (answer.status_code, pointers(answer)) == (422, ["#/text"])
    assert changes(before, digest()) == []


@pytest.mark.parametrize("number", [99, 0, -1, 1.5, "1", "１", None, True, 10**30])
def test_a_version_that_never_was_is_not_accepted(client_of, lin, number):
    before = digest()
    answer = send(client_of(lin), "/me/acceptance", {"covenant": number})
    assert (answer.status_code, pointers(answer)) == (422, ["#/covenant"])
    assert changes(before, digest()) == []


def test_only_the_version_in_force_is_accepted(client_of, lin):
    publish_covenant("Be kinder.")
    answer = send(client_of(lin), "/me/acceptance", {"covenant": 1})
    assert (code(answer), pointers(answer)) == ((409, "covenant_changed"), ["#/covenant"])


def test_the_banned_accept_nothing(client_of, lin):
    ban_member(lin, reason="Spam")
    assert code(send(client_of(lin), "/me/acceptance", {"covenant": 1})) == (403, "banned")


# Leaving


def test_a_member_leaves_and_comes_back_as_who_they_were(client_of, lin):
    make_staff(lin, RoleKey.EDITOR)
    browser = client_of(lin)

    assert send(browser, "/me", method="delete").status_code == 204
    assert code(send(browser, "/me", method="delete")) == (401, "sign_in")

    assert Member.objects.get(pk=lin.pk).left_at
    assert (facts_named("MemberLeft").count(), Staff.objects.filter(member=lin).count()) == (1, 0)
    back = send(browser, "/members", {"name": "Lin", "covenant": 1}).json()
    assert (back["id"], back["rung"], back["left_at"]) == (str(lin.id), "fan", None)


def test_a_key_ends_with_the_membership(client_of, lin):
    _key, token = make_key(lin, name="app", scopes=[MEMBER_SCOPE])
    assert send(client_of(), "/me", method="delete", Authorization=f"Bearer {token}").status_code == 204
    assert code(client_of().get(f"{ROOT}/me", headers={"Authorization": f"Bearer {token}"})) == (401, "sign_in")


def test_the_owner_and_guests_do_not_leave(client_of, mei):
    before = digest()
    assert code(send(client_of(mei), "/me", method="delete")) == (409, "is_owner")
    assert code(send(client_of(), "/me", method="delete")) == (401, "sign_in")
    assert changes(before, digest()) == []


# Shutting out


def test_staff_ban_a_member_and_let_them_back(client_of, lin, mei):
    staff, where = client_of(mei), f"/members/{lin.id}"

    banned, again = (send(staff, f"{where}/ban", {"reason": "Spam"}).json() for _ in range(2))

    assert (banned["banned_at"] is not None, again) == (True, banned)
    assert code(send(client_of(lin), "/links", {"target": "/"})) == (403, "banned")
    fact = facts_named("MemberBanned").get()
    assert (fact.by_staff, fact.actor_id, fact.data["reason"]) == (True, mei.id, "Spam")

    back = [send(staff, f"{where}/return", {"reason": "Appeal granted"}).json() for _ in range(2)]

    assert [each["banned_at"] for each in back] == [None, None]
    assert facts_named("BanLifted").get().data["reason"] == "Appeal granted"
    assert send(client_of(lin), "/links", {"target": "/"}).status_code == 201


def test_staff_themselves_are_not_banned(client_of, mei):
    assert code(send(client_of(mei), f"/members/{mei.id}/ban", {"reason": "Coup"})) == (409, "is_staff")
    assert facts_named("MemberBanned").count() == 0


@pytest.mark.parametrize("verb", ["ban", "return"])
@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": " "}, {"reason": "r" * 301}, {"reason": 7}])
def test_a_ban_has_a_reason(client_of, lin, mei, verb, body):
    before = digest()
    answer = send(client_of(mei), f"/members/{lin.id}/{verb}", body)
    assert (answer.status_code, pointers(answer)) == (422, ["#/reason"])
    assert changes(before, digest()) == []


@pytest.mark.parametrize("verb", ["ban", "return"])
def test_a_foreign_member_answers_like_one_who_never_was(client_of, mei, wu, other_space, verb):
    answers = [send(client_of(mei), f"/members/{each}/{verb}", {"reason": "x"}) for each in (wu.id, uuid7())]
    assert [code(each) for each in answers] == [(404, "not_found")] * 2
    with acting_in(other_space):
        assert Member.objects.get(pk=wu.pk).banned_at is None


def test_only_those_who_may_shut_anybody_out(client_of, lin, mei):
    asked = [(f"/members/{lin.id}/ban", {"reason": "x"}), (f"/members/{lin.id}/return", {"reason": "x"}),
             ("/covenants", {"text": "x"})]  # fmt: skip
    before = digest()
    assert {code(send(client_of(), *each)) for each in asked} == {(401, "sign_in")}
    assert {code(send(client_of(lin), *each)) for each in asked} == {(403, "not_allowed")}
    assert changes(before, digest()) == []
    make_staff(lin, RoleKey.MODERATOR)
    assert [send(client_of(lin), *each).status_code for each in asked] == [409, 200, 403]


# Finding people


def test_members_are_found_by_rung_ban_and_the_beginning_of_their_name(client_of, lin, mei):
    staff = client_of(mei)
    linnea, xiaoyu = make_member("linnea"), make_member("林小雨")
    ban_member(linnea, reason="Spam")
    set_rung(xiaoyu, Rung.ANGEL, reason="Bakes for all of us")

    assert names(staff) == ["林小雨", "linnea", "Lin", "Mei"]
    assert names(staff, "?rung=angel") == ["林小雨"]
    assert names(staff, "?rung=shareholder") == []
    assert (names(staff, "?banned=true"), names(staff, "?banned=false")) == (["linnea"], ["林小雨", "Lin", "Mei"])
    assert names(staff, "?name=LIN") == ["Lin", "linnea"]
    assert (names(staff, "?name=林"), names(staff, "?name=小雨"), names(staff, "?name=%25")) == (["林小雨"], [], [])
    assert names(staff, "?name=lin&banned=false&rung=fan") == ["Lin"]


def test_who_left_is_still_found(client_of, lin, mei):
    leave_space(lin)
    assert names(client_of(mei), "?name=lin") == ["Lin"]


def test_people_of_another_space_are_found_there_alone(client_of, mei, wu):
    assert names(client_of(mei), "?name=wu") == []


def test_those_found_by_name_are_walked_in_its_order_each_once(client_of, mei):
    for name in ("Ann", "ann", "Anna", "Anton", "an"):
        make_member(f"{name} {uuid7().hex[-4:]}")
    staff, seen, address = client_of(mei), [], f"{ROOT}/members?name=an&limit=2"

    while address:
        page = staff.get(address).json()
        seen += [each["name"] for each in page["items"]]
        address = (page["next"] or "").removeprefix("http://testserver")

    assert len(seen) == len(set(seen)) == 5
    assert [each.lower() for each in seen] == sorted(each.lower() for each in seen)


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("rung=emperor", "#/rung"),
        ("banned=perhaps", "#/banned"),
        (f"name={'n' * 61}", "#/name"),
        ("limit=0", "#/limit"),
        ("name=lin&after=x", "#/after"),
    ],
)
def test_a_filter_that_means_nothing_is_named(client_of, mei, query, pointer):
    answer = client_of(mei).get(f"{ROOT}/members?{query}")
    assert (answer.status_code, pointers(answer)) == (422, [pointer])


@pytest.mark.parametrize("query", ["", "?name=member", "?rung=prospect", "?banned=false"])
def test_the_list_of_members_costs_the_same_at_one_row_and_at_three(client_of, mei, query):
    browser = client_of(mei)
    make_member("Member 1")
    browser.get(f"{ROOT}/members{query}")
    with CaptureQueriesContext(connection) as few:
        browser.get(f"{ROOT}/members{query}")
    make_member("Member 2")
    make_member("Member 3")
    with CaptureQueriesContext(connection) as more:
        assert len(names(browser, query)) >= 3
    assert len(more) == len(few)
