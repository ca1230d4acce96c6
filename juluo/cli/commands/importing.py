import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from django.db import IntegrityError

from juluo.cli.importing.counts import Counts, Report, report_in
from juluo.cli.importing.files import BadFile, Table, open_table
from juluo.cli.importing.online_retail.invoices import COLUMNS
from juluo.cli.importing.online_retail.loading import Loading
from juluo.cli.importing.online_retail.shop import Terms
from juluo.cli.importing.shopify.loading import ProductLoading
from juluo.cli.importing.shopify.rules import headings_of
from juluo.cli.importing.target import space_for
from juluo.cli.importing.telling import table_of
from juluo.cli.trouble import Trouble
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in

type Loader = Callable[[Report], Counts]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="orders|products")
    orders = kinds.add_parser("orders", help="paid orders of the past, in the form of the Online Retail file")
    products = kinds.add_parser("products", help="products, in the form Shopify exports them")
    for each in (orders, products):
        _add_common(each)
    orders.add_argument("--limit", type=int, metavar="N", help="read only the first N lines")
    orders.add_argument("--time-zone", default="Europe/London", help="of the times in the file (default: %(default)s)")
    orders.set_defaults(columns=COLUMNS, loader=orders_loader, currency="GBP")
    products.set_defaults(columns=(), loader=products_loader, currency="CNY")


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a CSV file, plain or gzip")
    parser.add_argument("--space", required=True, metavar="SLUG", help="it is founded if there is none")
    parser.add_argument("--owner", default="", metavar="EMAIL", help="of a space that is to be founded")
    parser.add_argument("--currency", help="of the money in the file (default: %(default)s)")
    parser.add_argument("--encoding", default="", help="if it is neither UTF-8, UTF-16 nor GB18030")
    parser.add_argument("--report", type=Path, help="where rows that are not imported go (default: beside the file)")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    try:
        counts, report = load(args)
    except (BadFile, Refused) as trouble:
        print(f"juluo: {trouble}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(counts.as_json() | {"dry_run": args.dry_run, "report": str(report or "")}, indent=2))
    else:
        print(table_of(counts, report, rehearsal=args.dry_run))
    return 0


def load(args: argparse.Namespace) -> tuple[Counts, Path | None]:
    """Look at the options and the whole file before anything is written, then load it into the space."""
    make: Callable[[argparse.Namespace, Table], Loader] = args.loader
    table = open_table(args.file, args.columns, args.encoding)
    loader = make(args, table)
    for _row in table.rows():
        """A file that is broken in the middle is broken."""
    report_path = args.report or (None if args.dry_run else args.file.with_name(f"{args.file.name}.report.csv"))
    with report_in(report_path, table.columns) as report:
        space_id = space_for(args.space, owner=args.owner, currency=args.currency, rehearsal=args.dry_run)
        with acting_in(space_id):
            try:
                return loader(report), report_path
            except IntegrityError:
                raise Trouble(f"Something else wrote the same rows into {args.space}: run the import again.") from None


def orders_loader(args: argparse.Namespace, table: Table) -> Loader:
    if args.time_zone not in available_timezones():
        raise BadFile(f"There is no time zone {args.time_zone!r}; write it like Europe/London.")
    terms = Terms(args.currency, ZoneInfo(args.time_zone))
    return lambda report: Loading(table, terms, report, args.limit, args.dry_run).run()


def products_loader(args: argparse.Namespace, table: Table) -> Loader:
    headings_of(table.columns)
    return lambda report: ProductLoading(table, args.currency, report, args.dry_run).run()
