import argparse
import importlib

from juluo.cli.bench.figures import Report
from juluo.cli.bench.ground import ground

_BENCHES = {
    "pages": "pages", "drop": "drop", "import": "imports", "search": "search", "content": "content",
    "community": "community",
}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=_BENCHES)
    parser.add_argument("--json", action="store_true", help="print figures, references and machine as JSON")


def run(args: argparse.Namespace) -> int:
    with ground() as migrating:
        bench = importlib.import_module(f"juluo.cli.bench.{_BENCHES[args.name]}")
        report: Report = bench.measure(migrating)
    print(report.as_json() if args.json else report.as_table())
    return 0
