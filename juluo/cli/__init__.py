"""The command line. One module per command, imported only when called, so that `juluo doctor` works without Django.

A command module has `add_arguments(parser)` and `run(args) -> int`. What it needs is ready before it is imported:
with RUNTIME or OWNER its top-level imports may name models.
"""

import argparse
import importlib
import os
import signal
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Protocol

from juluo.cli.installation import Needs, installation
from juluo.cli.parent import follow_parent
from juluo.cli.trouble import Trouble


@dataclass(frozen=True)
class Command:
    module: str
    summary: str
    needs: Needs = Needs.RUNTIME


class CommandModule(Protocol):
    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, args: argparse.Namespace) -> int: ...


COMMANDS = {
    "serve": Command("serve", "Serve web, live and worker (and the database, if none is given).", Needs.NOTHING),
    "stop": Command("stop", "End a Juluo that serves in the background.", Needs.NOTHING),
    "migrate": Command("migrate", "Bring the database to the form this version needs.", Needs.OWNER),
    "database": Command("database", "Create the database and its three logins on a server of yours.", Needs.NOTHING),
    "doctor": Command("doctor", "Say in words what is wrong here and what to do about it.", Needs.NOTHING),
    "web": Command("web", "Serve pages only (one of the processes of `serve`).", Needs.DATABASE),
    "live": Command("live", "Serve live streams only (one of the processes of `serve`).", Needs.DATABASE),
    "worker": Command("worker", "Run tasks only (one of the processes of `serve`).", Needs.RUNTIME),
    "seed": Command("seed", "Make the demo space: a tea IP with its community, its mall and its history."),
    "host": Command("host", "Name who keeps this installation: they found spaces in the browser."),
    "space": Command("space", "Found a space for its owner."),
    "import": Command("importing", "Load products, or paid orders of the past, from a file."),
    "ledger": Command("ledger", "Check that the ledger is sound, or show its balances."),
    "sharing": Command("sharing", "Replay attributions from the facts and compare."),
    "search": Command("search", "Make the index of search anew."),
    "bench": Command("bench", "Measure this machine: pages, a drop, an import, beside references.", Needs.NOTHING),
    "clock": Command("clock", "Move the clock of a test installation."),
    "sandbox": Command("sandbox", "Run the sandbox payment gateway (one of the processes of `serve`).", Needs.NOTHING),
}


def main(arguments: list[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    follow_parent()
    try:
        return run(given)
    except Trouble as trouble:
        print(f"juluo: {trouble}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def run(given: list[str]) -> int:
    if not given or given[0] in {"-h", "--help", "help"}:
        print(overview())
        return 0 if given else 2
    if given[0] not in COMMANDS:
        print(f"juluo: There is no command {given[0]!r}.\n\n{overview()}", file=sys.stderr)
        return 2
    name, rest = given[0], given[1:]
    command = COMMANDS[name]
    asks_for_help = bool({"-h", "--help"} & set(rest))
    with ExitStack() as stack:
        stack.enter_context(installation(command.needs, dry=asks_for_help))
        module: CommandModule = importlib.import_module(f"juluo.cli.commands.{command.module}")
        parser = argparse.ArgumentParser(prog=f"juluo {name}", description=command.summary)
        module.add_arguments(parser)
        return module.run(parser.parse_args(rest))


def overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.summary}" for name, command in COMMANDS.items()]
    return "\n".join(["usage: juluo COMMAND [options]", "", *lines, "", "`juluo COMMAND --help` tells more."])
