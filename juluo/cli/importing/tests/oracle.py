"""The totals of an Online Retail file, computed once more in plain code that shares nothing with the importer."""

import csv
import gzip
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import islice

BOOKS = {"AMAZONFEE": "fee", "BANK CHARGES": "fee", "CRUK": "fee", "D": "discount", "S": "sample", "B": "bad_debt"}
PARCELS = ("POST", "DOT", "C2")


def totals_of(path, limit=None):
    """Lines and money (in pence) by class; the money of orders, of refunds, and how many orders there are."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(islice(csv.DictReader(file), limit))
    totals = Totals()
    for row in rows:
        totals.read(row)
    totals.close_orders()
    for row in totals.cancelled:
        totals.cancel(row)
    return totals


class Totals:
    def __init__(self):
        self.lines, self.pence, self.orders, self.cancelled = Counter(), Counter(), defaultdict(list), []
        self.bought, self.parcels = defaultdict(list), defaultdict(list)

    def add(self, kind, row):
        self.lines[kind] += 1
        self.pence[kind] += abs(row["pence"] * row["pieces"])

    def read(self, row):
        row["pieces"] = int(row["Quantity"])
        row["pence"] = int((Decimal(row["UnitPrice"]) * 100).quantize(Decimal(1)))
        row["code"] = row["StockCode"].upper()
        if row["code"] in BOOKS:
            self.add(BOOKS[row["code"]], row)
        elif row["InvoiceNo"][0] == "C":
            self.cancelled.append(row)
        elif row["pieces"] < 0:
            self.add("stock_adjustment", row)
        else:
            self.orders[row["InvoiceNo"]].append(row)

    def close_orders(self):
        for number, rows in list(self.orders.items()):
            paid = sum(row["pence"] * row["pieces"] for row in rows)
            if not paid:
                del self.orders[number]
            parcel = sum(row["pence"] * row["pieces"] for row in rows if row["code"] in PARCELS)
            if parcel:
                self.parcels[rows[0]["CustomerID"]].append([rows[0]["InvoiceDate"], parcel])
            for row in rows:
                kind = "shipping" if row["code"] in PARCELS else "sale"
                self.add("nothing_paid" if not paid else kind if row["pence"] else "gift", row)
                if paid and row["pence"] and kind == "sale":
                    same = self.bought[row["CustomerID"], row["code"], row["pence"]]
                    same.append([rows[0]["InvoiceDate"], row["pieces"]])

    def cancel(self, row):
        if not row["CustomerID"]:
            self.add("unknown_buyer", row)
            return
        is_parcel = row["code"] in PARCELS
        wanted = -row["pieces"] * (row["pence"] if is_parcel else 1)
        places = (
            self.parcels[row["CustomerID"]] if is_parcel else self.bought[row["CustomerID"], row["code"], row["pence"]]
        )
        fitting = [place for place in places if place[0] <= row["InvoiceDate"] and place[1] >= wanted]
        if not fitting:
            self.add("unmatched", row)
            return
        latest = max(range(len(fitting)), key=lambda at: (fitting[at][0], at))
        fitting[latest][1] -= wanted
        self.add("parcel_back" if is_parcel else "goods_back", row)
