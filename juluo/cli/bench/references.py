"""What figures are compared with, measured in the same minute: an empty view, a plain page, raw SQL."""

import os
import re
import subprocess
import tempfile

import psycopg

from juluo.cli.bench.figures import Figure, middle, percentile
from juluo.cli.bench.load import Ask, storm
from juluo.cli.bench.served import Served
from juluo.cli.postgres.binaries import binaries
from juluo.cli.trouble import Trouble

ROUNDS = 3
UNITS = {"cpu": "ms cpu", "rate": "1/s", "p50": "ms", "p95": "ms"}
_WRITTEN = (
    "mall_stock",
    "mall_order",
    "mall_orderline",
    "core_fact",
    "core_idempotencyrecord",
    "procrastinate_jobs",
    "procrastinate_events",
)
_TPS = re.compile(r"^tps = ([\d.]+)", re.MULTILINE)

ORDER_ROWS = r"""
\set at random(1, :variants)
BEGIN;
SELECT set_config('juluo.space', :space::text, true), now();
SELECT id AS variant FROM mall_variant WHERE space_id = :space AND sku = 'T-' || (:at::int - 1) \gset
SELECT gen_random_uuid() AS the_order, gen_random_uuid() AS fact \gset
INSERT INTO mall_order (space_id, id, ref, key, buyer_id, currency, goods_minor, shipping_minor, total_minor,
    refunded_minor, address, note, historical, support, carrier, parcel_number, cancel_reason, placed_at, held_until)
  VALUES (:space, :the_order, left(:the_order::text, 20), :the_order, :buyer, 'CNY', 7900, 0, 7900, 0,
    '{"name": "a", "city": "b"}', '', false, false, '', '', '', now(), now() + interval '15 min');
INSERT INTO mall_orderline (space_id, id, order_id, variant_id, title, quantity, list_minor, unit_minor, total_minor,
    price_reason, return_days, refunded_minor, refunded_quantity, "right")
  VALUES (:space, gen_random_uuid(), :the_order, :variant, 'tea', 1, 9900, 7900, 7900, 'rung', 7, 0, 0, '');
INSERT INTO core_fact (space_id, id, name, actor_id, by_staff, subject_id, data, at)
  VALUES (:space, :fact, 'OrderPlaced', :buyer, false, :the_order, '{}', now());
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, args)
  VALUES ('default', 'bench', 0, :the_order, '{"order_id": 1}');
INSERT INTO core_idempotencyrecord (space_id, id, key, caller, fingerprint, status, body, at)
  VALUES (:space, gen_random_uuid(), :the_order, :buyer, 'x', 201, '{}', now());
UPDATE mall_stock SET reserved = reserved + 1
  WHERE space_id = :space AND variant_id = :variant AND on_hand >= reserved + 1;
COMMIT;
"""


def settle() -> None:
    """Clear away what was written before: neither of two that are compared is to pay for the other's dead rows."""
    with psycopg.connect(os.environ["JULUO_OWNER_URL"], autocommit=True) as connection:
        for table in _WRITTEN:
            connection.execute(f"VACUUM (ANALYZE) {table}")


def references(served: Served, *, requests: int = 1000) -> dict[str, Figure]:
    """All three, in this minute: what the empty view and the plain page cost, and orders a second in raw SQL."""
    found = {"sql": raw_orders(os.environ["DATABASE_URL"], variants=1000)}
    for name in ("hello", "page5"):
        costs = costs_of(served, Ask(f"/bench/{name}", {"Host": "127.0.0.1"}), requests)
        found[name] = Figure(name, costs.pop("cpu"), UNITS["cpu"])
        found |= {f"{name}_{what}": Figure(f"{name}_{what}", value, UNITS[what]) for what, value in costs.items()}
    return found


def costs_of(served: Served, ask: Ask, requests: int) -> dict[str, float]:
    """What a request costs: `cpu` (ms of processor), and with eight asking at once `rate`, `p50` and `p95`."""
    cpu = cpu_ms(served, [ask] * requests)
    answered = storm(served.port, [ask] * requests)
    times = [answer.seconds * 1000 for answer in answered.answers]
    middling, worst = percentile(times, 0.5), percentile(times, 0.95)
    return {"cpu": cpu, "rate": answered.per_second, "p50": middling, "p95": worst}


def cpu_ms(served: Served, asks: list[Ask]) -> float:
    """Processor milliseconds that the server spends on a request: the median of three rounds after a warm-up."""
    storm(served.port, asks[: max(20, len(asks) // 10)])
    rounds = []
    for _round in range(ROUNDS):
        before = served.cpu_seconds()
        answered = storm(served.port, asks)
        wrong = [answer for answer in answered.answers if answer.status != 200]  # noqa: PLR2004 - OK
        if wrong:
            raise Trouble(f"{asks[0].path} answered {wrong[0].status}: {wrong[0].body[:300]!r}")
        rounds.append((served.cpu_seconds() - before) * 1000 / len(asks))
    return middle(rounds)


def raw_orders(url: str, *, variants: int, seconds: int = 5) -> Figure:
    """Orders a second when 8 clients write the rows of an order by prepared statements, on so many variants."""
    settle()
    with psycopg.connect(url) as connection:
        connection.execute("SELECT set_config('juluo.space', (SELECT id::text FROM core_space LIMIT 1), true)")
        space = connection.execute("SELECT id FROM core_space LIMIT 1").fetchone()
        buyer = connection.execute("SELECT id FROM core_member LIMIT 1").fetchone()
    values = {"space": space and space[0], "buyer": buyer and buyer[0], "variants": variants}
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(ORDER_ROWS)
        script.flush()
        command = [binaries().program("pgbench"), "-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", str(seconds)]
        command += [f"-D{name}={value}" for name, value in values.items()]
        done = subprocess.run([*command, "-f", script.name, url], check=False, capture_output=True, text=True)
    found = _TPS.search(done.stdout)
    if not found:
        raise Trouble(f"The raw SQL of the reference failed: {done.stderr.strip()[-500:]}")
    name = "sql_hot" if variants == 1 else "sql"
    return Figure(name, float(found[1]), "orders/s")
