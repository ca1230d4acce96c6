import argparse

from juluo.cli.background import stop
from juluo.cli.postgres.places import data_directory


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(_args: argparse.Namespace) -> int:
    print(stop(data_directory()))
    return 0
