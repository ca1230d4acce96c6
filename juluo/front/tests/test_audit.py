from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from juluo.community.operations.covenants import publish_covenant
from juluo.community.operations.members import set_rung
from juluo.community.tests.factories import make_member, make_qr
from juluo.core import clock
from juluo.core.acting import Actor, acting_as
from juluo.core.chronicle import reason_of
from juluo.core.facts import Fact
from juluo.core.models import FactRow, Role, Staff
from juluo.core.spaces import acting_in
from juluo.core.tests.factories import make_staff
from juluo.core.words import RoleKey, Rung
from juluo.front.queries.audit import KINDS
from juluo.front.queries.subjects import subject_field
from juluo.front.tests.test_facts_in_words import OURS
from juluo.front.wording import detail_of
from juluo.ip.operations.posts import PostWords, edit_post, write_post
from juluo.ip.tests.factories import make_post
from juluo.ledger.operations import check_ledger
from juluo.mall.facts import OrderShipped
from juluo.mall.operations.orders import ship_order
from juluo.mall.operations.stock import correct_stock
from juluo.mall.tests.factories import make_variant, paid_order


@pytest.fixture
def as_mei(mei):
    with acting_as(Actor(mei.id, staff=True)):
        yield mei


@pytest.fixture
def log(client_of, mei):
    return lambda **asked: client_of(mei).get("/studio/audit/", asked).context["deeds"]


def test_the_audit_log_says_who_did_what_to_whom_and_why(log, as_mei, lin):
    set_rung(lin, Rung.ANGEL, reason="Three tastings")
    [deed, *_earlier] = log()
    assert (deed.line.who, deed.actor_id, deed.detail) == ("Mei", as_mei.id, "Three tastings")
    assert (deed.subject.label, deed.subject.url) == ("Lin", f"/@shanye/studio/members/{lin.id}/")


def test_what_was_and_what_is_now_are_told(log, as_mei, lin):
    set_rung(lin, Rung.ANGEL, reason="Because")
    correct_stock(make_variant(on_hand=10), on_hand=7, reason="Counted")
    stock, rung = [deed.line.sentence for deed in log() if deed.detail in {"Because", "Counted"}]
    assert (str(Rung.FAN.label) in rung, str(Rung.ANGEL.label) in rung) == (True, True)
    assert ("10" in stock, "7" in stock) == (True, True)


def test_changed_fields_are_named_in_words(log, as_mei):
    post = make_post(as_mei, "Tea")
    edit_post(post, PostWords(title="Better tea", text="Other words"))
    with override("en"):
        assert detail_of(FactRow.objects.get(name="PostChanged").data) == "Changed: title, text"
    assert log()[0].detail


def test_each_kind_of_subject_leads_to_its_page(log, as_mei, lin, client_of):
    variant, order = make_variant(), paid_order(lin)
    correct_stock(variant, on_hand=3, reason="Counted")
    ship_order(order, carrier="SF", parcel_number="1")
    write_post(as_mei, PostWords(title="Tea", text="Words"))
    door = make_qr("Window")
    publish_covenant("Be kinder.")
    check_ledger()

    found = {deed.subject.label: unquote(deed.subject.url) for deed in log() if deed.subject}

    places = ("Window", "Tea", order.ref, variant.product.title, f"{variant.product.title} {variant.sku}")
    assert [found[place] for place in places] == [
        f"/@shanye/studio/entrances/{door.code}/",
        next(url for url in found.values() if "/posts/" in url),
        f"/@shanye/studio/orders/{order.ref}/",
        *(f"/@shanye/studio/products/{variant.product.slug}/",) * 2,
    ]
    browser = client_of(as_mei)
    assert {url: browser.get(url).status_code for url in found.values()} == dict.fromkeys(found.values(), 200)


def test_a_subject_is_a_link_only_for_whoever_may_open_it(as_mei, lin, client_of):
    order, auditor = paid_order(lin), make_member("Auditor")
    ship_order(order, carrier="SF", parcel_number="1")
    role = Role.objects.create(key="auditor", permissions=["settings.write"])
    Staff.objects.create(member=auditor, role=role, since=clock.now())

    [deed] = [
        deed
        for deed in client_of(auditor).get("/studio/audit/?kind=orders").context["deeds"]
        if deed.line.sentence == str(OrderShipped.sentence)
    ]

    assert (deed.subject.label, deed.subject.url) == (order.ref, "")


