import argparse
import re
from datetime import timedelta

from juluo.cli.trouble import Trouble
from juluo.core import clock
from juluo.core.refusals import Refused
from juluo.core.tasks import routines, run_routines

_LENGTH = re.compile(r"([0-9]{1,5})([dhm])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="now|advance|reset")
    commands.add_parser("now", help="what the clock says")
    advancing = commands.add_parser("advance", help="let time pass, and run what falls due")
    advancing.add_argument("by", help="like 7d, 12h or 30m")
    commands.add_parser("reset", help="put it back to the database's time")


def run(args: argparse.Namespace) -> int:
    try:
        said = {"now": _now, "advance": _advance, "reset": _reset}[args.command](args)
    except Refused as refusal:
        raise Trouble(refusal.message) from None
    print(said)
    return 0


def _now(_args: argparse.Namespace) -> str:
    return f"{clock.now():%Y-%m-%d %H:%M:%S} UTC"


def _advance(args: argparse.Namespace) -> str:
    clock.advance(length_of(args.by))
    run_routines()
    return f"It is now {_now(args)}; {len(routines)} routines ran."


def _reset(args: argparse.Namespace) -> str:
    clock.reset()
    return f"It is now {_now(args)}."


def length_of(text: str) -> timedelta:
    found = _LENGTH.fullmatch(text)
    if not found or not int(found[1]):
        raise Trouble(f"Write how far to advance like 7d, 12h or 30m, not {text!r}.")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})
