import argparse

from juluo.core.tasks import run_worker


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(_args: argparse.Namespace) -> int:
    run_worker()
    return 0
