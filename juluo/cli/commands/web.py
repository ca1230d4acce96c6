import argparse
import importlib
import multiprocessing
import os
import signal
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.server import Server

from juluo.cli.numbers import number
from juluo.cli.parent import end_with

LINES = {"()": "juluo.core.logs.JsonLines"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=os.environ.get("JULUO_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=number("PORT", 8000))


def run(args: argparse.Namespace) -> int:
    if multiprocessing.get_start_method() == "fork":
        importlib.import_module("juluo.loaded")
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
        log_dictconfig={"formatters": {"generic": LINES, "access": LINES}},
    )
    server.serve(target_loader=load)
    return 0


def load(target: str) -> Any:
    """Runs in a worker process, which ends with the main one."""
    for number_of_signal in (signal.SIGINT, signal.SIGTERM):  # until granian listens; what it inherited does nothing
        signal.signal(number_of_signal, signal.SIG_DFL)
    end_with(os.getppid())
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)
