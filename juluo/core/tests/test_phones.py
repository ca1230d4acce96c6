"""A phone number signs in once a code has proved it, and every refusal is said beside the field."""

import json
import re
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from juluo.core.accounts.phones import keep_phone, remove_phone
from juluo.core.models import Phone
from juluo.core.refusals import Refused
from juluo.testing.together import at_once

NUMBER, WRITTEN = "+8613800138000", "138 0013 8000"


@pytest.fixture(autouse=True)
def texts(db, settings, tmp_path):
    """Texts are written to files of this test; the newest code is read from them."""
    cache.clear()
    settings.JULUO_SMS, settings.JULUO_DATA = "outbox", tmp_path
    return lambda: sorted(Path(tmp_path, "texts").glob("*.json"))


def code_in(texts):
    return re.search(r"\d{6}", json.loads(texts()[-1].read_text())["text"])[0]


def ask(browser, number=WRITTEN, back="/@shanye/mall/"):
    return browser.post("/accounts/login/phone/", {"phone": number, "next": back})


def enter(browser, code, page="login/phone/code/"):
    return browser.post(f"/accounts/{page}", {"code": code})


def test_a_proved_number_is_added_and_signs_in_to_the_same_place(client_of, lin, texts, monkeypatch):
    browser = client_of(lin)
    assert browser.post("/accounts/phone/", {"phone": WRITTEN})["Location"] == "/@shanye/accounts/phone/code/"
    assert enter(browser, code_in(texts), "phone/code/")["Location"] == "/@shanye/accounts/"
    assert Phone.objects.get(user=lin.user).number == NUMBER
    assert NUMBER in browser.get("/accounts/").text


def test_a_known_number_signs_in_to_the_same_place(client_of, lin, texts):
    keep_phone(lin.user, NUMBER)
    browser = client_of()
    assert ask(browser)["Location"] == "/@shanye/accounts/login/phone/code/"
    assert enter(browser, code_in(texts))["Location"] == "/@shanye/mall/"
    assert browser.session["_auth_user_id"] == str(lin.user_id)


def test_the_second_step_is_asked_for_by_phone_too(client_of, lin, texts):
    keep_phone(lin.user, NUMBER)
    Authenticator.objects.create(user=lin.user, type="totp", data={})
    browser = client_of()
    ask(browser)
    assert enter(browser, code_in(texts))["Location"].startswith("/@shanye/accounts/2fa/authenticate/")
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "0" * 30])
def test_a_wrong_code_is_said_beside_the_field(client_of, lin, texts, code):
    keep_phone(lin.user, NUMBER)
    browser = client_of()
    ask(browser)
    answer = enter(browser, code)
    assert (answer.status_code, 'id="id_code_error"' in answer.text) == (422, True)
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("number", ["", "12", "abc", "+86 1", "+" * 29])
def test_a_number_that_is_none_is_said_beside_the_field(client_of, number):
    answer = ask(client_of(), number)
    assert (answer.status_code, 'id="id_phone_error"' in answer.text) == (422, True)


def test_a_number_that_nobody_has_signs_nobody_in(client_of, texts):
    browser = client_of()
    assert ask(browser)["Location"] == "/@shanye/accounts/login/phone/code/"
    answer = enter(browser, code_in(texts))
    assert (answer.status_code, 'id="id_code_error"' in answer.text) == (422, True)


def test_the_code_counts_in_the_browser_that_asked_only(client_of, lin, texts):
    keep_phone(lin.user, NUMBER)
    mine, thief = client_of(), client_of()
    ask(mine)
    code = code_in(texts)
    session = thief.session
    session["account_phone_sign-in"] = WRITTEN
    session.save()
    assert enter(thief, code).status_code == 422
    assert enter(client_of(), code)["Location"] == "/@shanye/accounts/login/"
    assert enter(mine, code).status_code == 302


def test_a_number_belongs_to_one_login(lin, mei):
    keep_phone(lin.user, NUMBER)
    with pytest.raises(Refused) as refused:
        keep_phone(mei.user, NUMBER)
    assert refused.value.code == "phone_taken"
    assert list(Phone.objects.values_list("user_id", flat=True)) == [lin.user_id]


def test_two_logins_at_once_keep_a_number_once(lin, mei):
    answers = at_once(lambda: keep_phone(lin.user, NUMBER), lambda: keep_phone(mei.user, NUMBER))
    assert sum(isinstance(each, Refused) for each in answers) == 1
    assert Phone.objects.count() == 1


def test_keeping_twice_changes_nothing_and_a_new_number_replaces(lin):
    first = keep_phone(lin.user, NUMBER)
    assert keep_phone(lin.user, NUMBER).verified_at == first.verified_at
    keep_phone(lin.user, "+85261234567")
    assert Phone.objects.get(user=lin.user).number == "+85261234567"


def test_a_number_taken_away_signs_in_no_more(client_of, lin, texts):
    keep_phone(lin.user, NUMBER)
    assert client_of(lin).post("/accounts/phone/removal/")["Location"] == "/@shanye/accounts/"
    remove_phone(lin.user)
    browser = client_of()
    ask(browser)
    assert enter(browser, code_in(texts)).status_code == 422


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "/@other/"])
def test_signing_in_by_phone_never_leads_away(client_of, lin, texts, evil):
    keep_phone(lin.user, NUMBER)
    browser = client_of()
    ask(browser, back=evil)
    assert enter(browser, code_in(texts))["Location"] == "/@shanye/"


def test_where_no_texts_can_be_sent_no_page_offers_phones(client_of, lin, settings):
    settings.JULUO_SMS = ""
    assert "/login/phone/" not in client_of().get("/accounts/login/").text
    assert "/accounts/phone/" not in client_of(lin).get("/accounts/").text
    assert client_of().get("/accounts/login/phone/").status_code == 404
