import argparse
import json
from collections.abc import Callable, Iterator
from typing import Any

from juluo.cli.numbers import amount
from juluo.cli.trouble import Trouble
from juluo.core.models import Space
from juluo.core.spaces import acting_in
from juluo.core.wording import worded
from juluo.ledger.queries import findings, trial_balance


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="check|balances")
    checking = commands.add_parser("check", help="look for what is wrong; ends with status 1 if anything is")
    balances = commands.add_parser("balances", help="the balance of each kind of account")
    for each, action in ((checking, check), (balances, show_balances)):
        each.add_argument("--space", metavar="SLUG", help="only this space (default: every one)")
        each.add_argument("--json", action="store_true")
        each.set_defaults(action=action)


def run(args: argparse.Namespace) -> int:
    action: Callable[[argparse.Namespace], int] = args.action
    return action(args)


def check(args: argparse.Namespace) -> int:
    found = {space.slug: [each.as_json() for each in findings()] for space in _each_space(args.space)}
    wrong = sum(map(len, found.values()))
    if args.json:
        print(json.dumps({"sound": not wrong, "findings": found}, indent=2))
        return bool(wrong)
    for slug, of_space in found.items():
        for each in of_space:
            print(f"{slug}: {each['rule']}: {each['where']} ({each['minor']} {each['currency']})")
    print(f"{amount(len(found), 'space')} checked, {amount(wrong, 'finding')}.")
    return bool(wrong)


def show_balances(args: argparse.Namespace) -> int:
    found = {space.slug: trial_balance() for space in _each_space(args.space)}
    if args.json:
        print(json.dumps({slug: [_plain(row) for row in rows] for slug, rows in found.items()}, indent=2))
        return 0
    for slug, rows in found.items():
        print(slug)
        for row in rows:
            print(f"  {row['kind']:<20}{worded(row['balance']):>20}  {row['entries']:>9,} entries")
    return 0


def _each_space(slug: str | None) -> Iterator[Space]:
    """The space named, or every space of the installation; each acts while the caller looks at it."""
    spaces = Space.objects.order_by("slug")
    chosen = list(spaces.filter(slug=slug) if slug else spaces)
    if slug and not chosen:
        raise Trouble(f"There is no space {slug!r}.")
    for space in chosen:
        with acting_in(space):
            yield space


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    balance = row["balance"]
    return row | {"balance": {"minor": balance.minor, "currency": balance.currency}}
