import argparse
import json
from collections.abc import Iterator
from typing import Any

from juluo.cli.numbers import amount
from juluo.cli.trouble import Trouble
from juluo.core.models import Space
from juluo.core.spaces import acting_in
from juluo.mall.models import Order
from juluo.sharing.models import Attribution
from juluo.sharing.operations.attributions import Replay, replay_attribution


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="replay")
    replaying = commands.add_parser("replay", help="decide again from the facts; ends with status 1 on a difference")
    replaying.add_argument("order", nargs="?", metavar="ORDER", help="the number of one order (default: every order)")
    replaying.add_argument("--space", metavar="SLUG", help="only this space (default: every one)")
    replaying.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    replayed = differing = 0
    for told in _replayed(args.order, args.space):
        replayed += 1
        differing += not told["same"]
        if args.json:
            print(json.dumps(told))
        elif args.order or not told["same"]:
            print("{space} {order}: {reason}, credited to {sharer}".format(**told))
            print(
                "  the facts say the same"
                if told["same"]
                else "  THE FACTS SAY: {facts_reason}, {facts_sharer}".format(**told)
            )
    if args.order and not replayed:
        raise Trouble(f"No attribution of an order {args.order!r} was found.")
    if not args.json:
        print(f"{amount(replayed, 'attribution')} replayed, {amount(differing, 'difference')}.")
    return bool(differing)


def _replayed(ref: str | None, slug: str | None) -> Iterator[dict[str, Any]]:
    """Replay each order asked for, as plain values."""
    for space in _spaces(slug):
        with acting_in(space):
            orders = Order.objects.filter(pk__in=Attribution.objects.values("order_id"))
            for order in (orders.filter(ref=ref) if ref else orders).order_by("id").iterator(chunk_size=1000):
                if replay := replay_attribution(order):
                    yield {"space": space.slug, "order": order.ref} | _plain(replay)


def _spaces(slug: str | None) -> list[Space]:
    spaces = Space.objects.order_by("slug")
    chosen = list(spaces.filter(slug=slug) if slug else spaces)
    if slug and not chosen:
        raise Trouble(f"There is no space {slug!r}.")
    return chosen


def _plain(replay: Replay) -> dict[str, Any]:
    kept, told = replay.attribution, replay.decision
    return {
        "same": replay.same,
        "reason": kept.reason,
        "sharer": str(kept.sharer_id or "nobody"),
        "facts_reason": told.reason.value,
        "facts_sharer": str(told.sharer_id or "nobody"),
    }
