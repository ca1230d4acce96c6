import argparse

from django.core.management import call_command

from juluo.cli.searching import rebuild_missing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")


def run(args: argparse.Namespace) -> int:
    call_command("migrate", interactive=False, plan=args.dry_run)
    if not args.dry_run:
        for space in rebuild_missing():
            print(f"Made the index of search of {space.slug}.")
    return 0
