"""`juluo bench pages`: what the pages cost that people open most."""

from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from juluo.cli.bench.figures import Figure, Report
from juluo.cli.bench.load import Ask
from juluo.cli.bench.references import UNITS, costs_of, references
from juluo.cli.bench.served import Served, served
from juluo.cli.bench.town import Town, Visitor, build_town

GUEST = Visitor({"Host": "127.0.0.1"})


@dataclass(frozen=True, slots=True)
class Visit:
    """A page, who opens it, what its cost is compared with and the target of that ratio."""

    name: str
    path: str
    who: Visitor
    reference: str
    target: float | None
    kept: bool = False


def measure(migrating: float) -> Report:
    """Build a town, serve it, and measure each page beside the references."""
    town = build_town(buyers=40, products=1000, on_hand=1000)
    with served(settings="juluo.cli.bench.settings") as web:
        compared = references(web)
        results = [figure for visit in _visits(town) for figure in figures_of(web, visit, compared)]
        memory = Figure("web_memory", web.memory_mib(), "MiB", target=200)
    return Report(compared, [*results, memory, Figure("migrate_empty", migrating, "s", target=30)])


def _visits(town: Town) -> list[Visit]:
    base, member = f"/@{town.space.slug}", town.buyers[0]
    kept = [
        Visit("guest_home_kept", f"{base}/", GUEST, "hello", 4, kept=True),
        Visit("guest_post_kept", f"{base}/posts/{town.post}/", GUEST, "hello", 4, kept=True),
        Visit("guest_product_kept", f"{base}/mall/{town.product}/", GUEST, "hello", 4, kept=True),
    ]
    return [
        *kept,
        Visit("guest_home", f"{base}/?made=new", GUEST, "page5", 2.5),
        Visit("guest_post", f"{base}/posts/{town.post}/?made=new", GUEST, "page5", 2.5),
        Visit("guest_product", f"{base}/mall/{town.product}/?made=new", GUEST, "page5", 2.5),
        Visit("member_home", f"{base}/", member, "page5", 2.5),
        Visit("member_product", f"{base}/mall/{town.product}/", member, "page5", 2.5),
        Visit("studio_orders", f"{base}/studio/orders/", town.owner, "page5", None),
    ]


def figures_of(web: Served, visit: Visit, compared: dict[str, Figure]) -> list[Figure]:
    """What the visit costs: processor, rate and times beside its reference, and its queries."""
    figures = []
    for what, value in costs_of(web, Ask(visit.path, visit.who.headers), requests=300).items():
        against = visit.reference if what == "cpu" else f"{visit.reference}_{what}"
        target = visit.target if what == "cpu" else None
        figures.append(
            Figure(f"{visit.name}_{what}", value, UNITS[what], against, value / compared[against].value, target)
        )
    if not visit.kept:
        figures.append(Figure(f"{visit.name}_queries", queries_of(visit), "queries", target=12))
    return figures


def queries_of(visit: Visit) -> int:
    """How many queries a page sends, counted in this process."""
    client = Client(headers={name: value for name, value in visit.who.headers.items() if name != "Host"})
    with CaptureQueriesContext(connection) as captured:
        client.get(visit.path)
    return sum(query["sql"].startswith(("SELECT", "UPDATE", "INSERT", "WITH")) for query in captured.captured_queries)
