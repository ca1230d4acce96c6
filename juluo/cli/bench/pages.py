"""`juluo bench pages`: what the pages cost that people open most."""

from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from juluo.cli.bench.figures import Figure, Report, percentile
from juluo.cli.bench.load import Ask, storm
from juluo.cli.bench.references import cpu_ms, views
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
    target: float
    kept: bool = False


def measure(migrating: float) -> Report:
    """Build a town, serve it, and measure each page beside the references."""
    town = build_town(buyers=40, products=60, on_hand=1000)
    with served(settings="juluo.cli.bench.settings") as web:
        references = views(web)
        results = [figure for visit in _visits(town) for figure in _figures(web, visit, references)]
        memory = Figure("web_memory", web.memory_mib(), "MiB", target=200)
    return Report(references, [*results, memory, Figure("migrate_empty", migrating, "s", target=30)])


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
        Visit("studio_orders", f"{base}/studio/orders/", town.owner, "page5", 2.5),
    ]


def _figures(web: Served, visit: Visit, references: dict[str, Figure]) -> list[Figure]:
    ask = Ask(visit.path, visit.who.headers)
    cost = cpu_ms(web, [ask] * 300)
    compared = references[visit.reference].value
    answered = storm(web.port, [ask] * 400)
    times = [answer.seconds * 1000 for answer in answered.answers]
    figures = [
        Figure(f"{visit.name}_cpu", cost, "ms cpu", visit.reference, cost / compared, visit.target),
        Figure(f"{visit.name}_rate", answered.per_second, "1/s"),
        Figure(f"{visit.name}_p50", percentile(times, 0.5), "ms"),
        Figure(f"{visit.name}_p95", percentile(times, 0.95), "ms"),
    ]
    if not visit.kept:
        figures.append(Figure(f"{visit.name}_queries", queries_of(visit), "queries", target=12))
    return figures


def queries_of(visit: Visit) -> int:
    """How many queries a page sends, counted in this process."""
    client = Client(headers={name: value for name, value in visit.who.headers.items() if name != "Host"})
    with CaptureQueriesContext(connection) as captured:
        client.get(visit.path)
    return sum(query["sql"].startswith(("SELECT", "UPDATE", "INSERT", "WITH")) for query in captured.captured_queries)
