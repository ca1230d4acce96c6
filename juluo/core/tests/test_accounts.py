"""The account as a whole: taking the data along, closing it, keeping it after all."""

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction

from juluo.core import clock
from juluo.core.accounts.closing import begin_closing, erase_member, keep_account
from juluo.core.accounts.routines import close_accounts
from juluo.core.facts import record
from juluo.core.fields import SpaceForeignKey
from juluo.core.holdings import TRADE_RECORDS, holdings
from juluo.core.models import Closing, Erasure, FactRow, Member, SpaceModel, Staff, User
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.ledger.models import Entry
from juluo.mall.models import CartLine, Order
from juluo.mall.tests.factories import make_variant, paid_order, placed_order
from juluo.testing.database_rules import BEHIND_FUNCTIONS
from juluo.testing.digest import changes, digest
from juluo.testing.together import at_once

CANARIES = ("lin@example.com", "林一", "13800000000", "翠湖南路")


@pytest.fixture(autouse=True)
def no_limits(db):
    cache.clear()


def make_due(*users):
    Closing.objects.filter(user__in=users).update(due_at=clock.now() - timedelta(minutes=1))


def close_for_good(member):
    begin_closing(member.user)
    make_due(member.user)
    close_accounts.run()


def everything_written():
    """All rows of the acting space and of the logins, as text; what search holds is asked of search, in its tests."""
    tables = set(connection.introspection.table_names()) - set(BEHIND_FUNCTIONS)
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT string_agg(t::text, chr(10)) FROM {table} t")
            yield table, cursor.fetchone()[0] or ""


def books():
    return sorted(Entry.objects.values_list("account_id", "minor", "currency"))


def test_every_reference_to_a_member_is_declared_as_held():
    declared = {(each.model, each.member) for each in holdings()}
    found = {
        (model, each.name)
        for model in apps.get_models()
        if issubclass(model, SpaceModel)
        for each in model._meta.local_fields
        if isinstance(each, SpaceForeignKey) and each.related_model is Member
    }
    assert sorted(f"{model.__name__}.{name}" for model, name in found - declared) == []


