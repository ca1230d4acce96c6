"""Two logins of one person become one; what must not be merged is refused in words."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache

from juluo.core import clock
from juluo.core.accounts.closing import begin_closing
from juluo.core.accounts.merging import merge_logins
from juluo.core.models import FactRow, Member, User
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.mall.tests.factories import placed_order
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once


@pytest.fixture(autouse=True)
def no_limits(db):
    cache.clear()


@pytest.fixture
def other_login(hao):
    """Hao's: a login that turns out to be Lin's too. It is nobody in Lin's space."""
    EmailAddress.objects.create(user=hao, email="hao@example.com", verified=True, primary=True)
    return hao


def ask(browser, email="hao@example.com"):
    return browser.post("/accounts/merging/", {"email": email})


def code_sent():
    return re.search(r"^\d{6}$", mail.outbox[-1].body, re.MULTILINE)[0]


def enter(browser, code):
    return browser.post("/accounts/merging/code/", {"code": code})


def test_both_proved_the_other_login_becomes_this_one(client_of, lin, other_login, other_space):
    with acting_in(other_space):
        there = Member.objects.create(user=other_login, name="Hao", joined_at=clock.now())
    browser, order = client_of(lin), placed_order(lin)
    assert ask(browser)["Location"] == "/@shanye/accounts/merging/code/"
    assert mail.outbox[-1].to == ["hao@example.com"]
    assert enter(browser, f" {code_sent()[:3]} {code_sent()[3:]} ")["Location"] == "/@shanye/accounts/"
    with acting_in(other_space):
        assert Member.objects.get(pk=there.pk).user_id == lin.user_id
        assert list(FactRow.objects.filter(name="LoginMerged").values_list("actor_id", flat=True)) == [there.pk]
    assert not User.objects.filter(pk=other_login.pk).exists()
    assert EmailAddress.objects.get(email="hao@example.com").user_id == lin.user_id
    assert lin.orders.get().pk == order.pk


def test_the_merged_address_signs_in_to_the_login_that_stays(client_of, lin, other_login):
    merge_logins(lin.user, other_login)
    browser = client_of()
    browser.post("/accounts/login/code/", {"email": "hao@example.com"})
    code = re.search(r"^[A-Z0-9]{3,}(-[A-Z0-9]+)*$", mail.outbox[-1].body, re.MULTILINE)[0]
    browser.post("/accounts/login/code/confirm/", {"code": code})
    assert browser.session["_auth_user_id"] == str(lin.user_id)


def test_the_other_login_is_signed_out_everywhere(client_of, lin, other_login):
    browser = client_of(other_login)
    merge_logins(lin.user, other_login)
    assert browser.get("/accounts/")["Location"].startswith("/@shanye/accounts/login/")


def test_two_members_of_one_space_are_not_merged(client_of, lin, mei):
    browser, before = client_of(lin), digest()
    ask(browser, "mei@example.com")
    answer = enter(browser, code_sent())
    assert (answer.status_code, "山野茶事" in answer.text) == (422, True)
    assert changes(before, digest()) == []
    assert User.objects.filter(pk=mei.user_id).exists()


def test_in_no_space_anything_moves_when_one_space_has_both(lin, mei, other_space):
    with acting_in(other_space):
        there = Member.objects.create(user=mei.user, name="Mei there", joined_at=clock.now())
    with pytest.raises(Refused) as refused:
        merge_logins(lin.user, mei.user)
    assert refused.value.code == "both_are_members"
    with acting_in(other_space):
        assert Member.objects.get(pk=there.pk).user_id == mei.user_id


def test_a_login_with_a_second_step_is_not_merged_by_mail_alone(lin, other_login):
    Authenticator.objects.create(user=other_login, type="totp", data={})
    with pytest.raises(Refused) as refused:
        merge_logins(lin.user, other_login)
    assert refused.value.code == "other_has_second_step"
    assert User.objects.filter(pk=other_login.pk).exists()


def test_a_login_is_not_merged_with_itself(lin):
    with pytest.raises(Refused) as refused:
        merge_logins(lin.user, lin.user)
    assert refused.value.code == "same_login"


def test_an_account_that_is_being_closed_is_not_merged(lin, other_login):
    begin_closing(other_login)
    with pytest.raises(Refused) as refused:
        merge_logins(lin.user, other_login)
    assert refused.value.code == "closing"


def test_merging_twice_and_at_once_merges_once(lin, other_login, other_space):
    with acting_in(other_space):
        Member.objects.create(user=other_login, name="Hao", joined_at=clock.now())
    at_once(lambda: merge_logins(lin.user, other_login), times=3)
    assert merge_logins(lin.user, other_login) == lin.user
    with acting_in(other_space):
        assert FactRow.objects.filter(name="LoginMerged").count() == 1
        assert Member.objects.get(name="Hao").user_id == lin.user_id


def test_what_fails_on_the_way_is_finished_by_merging_again(lin, other_login, other_space, monkeypatch):
    with acting_in(other_space):
        Member.objects.create(user=other_login, name="Hao", joined_at=clock.now())
    with monkeypatch.context() as patch:
        patch.setattr("juluo.core.accounts.merging.record", lambda fact: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            merge_logins(lin.user, other_login)
    with acting_in(other_space):
        assert Member.objects.get(name="Hao").user_id == other_login.pk
    merge_logins(lin.user, other_login)
    with acting_in(other_space):
        assert Member.objects.get(name="Hao").user_id == lin.user_id


@pytest.mark.parametrize("code", ["000000x", "", "12345", "1" * 30])
def test_a_wrong_code_merges_nothing(client_of, lin, other_login, code):
    browser = client_of(lin)
    ask(browser)
    answer = enter(browser, code)
    assert (answer.status_code, 'id="id_code_error"' in answer.text) == (422, True)
    assert User.objects.filter(pk=other_login.pk).exists()


def test_after_five_wrong_codes_the_right_one_counts_no_more(client_of, lin, other_login):
    browser = client_of(lin)
    ask(browser)
    right = code_sent()
    for _each in range(5):
        enter(browser, "x")
    assert enter(browser, right).status_code == 422
    assert User.objects.filter(pk=other_login.pk).exists()


def test_a_code_counts_for_ten_minutes_and_in_its_own_session_only(client_of, lin, other_login, monkeypatch):
    browser = client_of(lin)
    ask(browser)
    assert enter(client_of(lin), code_sent())["Location"] == "/@shanye/accounts/merging/"
    late = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr("juluo.core.accounts.proof.clock.now", lambda: late)
    assert enter(browser, code_sent())["Location"] == "/@shanye/accounts/merging/"
    assert User.objects.filter(pk=other_login.pk).exists()


def test_an_unknown_address_is_answered_alike_and_gets_no_mail(client_of, lin, other_login):
    answers = [ask(client_of(lin), email) for email in ("hao@example.com", "nobody@example.com")]
    assert {(each.status_code, each["Location"]) for each in answers} == {(302, "/@shanye/accounts/merging/code/")}
    assert [each.to for each in mail.outbox] == [["hao@example.com"]]


def test_an_address_that_nobody_proved_does_not_vouch_for_its_login(client_of, lin, mei, hao):
    EmailAddress.objects.create(user=mei.user, email="lent@example.com", verified=False)
    ask(client_of(lin), "lent@example.com")
    assert mail.outbox == []


def test_asking_for_many_codes_is_slowed_down(client_of, lin, other_login):
    browser = client_of(lin)
    assert [ask(browser).status_code for _each in range(4)] == [302, 302, 302, 429]
