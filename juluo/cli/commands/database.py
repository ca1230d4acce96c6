import argparse
import json
import os

from juluo.cli.database import Plan, create
from juluo.cli.trouble import Trouble


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="create")
    making = commands.add_parser("create", help="create the database and its logins; running it again changes nothing")
    making.add_argument("admin_url", help="postgresql://… of a login that may create roles and databases")
    making.add_argument("--name", default="juluo", help="of the database (default: juluo)")
    making.add_argument("--prefix", default="juluo", help="of the logins PREFIX_owner, PREFIX_app, PREFIX_backup")
    for kind in ("owner", "app", "backup"):
        making.add_argument(
            f"--{kind}-password",
            metavar="SECRET",
            default=os.environ.get(f"JULUO_{kind.upper()}_PASSWORD", ""),
            help=f"also JULUO_{kind.upper()}_PASSWORD; one is drawn for a new login",
        )
    making.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    if not args.admin_url.startswith(("postgresql://", "postgres://")):
        raise Trouble("The administrator's URL must look like postgresql://login:password@host:5432/postgres.")
    passwords = {kind: getattr(args, f"{kind}_password") for kind in ("owner", "app", "backup")}
    created = create(args.admin_url, Plan(args.name, args.prefix, passwords)).as_environment()
    if args.json:
        print(json.dumps(created, indent=2))
    else:
        print("\n".join(f"{variable}={url}" for variable, url in created.items()))
    return 0