def test_the_copy_holds_what_is_ones_own_and_nothing_of_others(client_of, lin, mei):
    order, others = placed_order(lin), placed_order(mei)
    told = client_of(lin).post("/accounts/data/")
    copy = json.loads(told.content)
    assert [row["ref"] for row in copy["spaces"][0]["held"]["mall.order.buyer"]] == [order.ref]
    assert copy["login"]["email"] == "lin@example.com"
    assert copy["spaces"][0]["member"]["name"] == "Lin"
    assert others.ref not in told.text
    assert "mei@example.com" not in told.text
    assert told["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert told["Cache-Control"] == "no-store"


def test_the_copy_covers_every_space_of_the_person(client_of, lin, other_space, wu):
    with acting_in(other_space):
        Member.objects.create(user=lin.user, name="Lin there", joined_at=clock.now())
    copy = client_of(lin).post("/accounts/data/").json()
    assert [(each["slug"], each["member"]["name"]) for each in copy["spaces"]] == [
        ("other", "Lin there"),
        ("shanye", "Lin"),
    ]


def test_the_copy_asks_for_proof_of_whoever_has_a_password(client_of, lin):
    lin.user.set_password("a-long-pass-phrase")
    lin.user.save()
    answer = client_of(lin).post("/accounts/data/")
    assert answer["Location"].startswith("/@shanye/accounts/reauthenticate/")


def test_closing_begins_with_days_to_think_and_a_mail(client_of, lin):
    before = digest()
    answer = client_of(lin).post("/accounts/closing/", {"understood": "on"})
    assert answer["Location"] == "/@shanye/accounts/closing/"
    closing = Closing.objects.get(user=lin.user)
    assert closing.due_at - closing.asked_at == timedelta(days=7)
    assert mail.outbox[-1].to == ["lin@example.com"]
    assert changes(before, digest()) == []
    assert client_of(lin).get("/accounts/").context["account"].closing == closing


def test_closing_without_having_read_is_refused_beside_the_field(client_of, lin):
    answer = client_of(lin).post("/accounts/closing/", {})
    assert answer.status_code == 422
    assert 'id="id_understood_error"' in answer.text
    assert not Closing.objects.exists()


def test_asking_twice_begins_once_and_twenty_at_once_too(lin):
    first = begin_closing(lin.user)
    assert {each.pk for each in at_once(lambda: begin_closing(lin.user), times=20)} == {first.pk}


def test_the_only_owner_of_an_open_space_cannot_close(client_of, mei):
    answer = client_of(mei).post("/accounts/closing/", {"understood": "on"})
    assert answer.status_code == 422
    assert "山野茶事" in answer.text
    with pytest.raises(Refused) as refused:
        begin_closing(mei.user)
    assert (refused.value.code, Closing.objects.count()) == ("only_owner", 0)


def test_before_the_day_nothing_is_erased(lin):
    begin_closing(lin.user)
    before = digest()
    close_accounts.run()
    assert changes(before, digest()) == []
    assert User.objects.filter(pk=lin.user_id).exists()


def test_whoever_keeps_the_account_keeps_everything(client_of, lin):
    before = digest()
    begin_closing(lin.user)
    make_due(lin.user)
    assert client_of(lin).post("/accounts/closing/withdrawal/")["Location"] == "/@shanye/accounts/"
    keep_account(lin.user)
    close_accounts.run()
    assert changes(before, digest()) == []


def test_after_the_day_the_person_is_gone_and_the_books_stand(client_of, lin):
    browser = client_of(lin)
    order, before = paid_order(lin), books()
    CartLine.objects.create(
        holder=lin.pk, variant=make_variant(title="熟普"), quantity=1, seen_minor=1, added_at=clock.now()
    )
    EmailAddress.objects.create(user=lin.user, email="lin@example.com", verified=True, primary=True)
    close_for_good(lin)
    lin.refresh_from_db()
    assert (lin.user, lin.import_key, bool(lin.left_at)) == (None, None, True)
    assert not User.objects.filter(email="lin@example.com").exists()
    assert not CartLine.objects.filter(holder=lin.pk).exists()
    assert books() == before != []
    assert Order.objects.get(pk=order.pk).address["phone"] == "13800000000"
    assert browser.get("/orders/")["Location"].startswith("/@shanye/accounts/login/")


def test_when_the_trade_records_may_go_no_trace_of_the_person_is_left(client_of, lin):
    paid_order(lin)
    close_for_good(lin)
    Order.objects.update(placed_at=clock.now() - TRADE_RECORDS - timedelta(days=1))
    assert any("林一" in text for _table, text in everything_written())
    close_accounts.run()
    Session.objects.all().delete()
    found = [(table, each) for table, text in everything_written() for each in CANARIES if each in text]
    assert found == []


def test_erasing_twice_is_erasing_once(lin):
    close_for_good(lin)
    before = digest()
    assert erase_member(lin)
    close_accounts.run()
    assert changes(before, digest()) == []
    assert FactRow.objects.filter(name="MemberErased").count() == 1


def test_two_at_once_erase_once(lin):
    assert at_once(lambda: erase_member(lin), times=4) == [True] * 4
    assert (Erasure.objects.count(), FactRow.objects.filter(name="MemberErased").count()) == (1, 1)


def test_what_fails_on_the_way_erases_nothing(lin, monkeypatch):
    before = digest()
    monkeypatch.setattr("juluo.core.accounts.closing.record", lambda fact: record(fact) and 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erase_member(lin)
    assert changes(before, digest()) == []


def test_in_every_space_the_person_is_erased_before_the_login_ends(lin, other_space, wu):
    with acting_in(other_space):
        there = Member.objects.create(user=lin.user, name="Lin there", joined_at=clock.now())
    close_for_good(lin)
    with acting_in(other_space):
        there.refresh_from_db()
        wu.refresh_from_db()
        assert (there.user_id, there.name) == (None, "已注销")
        assert wu.user_id is not None
    assert not User.objects.filter(pk=lin.user_id).exists()


def test_whoever_became_the_only_owner_meanwhile_stays_until_somebody_else_is(lin, mei):
    begin_closing(lin.user)
    Staff.objects.filter(member=mei).update(member=lin)
    make_due(lin.user)
    close_accounts.run()
    assert User.objects.filter(pk=lin.user_id).exists()
    assert Member.objects.get(pk=lin.pk).user_id == lin.user_id


def test_a_stranger_without_any_space_can_close_too(client_of, hao):
    begin_closing(hao)
    make_due(hao)
    close_accounts.run()
    assert not User.objects.filter(pk=hao.pk).exists()


@pytest.mark.parametrize("path", ["", "data/", "closing/", "merging/", "merging/code/", "2fa/", "sessions/"])
def test_a_guest_signs_in_first_and_comes_back(client_of, path):
    answer = client_of().get(f"/accounts/{path}")
    assert answer["Location"] == f"/@shanye/accounts/login/?next=/%40shanye/accounts/{path}"


def test_the_account_page_costs_the_same_for_many_sessions_and_keys(client_of, lin, django_assert_num_queries):
    browser = client_of(lin)
    browser.get("/accounts/")
    for count in range(3):
        EmailAddress.objects.create(user=lin.user, email=f"lin{count}@example.com")
    with django_assert_num_queries(9):
        browser.get("/accounts/")
