"""A file of orders becomes members, products, orders and refunds; every line is accounted for; twice is once."""

import csv
from collections import Counter

import pytest

from juluo.cli.importing.online_retail import cancelling, loading, shop
from juluo.cli.importing.tests.oracle import totals_of
from juluo.cli.importing.tests.state import EXCERPT, SHARED, digest, import_orders, state_of
from juluo.community.models import Admission
from juluo.core.models import FactRow, Member, Space
from juluo.core.spaces import acting_in
from juluo.ledger.queries import balance_of
from juluo.ledger.rules import PROVIDER, REFUNDS_DUE, SALES, SHIPPING
from juluo.mall.models import Order, OrderLine, Refund
from juluo.mall.queries.orders import orders_latest_first
from juluo.testing.jobs import due_tasks

RETAIL = SHARED / "orders-online-retail" / "online_retail.csv.gz"
HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
BOUGHT = "500001,A1,MUG,10,2011-01-03 10:00:00,2.50,100.0,France"


class Killed(BaseException):
    """What kill -9 looks like from inside."""


@pytest.fixture
def file_of(tmp_path):
    def make(*rows):
        path = tmp_path / "orders.csv"
        path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
        return path

    return make


def assert_adds_up(counts, totals):
    """Counts by class, rows of the shop and the ledger, all against the plain computation."""
    lines = {name: number for name, number in counts["lines"].items() if name not in {"read", "refund"}}
    returned = totals.lines["goods_back"] + totals.lines["parcel_back"]
    assert counts["lines"]["refund"] == returned
    assert lines == {name: many for name, many in totals.lines.items() if not name.endswith("_back")}
    with acting_in(Space.objects.get(slug="retail")):
        sold, parcels = totals.pence["sale"], totals.pence["shipping"]
        goods_back, parcels_back = totals.pence["goods_back"], totals.pence["parcel_back"]
        assert Order.objects.count() == len(totals.orders)
        assert OrderLine.objects.count() == totals.lines["sale"] + totals.lines["gift"]
        assert sum(Order.objects.values_list("total_minor", flat=True)) == sold + parcels
        assert sum(Refund.objects.values_list("goods_minor", flat=True)) == goods_back
        assert sum(Refund.objects.values_list("shipping_minor", flat=True)) == parcels_back
        balances = [balance_of(place, "GBP").minor for place in (PROVIDER, SALES, SHIPPING, REFUNDS_DUE)]
        revenue = [sold - goods_back, parcels - parcels_back]
        assert balances == [sum(revenue), *revenue, 0]
    assert state_of()["findings"] == []


def test_the_excerpt_adds_up_and_every_row_is_in_one_class(db, capsys, tmp_path):
    counts = import_orders(capsys, EXCERPT, tmp_path)

    assert_adds_up(counts, totals_of(EXCERPT))
    assert counts["lines"]["read"] == 500
    with (tmp_path / "report.csv").open(newline="") as report:
        reported = Counter(row["code"] for row in csv.DictReader(report))
    used = {"read", "sale", "gift", "shipping", "refund"}
    assert reported == {name: many for name, many in counts["lines"].items() if name not in used}


@pytest.mark.skipif(not RETAIL.exists(), reason="the developers' data set is not beside this checkout")
@pytest.mark.timeout(300)
def test_twenty_thousand_lines_of_the_real_file_add_up(db, capsys, tmp_path):
    counts = import_orders(capsys, RETAIL, tmp_path, "--limit", 20_000)

    assert_adds_up(counts, totals_of(RETAIL, 20_000))


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_the_complete_file_adds_up(db, capsys, tmp_path):
    counts = import_orders(capsys, RETAIL, tmp_path)

    assert counts["lines"]["read"] == 541_909
    assert_adds_up(counts, totals_of(RETAIL))


def test_running_twice_changes_nothing(db, capsys, tmp_path):
    first = import_orders(capsys, EXCERPT, tmp_path)
    before, report = digest(), (tmp_path / "report.csv").read_text()
    second = import_orders(capsys, EXCERPT, tmp_path)

    assert digest() == before
    assert (tmp_path / "report.csv").read_text() == report
    assert second["lines"] == first["lines"]
    for kind in ("members", "products", "orders", "refunds"):
        assert second[kind] == {"created": 0, "updated": 0, "skipped": first[kind]["created"]}


def test_a_dry_run_writes_nothing_and_says_what_the_import_then_does(db, capsys, tmp_path):
    before = digest()
    rehearsed = import_orders(capsys, EXCERPT, tmp_path, "--dry-run")
    assert digest() == before
    assert not Space.objects.exists()
    assert import_orders(capsys, EXCERPT, tmp_path) == rehearsed | {"dry_run": False}


