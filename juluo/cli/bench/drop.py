"""`juluo bench drop`: many buyers at once, on one hot item and on a thousand, beside raw SQL of the same rows."""

import json
import os
from uuid import UUID, uuid4

from django.db.models import Sum

from juluo.cli.bench.figures import Figure, Report, middle, percentile
from juluo.cli.bench.load import Ask, Storm, storm
from juluo.cli.bench.references import raw_orders, references, settle
from juluo.cli.bench.served import served
from juluo.cli.bench.town import Town, Visitor, build_town
from juluo.cli.trouble import Trouble
from juluo.core.spaces import acting_in
from juluo.mall.models import Order, Stock

_ADDRESS = {"name": "林一", "phone": "13800000000", "region": "云南省", "city": "昆明市", "line": "翠湖南路 1 号"}
ROUNDS = 3


def measure(_migrating: float, *, orders: int = 600, clients: int = 16) -> Report:
    """Sell out one item and spread orders over a thousand; exactly what is there is sold, or the run fails."""
    url = os.environ["DATABASE_URL"]
    town = build_town(buyers=200, products=1000, on_hand=1_000_000)
    spread, wide_sql, hot, hot_sql = [], [], [], []
    with served(settings="juluo.cli.bench.settings") as web:
        compared = references(web, requests=400)
        for _round in range(ROUNDS):
            wide_sql.append(raw_orders(url, variants=1000).value)
            spread.append(_settled_storm(web.port, _asks(town, town.variants, orders), clients))
            hot_sql.append(raw_orders(url, variants=1).value)
            hot.append(_settled_storm(web.port, _asks(town, town.variants[:1], orders), clients))
        sold = _exactly_sold(web.port, town)
    compared |= {
        "sql": Figure("sql", middle(wide_sql), "orders/s"),
        "sql_hot": Figure("sql_hot", middle(hot_sql), "orders/s"),
    }
    wide = _figures("drop_1000", spread, ("sql", wide_sql), 0.10)
    narrow = _figures("drop_hot", hot, ("sql_hot", hot_sql), 0.15)
    return Report(compared, [*wide, *narrow, sold])


def _settled_storm(port: int, asks: list[Ask], clients: int) -> Storm:
    settle()
    return storm(port, asks, clients=clients)


def _asks(town: Town, variants: list[UUID], orders: int) -> list[Ask]:
    every = len(variants)
    return [_order(town, town.buyers[at % len(town.buyers)], variants[at * 7 % every]) for at in range(orders)]


def _order(town: Town, buyer: Visitor, variant: UUID) -> Ask:
    body = {"lines": [{"variant_id": str(variant), "quantity": 1}], "address": _ADDRESS}
    headers = buyer.headers | {"Content-Type": "application/json", "Idempotency-Key": uuid4().hex}
    return Ask(f"/@{town.space.slug}/api/v1/orders", headers, json.dumps(body).encode())


def _figures(name: str, storms: list[Storm], reference: tuple[str, list[float]], target: float) -> list[Figure]:
    for each in storms:
        wrong = [answer for answer in each.answers if answer.status != 201]  # noqa: PLR2004 - made
        if wrong:
            raise Trouble(f"An order was answered {wrong[0].status}: {wrong[0].body[:300]!r}")
    ratio = middle([each.per_second / raw for each, raw in zip(storms, reference[1], strict=True)])
    times = [answer.seconds * 1000 for each in storms for answer in each.answers]
    sold = middle([each.per_second for each in storms])
    return [
        Figure(name, sold, "orders/s", reference[0], ratio, target, at_least=True),
        Figure(f"{name}_p50", percentile(times, 0.5), "ms"),
        Figure(f"{name}_p95", percentile(times, 0.95), "ms"),
    ]


def _exactly_sold(port: int, town: Town) -> Figure:
    """Let 200 buyers want one of 50 pieces: 50 orders, no more and no fewer."""
    with acting_in(town.space):
        scarce = Stock.objects.get(variant_id=town.variants[-1])
        Stock.objects.filter(pk=scarce.pk).update(on_hand=scarce.reserved + 50)
        before = Order.objects.count()
        answered = storm(port, _asks(town, town.variants[-1:], 200), clients=64)
        sold = Order.objects.count() - before
        taken = Stock.objects.filter(pk=scarce.pk).aggregate(left=Sum("on_hand") - Sum("reserved"))["left"]
    errors = len([answer for answer in answered.answers if answer.status not in {201, 409}])
    if (sold, taken, errors) != (50, 0, 0):
        raise Trouble(f"Of 50 pieces {sold} were sold and {taken} are left, with {errors} errors.")
    return Figure("drop_sold_of_50", sold, "orders", target=50, at_least=True)
