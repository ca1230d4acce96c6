import argparse

from juluo.cli.numbers import amount
from juluo.cli.searching import rebuild_missing, rebuild_space
from juluo.cli.trouble import Trouble
from juluo.core.models import Space


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="rebuild")
    rebuilding = commands.add_parser("rebuild", help="make the index anew; a run that was ended goes on")
    rebuilding.add_argument("--space", metavar="SLUG", help="only this space (default: every one)")
    rebuilding.add_argument("--missing", action="store_true", help="only spaces without an index, or with half of one")


def run(args: argparse.Namespace) -> int:
    if args.missing:
        print(f"{amount(len(rebuild_missing()), 'index', 'indexes')} made.")
        return 0
    spaces = Space.objects.order_by("slug")
    chosen = list(spaces.filter(slug=args.space) if args.space else spaces)
    if args.space and not chosen:
        raise Trouble(f"There is no space {args.space!r}.")
    for space in chosen:
        print(f"{space.slug}: {amount(rebuild_space(space), 'document')}.")
    return 0
