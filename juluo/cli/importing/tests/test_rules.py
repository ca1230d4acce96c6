"""The table of rules, row by row."""

import pytest

from juluo.cli.importing.counts import Unused, harmless
from juluo.cli.importing.online_retail.rules import REPORTED, kind_of, read_line

ROW = {
    "InvoiceNo": "536365",
    "StockCode": "85123a",
    "Description": " WHITE HANGING HEART ",
    "Quantity": "6",
    "InvoiceDate": "2010-12-01 08:26:00",
    "UnitPrice": "2.55",
    "CustomerID": "17850.0",
    "Country": "United Kingdom",
}
KINDS = [
    ({}, "sale"),
    ({"StockCode": "M"}, "sale"),
    ({"StockCode": "gift_0001_20"}, "sale"),
    ({"UnitPrice": "0"}, "gift"),
    ({"UnitPrice": "0.001"}, "gift"),
    ({"UnitPrice": "0.005"}, "gift"),
    ({"StockCode": "POST"}, "shipping"),
    ({"StockCode": "DOT"}, "shipping"),
    ({"StockCode": "C2"}, "shipping"),
    ({"StockCode": "POST", "UnitPrice": "0"}, "gift"),
    ({"Quantity": "-6"}, "stock_adjustment"),
    ({"Quantity": "-6", "UnitPrice": "0"}, "stock_adjustment"),
    ({"UnitPrice": "-2.55"}, "negative_price"),
    ({"InvoiceNo": "C536365", "Quantity": "-6"}, "cancellation"),
    ({"InvoiceNo": "c536365", "Quantity": "-6"}, "cancellation"),
    ({"InvoiceNo": "C536365"}, "positive_cancellation"),
    ({"StockCode": "AMAZONFEE", "InvoiceNo": "C536365", "Quantity": "-1"}, "fee"),
    ({"StockCode": "BANK CHARGES"}, "fee"),
    ({"StockCode": "CRUK"}, "fee"),
    ({"StockCode": "D", "InvoiceNo": "C536365", "Quantity": "-1"}, "discount"),
    ({"StockCode": "S"}, "sample"),
    ({"StockCode": "B", "InvoiceNo": "A563185", "UnitPrice": "-11062.06"}, "bad_debt"),
]
WRONG = [
    ("InvoiceNo", "", "bad_invoice"),
    ("InvoiceNo", "X536365", "bad_invoice"),
    ("InvoiceNo", "５３６３６５", "bad_invoice"),
    ("StockCode", "", "bad_stock_code"),
    ("StockCode", "A" * 21, "bad_stock_code"),
    ("Quantity", "0", "bad_quantity"),
    ("Quantity", "1.5", "bad_quantity"),
    ("Quantity", "six", "bad_quantity"),
    ("Quantity", "1000001", "bad_quantity"),
    ("Quantity", "９", "bad_quantity"),
    ("UnitPrice", "", "bad_price"),
    ("UnitPrice", "£2", "bad_price"),
    ("UnitPrice", "NaN", "bad_price"),
    ("UnitPrice", "1e5", "bad_price"),
    ("UnitPrice", "1000000.01", "bad_price"),
    ("InvoiceDate", "yesterday", "bad_date"),
    ("InvoiceDate", "2010-13-01 08:26:00", "bad_date"),
    ("InvoiceDate", "2010-12-01T08:26:00+01:00", "bad_date"),
    ("InvoiceDate", "0001-01-01 00:00:00", "bad_date"),
    ("CustomerID", "Mr Smith", "bad_customer"),
    ("CustomerID", "17850.5", "bad_customer"),
]


@pytest.mark.parametrize(("change", "kind"), KINDS)
def test_each_line_has_one_kind(change, kind):
    assert kind_of(read_line(ROW | change, "GBP")) == kind


@pytest.mark.parametrize(("name", "value", "code"), WRONG)
def test_a_wrong_field_is_named(name, value, code):
    assert read_line(ROW | {name: value}, "GBP") is REPORTED[code]


def test_a_line_is_read_as_it_is_meant():
    line = read_line(ROW, "GBP")
    assert not isinstance(line, Unused)
    assert (line.code, line.title, line.customer, line.minor) == ("85123A", "WHITE HANGING HEART", "17850", 255)


def test_dates_of_a_spreadsheet_are_read():
    assert read_line(ROW | {"InvoiceDate": "12/1/2010 8:26"}, "GBP") == read_line(ROW, "GBP")


@pytest.mark.parametrize(("currency", "minor"), [("GBP", 255), ("JPY", 3), ("KWD", 2550)])
def test_prices_are_rounded_once_to_the_units_of_the_currency(currency, minor):
    assert read_line(ROW, currency).minor == minor


@pytest.mark.parametrize(
    ("value", "shown"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("-6", "-6"), ("-x", "'-x"), ("a", "a")]
)
def test_the_report_holds_no_formula(value, shown):
    assert harmless(value) == shown
