import argparse

from juluo.cli.postgres.places import data_directory
from juluo.payments.sandbox.main import run as run_gateway


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8900)


def run(args: argparse.Namespace) -> int:
    run_gateway(args.port, data_directory() / "sandbox")
    return 0
