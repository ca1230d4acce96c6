"""How the database finds what pages ask for: statements explained as the runtime login, on tables that are full."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from juluo.community.queries.people import people_ever
from juluo.core import clock
from juluo.core.models import Entitlement, Member
from juluo.core.pages import page_of
from juluo.core.words import Rung
from juluo.insight.queries.pulse import pushes_until
from juluo.insight.queries.spread import counts_until
from juluo.ip.queries.copies import old_copies
from juluo.ip.queries.digests import due_turns
from juluo.mall.queries.orders import overdue_holds, overdue_parcels
from juluo.mall.queries.search import orders_matching
from juluo.payments.models import Notice, Payment, ProviderRefund

LARGE = 1_000

READS: dict[str, Callable[[], Any]] = {
    "orders whose hold is over": lambda: list(overdue_holds(clock.now())[:500]),
    "parcels that nobody reported": lambda: list(overdue_parcels(clock.now())[:500]),
    "payments to ask about": lambda: list(Payment.objects.due(clock.now())[:200]),
    "refunds to ask about": lambda: list(ProviderRefund.objects.due(clock.now())[:200]),
    "notices to apply": lambda: list(Notice.objects.due(clock.now())[:200]),
    "members by name": lambda: _first_two_pages(people_ever(name="Ours")),
    "members of a rung": lambda: _first_two_pages(people_ever(Rung.PROSPECT)),
    "members who are banned": lambda: _first_two_pages(people_ever(banned=True)),
    "orders by number": lambda: list(orders_matching("26")[:6]),
    "orders by the end of a phone number": lambda: list(orders_matching("138 0013 8000")[:6]),
    "digests that are due": lambda: list(due_turns(clock.now(), clock.now())[:200]),
    "rights granted for a reason": lambda: list(Entitlement.objects.filter(reason="order:x", revoked_at=None)),
    "working copies that nobody goes on with": lambda: list(old_copies()[:200]),
    "the self-propagation index of a day": lambda: counts_until(clock.now().date()),
    "half-lives of a day": lambda: pushes_until(clock.now().date()),
    "members of a rung, by name": lambda: _first_two_pages(people_ever(Rung.FAN, "Ours")),
}
"""What no page but a routine reads, every minute and in every space; and lists as they are asked for by a filter."""


@dataclass(frozen=True)
class Read:
    """A statement, and what for it was sent."""

    purpose: str
    statement: str


def reads_of(purpose: str, act: Callable[[], Any]) -> Iterator[Read]:
    """Do something; yield each SELECT that it sent, also one that begins WITH others."""
    with CaptureQueriesContext(connection) as captured:
        act()
    for query in captured:
        if query["sql"].lstrip("( \n").startswith(("SELECT", "WITH")) and " FROM " in query["sql"]:
            yield Read(purpose, query["sql"])


def _first_two_pages(found: QuerySet[Member]) -> None:
    if following := page_of(found, size=1).next:
        page_of(found, following)


_TABLES = """SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > %s"""


def large_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [LARGE])
        return {row[0] for row in cursor.fetchall()}


def scanned(read: Read) -> set[str]:
    """The tables that the statement reads from end to end. The space acts, as it does for the page.

    A scan that costs more than the whole plan is meant to be broken off: what it looks for is everywhere.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {read.statement.replace('%', '%%')}")
        told = cursor.fetchone()[0]
    plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    scans = (node for node in _nodes(plan) if node["Node Type"] == "Seq Scan")
    return {node["Relation Name"] for node in scans if node["Total Cost"] <= plan["Total Cost"]}


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for each in plan.get("Plans", []):
        yield from _nodes(each)