@pytest.mark.parametrize(("verb", "call"), [("sell", 1), ("sell", 4), ("give_back", 3)])
def test_an_import_killed_in_the_middle_comes_to_the_same_when_run_again(db, capsys, tmp_path, monkeypatch, verb, call):
    monkeypatch.setattr(loading, "BATCH", 10)
    with monkeypatch.context() as patch:
        patch.setattr(loading, "WRITING", _dying(shop.WRITING, verb, call))
        with pytest.raises(Killed):
            import_orders(capsys, EXCERPT, tmp_path)
    import_orders(capsys, EXCERPT, tmp_path)
    resumed = state_of()

    _rename()
    import_orders(capsys, EXCERPT, tmp_path)
    assert state_of() == resumed


def _dying(verbs, name, call):
    """Verbs of which one dies at the end of its `call`-th call, before the transaction around it ends."""
    calls = iter(range(1, 10_000))
    verb = getattr(verbs, name)

    def die(*arguments):
        verb(*arguments)
        if next(calls) == call:
            raise Killed

    parts = {each: getattr(verbs, each) for each in ("admit", "shelve", "sell", "give_back")}
    return shop.Verbs(**parts | {name: die})


def _rename():
    Space.objects.update(slug="first")


def test_history_calls_no_reaction_and_takes_no_stock(db, capsys, tmp_path, file_of):
    import_orders(capsys, file_of(), tmp_path)
    of_the_founding = due_tasks()
    import_orders(capsys, EXCERPT, tmp_path)

    assert due_tasks() == of_the_founding
    assert state_of()["stock"] == [(0, 0)]


def test_orders_keep_their_time_price_and_money_and_wait_for_nothing(db, capsys, tmp_path, file_of):
    import_orders(capsys, file_of(BOUGHT.replace("2011-01-03", "2011-07-03")), tmp_path)

    with acting_in(Space.objects.get(slug="retail")):
        order = orders_latest_first().get()
        line = order.lines.get()
        assert (order.ref, order.currency, order.state, order.historical) == ("500001", "GBP", "delivered", True)
        assert order.placed_at.isoformat() == "2011-07-03T09:00:00+00:00"
        assert (line.title, line.quantity, line.unit_minor, line.window_ends_at) == ("MUG", 10, 250, None)
        paid = FactRow.objects.get(name="OrderPaid")
        assert (paid.at, paid.subject_id) == (order.placed_at, order.id)


def test_purchases_without_a_customer_are_the_walk_in_members_who_came_through_no_entrance(
    db, capsys, tmp_path, file_of
):
    import_orders(
        capsys,
        file_of(BOUGHT, "500002,A1,MUG,1,2011-01-04 10:00:00,3.00,,France", "500003,A1,MUG,1,2011-01-05,3.00,,"),
        tmp_path,
    )

    with acting_in(Space.objects.get(slug="retail")):
        walk_in = Member.objects.get(import_key="walk-in")
        assert set(Order.objects.filter(buyer=walk_in).values_list("ref", flat=True)) == {"500002", "500003"}
        admitted = set(Admission.objects.filter(entrance__code="import").values_list("member__import_key", flat=True))
        assert admitted == {"online-retail:100"}
        assert FactRow.objects.filter(name="MemberJoined", subject_id=walk_in.id).count() == 0


def test_an_invoice_torn_apart_in_the_file_is_one_order(db, capsys, tmp_path, file_of):
    counts = import_orders(
        capsys, file_of(BOUGHT, BOUGHT.replace("500001", "500002"), BOUGHT.replace("A1,MUG", "B2,CUP")), tmp_path
    )

    assert counts["orders"]["created"] == 2
    assert [(ref, title) for ref, title, *_rest in state_of()["lines"]] == [
        ("500001", "CUP"), ("500001", "MUG"), ("500002", "MUG")
    ]  # fmt: skip


def test_an_invoice_that_changed_since_is_reported_and_left_alone(db, capsys, tmp_path, file_of):
    import_orders(capsys, file_of(BOUGHT), tmp_path)
    before = digest()
    counts = import_orders(capsys, file_of(BOUGHT.replace(",10,", ",11,")), tmp_path)

    assert digest() == before
    assert counts["lines"] == {"read": 1, "changed": 1}


def test_cancelling_the_same_invoice_again_after_an_interruption_gives_back_once(db, capsys, tmp_path, file_of):
    rows = (BOUGHT, "C500009,A1,MUG,-4,2011-01-09 10:00:00,2.50,100.0,France")
    import_orders(capsys, file_of(*rows), tmp_path)
    assert import_orders(capsys, file_of(*rows), tmp_path)["refunds"]["skipped"] == 1
    assert state_of()["refunds"] == [("500001", "import:C500009", 1000, 0, state_of()["refunds"][0][4])]
    assert cancelling.REASON.format(number="C500009") == "Cancelled by invoice C500009"
