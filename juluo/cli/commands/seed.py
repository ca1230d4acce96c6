import argparse
import time

from django.conf import settings

from juluo.cli.seed import sign_in
from juluo.cli.seed.demo import make_demo
from juluo.cli.seed.second import make_second
from juluo.cli.seed.words.persona import SLUG


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--second", action="store_true", help="also a second, small space, to see the two apart")


def run(args: argparse.Namespace) -> int:
    began = time.monotonic()
    made = make_demo()
    if args.second:
        make_second()
    took = f"was made in {time.monotonic() - began:.0f} seconds" if made else "is there"
    print(f"The demo space {took}: {settings.JULUO_PUBLIC_URL}/@{SLUG}/")
    print(*sign_in.lines(), sep="\n")
    return 0
