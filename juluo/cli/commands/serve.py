import argparse
import os

from juluo.cli.background import detach
from juluo.cli.numbers import number
from juluo.cli.postgres.places import data_directory
from juluo.cli.seed import sign_in
from juluo.cli.serve import serve, shown


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=os.environ.get("JULUO_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=number("PORT", 8000), help="also PORT (default: 8000)")
    parser.add_argument("--migrate", action="store_true", help="bring the database up to date first")
    parser.add_argument("--demo", action="store_true", help="make the demo space first, unless it is there")
    parser.add_argument("--sandbox", action="store_true", help="also run the sandbox payment gateway")
    parser.add_argument("--sandbox-port", type=int, metavar="PORT", help="of the gateway (default: the port plus 900)")
    parser.add_argument("--live-port", type=int, metavar="PORT", help="of live streams (default: the port plus 100)")
    parser.add_argument("--detach", action="store_true", help="return when ready; `juluo stop` ends it")


def run(args: argparse.Namespace) -> int:
    data = data_directory()
    if not args.detach:
        return serve(args, data)
    detach(again(args), data, args.port)
    print(f"Juluo serves http://{shown(args.host)}:{args.port}/ in the background; `juluo stop` ends it.")
    if args.demo:
        print(*sign_in.lines(), sep="\n")
    return 0


def again(args: argparse.Namespace) -> list[str]:
    """The same call without --detach."""
    switches = [f"--{name}" for name in ("migrate", "demo", "sandbox") if getattr(args, name)]
    ports = {"sandbox": args.sandbox_port, "live": args.live_port}
    others = [f"--{name}-port={port}" for name, port in ports.items() if port]
    return [f"--host={args.host}", f"--port={args.port}", *switches, *others]
