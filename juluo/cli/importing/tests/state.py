"""What an import left behind, without ids: two imports came to the same if their states are equal."""

import argparse
import hashlib
import json
import os
from collections import Counter
from pathlib import Path

from django.db import connection

from juluo.cli.commands import importing
from juluo.community.models import Admission
from juluo.core.models import FactRow, Member, Space
from juluo.core.spaces import acting_in
from juluo.ledger.queries import findings, trial_balance
from juluo.mall.models import Order, OrderLine, Product, Refund, RefundLine, Stock, Variant

DATA = Path(__file__).parent / "data"
EXCERPT = DATA / "online-retail-excerpt.csv"
SHARED = Path(os.environ.get("JULUO_SHARED", Path(__file__).parents[4] / "../shared")) / "data"
TABLES = (Member, Admission, Product, Variant, Stock, Order, OrderLine, Refund, RefundLine, FactRow)


def run_import(capsys, *arguments):
    """Call `juluo import` with these arguments; return its exit status, what it printed and what it complained of."""
    parser = argparse.ArgumentParser()
    importing.add_arguments(parser)
    status = importing.run(parser.parse_args([*map(str, arguments)]))
    said = capsys.readouterr()
    return status, said.out, said.err


def import_orders(capsys, file, tmp_path, *more):
    """Import into the space `retail` and return the counts."""
    report = tmp_path / "report.csv"
    status, out, _err = run_import(capsys, "orders", file, "--space", "retail", "--report", report, "--json", *more)
    assert status == 0
    return json.loads(out)


def state_of(slug="retail"):
    with acting_in(Space.objects.get(slug=slug)):
        return {
            "members": sorted(Member.objects.filter(user=None).values_list("import_key", "name", "joined_at")),
            "admissions": Admission.objects.count(),
            "variants": sorted(Variant.objects.values_list("sku", "product__title", "product__slug", "price_minor")),
            "stock": sorted(Stock.objects.values_list("on_hand", "reserved").distinct()),
            "orders": sorted(
                Order.objects.values_list(
                    "ref", "key", "goods_minor", "shipping_minor", "refunded_minor", "placed_at", "buyer__import_key"
                )
            ),
            "lines": sorted(
                OrderLine.objects.values_list(
                    "order__ref", "title", "quantity", "unit_minor", "refunded_quantity", "refunded_minor"
                )
            ),
            "refunds": sorted(
                Refund.objects.values_list("order__ref", "key", "goods_minor", "shipping_minor", "made_at")
            ),
            "refund_lines": sorted(
                RefundLine.objects.values_list("line__order__ref", "line__title", "quantity", "minor")
            ),
            "facts": Counter(FactRow.objects.values_list("name", flat=True)),
            "balances": trial_balance(),
            "findings": findings(),
        }


def digest(slug="retail"):
    """Of every row of the installation, ids and all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        whole = hashlib.sha256(str([cursor.fetchall(), sorted(Space.objects.values_list())]).encode())
    for space in Space.objects.filter(slug=slug):
        with acting_in(space):
            for table in TABLES:
                whole.update(str(sorted(table.objects.values_list(), key=str)).encode())
            whole.update(str(trial_balance()).encode())
    return whole.hexdigest()
