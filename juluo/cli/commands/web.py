import argparse
import importlib
import os
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.server import Server

from juluo.cli.parent import end_with
from juluo.cli.trouble import Trouble


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=os.environ.get("JULUO_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=number("PORT", 8000))


def run(args: argparse.Namespace) -> int:
    server = Server(
        "juluo.wsgi:application",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=number("JULUO_WEB_WORKERS", 2),
        blocking_threads=number("JULUO_WEB_THREADS", 2),
        respawn_failed_workers=True,
        workers_kill_timeout=20,
    )
    server.serve(target_loader=load)
    return 0


def load(target: str) -> Any:
    """Runs in a worker process: it ends with the main one, and only here Django is imported."""
    end_with(os.getppid())
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)


def number(variable: str, default: int) -> int:
    value = os.environ.get(variable, "").strip() or str(default)
    if not (value.isascii() and value.isdigit() and int(value)):
        raise Trouble(f"{variable} is {value!r}: set it to a whole number above zero.")
    return int(value)
