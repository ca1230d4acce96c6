"""Which purchase a cancellation gives back."""

import pytest

from juluo.cli.importing.tests.state import import_orders, state_of

HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
EARLY = "500001,A1,MUG,10,2011-01-03 10:00:00,2.50,100,France"
LATE = "500002,A1,MUG,5,2011-01-05 10:00:00,2.50,100,France"
POSTED = "500003,POST,POSTAGE,2,2011-01-04 10:00:00,18.00,100,France"
MANUAL = "500004,M,Manual,1,2011-01-04 10:00:00,7.00,100,France"


def cancels(code="A1", pieces=-4, price="2.50", customer="100", at="2011-01-09 10:00:00", number="C500009"):
    return f"{number},{code},MUG,{pieces},{at},{price},{customer},France"


CASES = {
    "the latest purchase first": ([EARLY, LATE, cancels()], [("500002", 1000)]),
    "the latest that has enough": ([EARLY, LATE, cancels(pieces=-6)], [("500001", 1500)]),
    "not more than any one purchase": ([EARLY, LATE, cancels(pieces=-11)], []),
    "not at another price": ([EARLY, cancels(price="2.51")], []),
    "not another customer's": ([EARLY, cancels(customer="101")], []),
    "not a later purchase": ([LATE, cancels(at="2011-01-04 10:00:00")], []),
    "nobody's": ([EARLY.replace(",100,", ",,"), cancels(customer="")], []),
    "whatever stands first in the file": ([cancels(), EARLY], [("500001", 1000)]),
    "two lines of one purchase": ([LATE, cancels(pieces=-3), cancels(pieces=-2)], [("500002", 1250)]),
    "until nothing is left": ([LATE, cancels(), cancels(number="C500010", pieces=-2)], [("500002", 1000)]),
    "one invoice, two purchases": ([EARLY, LATE, cancels(), cancels()], [("500001", 1000), ("500002", 1000)]),
    "postage from shipping": ([POSTED, cancels("POST", -1, "30.00")], [("500003", 3000)]),
    "postage until nothing is left": ([POSTED, cancels("POST", -3, "18.00")], []),
    "what was typed in by hand": ([MANUAL, cancels("M", -1, "7.00")], [("500004", 700)]),
}


@pytest.mark.parametrize(("rows", "given_back"), CASES.values(), ids=CASES)
def test_a_cancellation_gives_back(db, capsys, tmp_path, rows, given_back):
    file = tmp_path / "orders.csv"
    file.write_text("\n".join([HEADER, *rows]))
    rehearsed = import_orders(capsys, file, tmp_path, "--dry-run")

    counts = import_orders(capsys, file, tmp_path)

    assert [(ref, goods + parcel) for ref, _key, goods, parcel, _at in state_of()["refunds"]] == given_back
    assert rehearsed["lines"] == counts["lines"]
    assert state_of()["findings"] == []
