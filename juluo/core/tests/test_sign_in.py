import re

import pytest
from django.core import mail
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_limits(db):
    """allauth counts tries in the cache; each test begins with none."""
    cache.clear()


def sign_in(browser, email, back):
    """Ask for a code, read it in the mail, enter it."""
    browser.post("/accounts/login/code/", {"email": email, "next": back})
    code = re.search(r"^[A-Z0-9]{3,}(-[A-Z0-9]+)*$", mail.outbox[-1].body, re.MULTILINE)[0]
    return browser.post("/accounts/login/code/confirm/", {"code": code, "next": back})


def test_the_first_choice_is_a_code_by_mail(client_of):
    page = client_of().get("/accounts/login/?next=/@shanye/mall/").text
    assert page.index("/accounts/login/code/") < page.index('name="password"')
    assert page.count('name="next" value="/@shanye/mall/"') == 3  # by code, by passkey, by password


def test_a_member_returns_to_the_same_place(client_of, lin):
    assert sign_in(client_of(), "lin@example.com", "/@shanye/mall/")["Location"] == "/@shanye/mall/"


def test_a_stranger_is_asked_to_join_and_then_returns(client_of, hao):
    answer = sign_in(client_of(), "hao@example.com", "/@shanye/mall/")
    assert answer["Location"] == "/@shanye/join/?next=%2F%40shanye%2Fmall%2F"


def test_a_stranger_on_the_way_to_join_is_not_asked_twice(client_of, hao):
    joining = "/@shanye/join/?next=/@shanye/mall/"
    assert sign_in(client_of(), "hao@example.com", joining)["Location"] == joining


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.example/",
        "//evil.example",
        "/@other/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/@shanye/../@other/",
    ],
)
def test_sign_in_never_leads_away_from_the_space(client_of, lin, evil):
    assert sign_in(client_of(), "lin@example.com", evil)["Location"] == "/@shanye/"


def test_who_makes_an_account_joins_and_returns(client_of):
    form = {"email": "new@example.com", "password1": "a-long-pass-phrase", "next": "/@shanye/mall/"}
    assert client_of().post("/accounts/signup/", form)["Location"] == "/@shanye/join/?next=%2F%40shanye%2Fmall%2F"


def test_signing_out_leads_home(client_of, lin):
    assert client_of(lin).post("/accounts/logout/")["Location"] == "/@shanye/"