def test_the_log_is_filtered_by_person_and_by_kind(log, mei, lin):
    make_staff(lin, RoleKey.MANAGER)
    with acting_as(Actor(lin.id, staff=True)):
        set_rung(make_member("One"), Rung.FAN, reason="By Lin")
        make_qr()
    with acting_as(Actor(mei.id, staff=True)):
        set_rung(make_member("Two"), Rung.FAN, reason="By Mei")

    def told(**asked):
        return {(deed.line.who, deed.detail) for deed in log(**asked)}

    assert told(who=lin.id, kind="members") >= {("Lin", "By Lin")}
    assert {who for who, _detail in told(who=lin.id)} == {"Lin"}
    assert ("Lin", "") in told(kind="doors")
    assert ("Lin", "By Lin") not in told(kind="doors")
    assert told(who=uuid4()) == set()
    assert told(who="rubbish") == told(kind="rubbish") == told()


def test_the_filters_stay_from_page_to_page(client_of, as_mei, lin, monkeypatch):
    monkeypatch.setattr("juluo.core.pages.page_of.__defaults__", ("", 1))
    for number in range(3):
        set_rung(lin, Rung.ANGEL if number % 2 else Rung.PROSPECT, reason=f"Number {number}")
        make_qr(f"Door {number}")
    asked, seen = {"kind": "doors", "who": as_mei.id}, []
    while True:
        page = client_of(as_mei).get("/studio/audit/", asked)
        seen += [deed.subject.label for deed in page.context["deeds"]]
        if not page.context["next"]:
            break
        assert "kind=doors" in page.text
        asked["after"] = page.context["next"]
    assert seen[:3] == ["Door 2", "Door 1", "Door 0"]


def test_the_log_leaves_out_what_members_did_and_other_spaces(log, lin, wu, other_space):
    with acting_in(other_space), acting_as(Actor(wu.id, staff=True)):
        set_rung(wu, Rung.ANGEL, reason="Elsewhere")
    assert [deed for deed in log() if deed.detail == "Elsewhere" or deed.line.who == "Lin"] == []


@pytest.mark.parametrize("name", OURS)
def test_every_fact_is_of_one_kind(name):
    field = subject_field(name)
    assert [kind for kind, (_label, fields) in KINDS.items() if field in fields] != []
    assert Fact.kinds[name].__annotations__


def test_a_fact_that_no_longer_exists_has_no_subject():
    assert subject_field("Forgotten") == ""


def test_the_log_costs_the_same_at_one_row_and_at_three(client_of, as_mei, lin):
    browser = client_of(as_mei)

    def add(number):
        set_rung(lin, Rung.ANGEL if number % 2 else Rung.PROSPECT, reason="Because")
        write_post(as_mei, PostWords(title=f"Post {number}", text="Words"))
        correct_stock(make_variant(), on_hand=number, reason="Counted")
        ship_order(paid_order(lin), carrier="SF", parcel_number="1")
        make_qr(f"Door {number}")

    add(1)
    browser.get("/studio/audit/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/studio/audit/")
    add(2)
    add(3)
    with CaptureQueriesContext(connection) as more:
        browser.get("/studio/audit/")
    assert len(more) == len(few)


@pytest.mark.parametrize("path", ["", "audit/", "trouble/"])
def test_the_studio_is_for_staff(client_of, lin, path):
    assert client_of(lin).get(f"/studio/{path}").status_code == 404
    assert "/accounts/login/" in client_of().get(f"/studio/{path}")["Location"]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("touch", "Opened the sharer's link"),
        ("credited", "The buyer was bound to this sharer when ordering."),
        ("Three tastings", "Three tastings"),
        ("", ""),
    ],
)
def test_reasons_of_verbs_are_told_in_words_and_those_of_people_as_they_wrote_them(reason, words):
    with override("en"):
        assert reason_of({"reason": reason}) == words
