"""The account by the API: the same verbs as the pages, one's own only, never by a key."""

import json
import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache

from juluo.core import clock
from juluo.core.keys import make_key
from juluo.core.models import Closing, Member, User
from juluo.core.spaces import acting_in

API = "/api/v1/account"
PASSWORD = "spring-water-1982"


@pytest.fixture(autouse=True)
def no_limits(db):
    cache.clear()


def send(browser, method, path, body=None):
    content = "" if body is None else json.dumps(body)
    return getattr(browser, method)(f"{API}{path}", content, content_type="application/json")


def signed_in(browser, email="lin@example.com"):
    browser.post("/accounts/login/", {"login": email, "password": PASSWORD, "next": "/"})
    assert "_auth_user_id" in browser.session
    return browser


@pytest.fixture
def lin_here(client_of, lin):
    lin.user.set_password(PASSWORD)
    lin.user.save()
    return signed_in(client_of())


def prove(browser):
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/@shanye/me/"})


def test_the_account_is_ones_own(lin_here, client_of, hao):
    mine = lin_here.get(API).json()

    assert (mine["email"], mine["has_password"], mine["sessions"], mine["closing"]) == (
        "lin@example.com",
        True,
        1,
        None,
    )
    assert client_of(hao).get(API).json()["email"] == "hao@example.com"  # no member here, and still somebody
    assert client_of().get(API).status_code == 401


def test_no_key_opens_an_account(client_of, lin):
    _key, secret = make_key(lin, name="mine", scopes=["member"])
    key = {"Authorization": f"Bearer {secret}"}

    for method, path in [("get", ""), ("get", "/sessions"), ("post", "/copy"), ("put", "/closing")]:
        assert getattr(client_of(), method)(f"{API}{path}", headers=key).status_code == 401


def test_a_session_is_listed_ended_once_and_never_another_persons(lin_here, client_of, lin, mei):
    second = signed_in(client_of())
    mei.user.set_password(PASSWORD)
    mei.user.save()
    theirs = signed_in(client_of(), "mei@example.com")
    (their_session,) = theirs.get(f"{API}/sessions").json()["items"]

    listed = lin_here.get(f"{API}/sessions").json()["items"]
    other = next(each for each in listed if not each["current"])

    assert len(listed) == 2
    assert send(lin_here, "delete", f"/sessions/{their_session['id']}").status_code == 404
    assert theirs.get(API).status_code == 200
    assert send(lin_here, "delete", f"/sessions/{other['id']}").status_code == 204
    assert send(lin_here, "delete", f"/sessions/{other['id']}").status_code == 404
    assert second.get(API).status_code == 401
    assert lin_here.get(API).status_code == 200


def test_all_others_are_signed_out_at_once(lin_here, client_of):
    others = [signed_in(client_of()) for _each in range(3)]

    for _twice in range(2):
        assert send(lin_here, "delete", "/sessions").status_code == 204

    assert [each.get(API).status_code for each in others] == [401] * 3
    assert len(lin_here.get(f"{API}/sessions").json()["items"]) == 1


def test_what_moves_data_or_the_account_asks_for_proof(lin_here):
    asked = [("post", "/copy", None), ("put", "/closing", None), ("post", "/merging", {"email": "hao@example.com"})]

    for method, path, body in asked:
        answer = send(lin_here, method, path, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "proof_needed")
    assert (Closing.objects.count(), mail.outbox) == (0, [])


def test_the_copy_is_the_pages_copy(lin_here, lin):
    prove(lin_here)

    copied = send(lin_here, "post", "/copy").json()

    page = json.loads(lin_here.post("/accounts/data/").content)
    assert {**copied, "made_at": ""} == {**page, "made_at": ""}
    assert copied["spaces"][0]["member"]["id"] == str(lin.pk)


def test_closing_begins_once_is_told_once_and_is_taken_back(lin_here):
    prove(lin_here)

    first, again = (send(lin_here, "put", "/closing").json() for _twice in range(2))

    assert first == again == lin_here.get(API).json()["closing"]
    assert len([each for each in mail.outbox if each.to == ["lin@example.com"]]) == 1
    for _twice in range(2):
        assert send(lin_here, "delete", "/closing").status_code == 204
    assert lin_here.get(API).json()["closing"] is None


def test_the_only_owner_is_refused(client_of, mei):
    answer = send(client_of(mei), "put", "/closing")

    assert (answer.status_code, answer.json()["code"]) == (409, "only_owner")
    assert not Closing.objects.exists()


def test_another_login_is_merged_by_its_code(lin_here, lin, hao):
    EmailAddress.objects.create(user=hao, email="hao@example.com", verified=True, primary=True)
    prove(lin_here)
    assert send(lin_here, "post", "/merging", {"email": "hao@example.com"}).status_code == 202
    code = re.search(r"^\d{6}$", mail.outbox[-1].body, re.MULTILINE)[0]
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"

    assert send(lin_here, "post", "/merging/code", {"code": wrong}).json()["code"] == "wrong_code"
    assert send(lin_here, "post", "/merging/code", {"code": code}).status_code == 200

    assert not User.objects.filter(pk=hao.pk).exists()
    assert send(lin_here, "post", "/merging/code", {"code": code}).json()["code"] == "code_expired"


def test_two_members_of_one_space_stay_two_and_hear_what_to_do(lin_here, lin, mei, other_space):
    prove(lin_here)
    lin_here.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    send(lin_here, "post", "/merging", {"email": "mei@example.com"})
    code = re.search(r"^\d{6}$", mail.outbox[-1].body, re.MULTILINE)[0]
    with acting_in(other_space):
        Member.objects.create(user=mei.user, name="Mei there", joined_at=clock.now())

    answer = send(lin_here, "post", "/merging/code", {"code": code}).json()

    assert answer["code"] == "both_are_members"
    assert "山野茶事" in answer["title"]
    assert "别处" not in answer["title"]
    assert "close the account of the login that you need no more" in answer["title"]
    assert User.objects.filter(pk=mei.user_id).exists()


def test_a_closed_space_lets_people_look_after_their_account(lin_here, space):
    type(space).objects.filter(pk=space.pk).update(closed_at=clock.now())

    assert lin_here.get(API).status_code == 200
    assert send(lin_here, "delete", "/closing").status_code == 204


@pytest.mark.parametrize("body", [{"email": "no address"}, {"email": ""}, {}, {"email": "a@b\u0000"}, {"email": 1}])
def test_an_address_that_is_none_is_named(lin_here, body):
    prove(lin_here)

    answer = send(lin_here, "post", "/merging", body)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/email")
    assert mail.outbox == []
