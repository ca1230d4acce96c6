import argparse
import logging.config
import os

from django.conf import settings

from juluo.cli.numbers import number
from juluo.cli.serve import LIVE_DISTANCE
from juluo.core.live.process import run as run_live


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=os.environ.get("JULUO_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=number("PORT", 8000) + LIVE_DISTANCE, help="also PORT plus 100")


def run(args: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juluo.settings")
    logging.config.dictConfig(settings.LOGGING)
    run_live(args.host, args.port)
    return 0
