"""What `juluo serve` runs, and what it refuses to run."""

import os
import socket
import subprocess
import sys
from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path

import psycopg

from juluo.cli.background import SERVING, pid_file
from juluo.cli.installation import database_at_hand
from juluo.cli.joblog import JobLog
from juluo.cli.logins import excess_of
from juluo.cli.supervisor import Child, Supervisor, juluo
from juluo.cli.trouble import Trouble, in_one_line

SANDBOX_DISTANCE = 900
LIVE_DISTANCE = 100


def serve(args: Namespace, data: Path) -> int:
    log = JobLog()
    with ExitStack() as stack:
        check_port(args.host, args.port)
        stack.enter_context(pid_file(data))
        server = stack.enter_context(database_at_hand())
        if args.migrate:
            first("migrate", "The migrations did not run; nothing is served. The lines above say why.")
        if args.demo:
            first("seed", "The demo space could not be made; nothing is served. The lines above say why.")
        check_login(os.environ["DATABASE_URL"])
        os.environ["PORT"] = str(args.port)
        supervisor = Supervisor(children_of(args), log, server)
        log.say(f"{SERVING}://{shown(args.host)}:{args.port}/ from {data}.")
        supervisor.run()
    log.say("Juluo has ended.")
    return 0


def children_of(args: Namespace) -> list[Child]:
    children = []
    if args.sandbox:
        port = args.sandbox_port or args.port + SANDBOX_DISTANCE
        check_port("127.0.0.1", port)
        os.environ.setdefault("JULUO_SANDBOX_TOKEN", "sandbox")
        os.environ.setdefault("JULUO_SANDBOX_URL", f"http://127.0.0.1:{port}")
        children.append(juluo("sandbox", "sandbox", f"--port={port}"))
    children.append(juluo("web", "web", f"--host={args.host}", f"--port={args.port}"))
    children.append(_live(args))
    children.append(juluo("worker", "worker"))
    return children


def _live(args: Namespace) -> Child:
    """Pages find it at its own port; behind a proxy that speaks TLS they need LIVE_URL."""
    port = args.live_port or args.port + LIVE_DISTANCE
    check_port(args.host, port)
    if not os.environ.get("JULUO_PUBLIC_URL", "").startswith("https://"):
        os.environ.setdefault("LIVE_URL", f":{port}")
    return juluo("live", "live", f"--host={args.host}", f"--port={port}")


def first(command: str, otherwise: str) -> None:
    """Run one of our commands to its end, before anything is served."""
    if subprocess.run([sys.executable, "-m", "juluo", command], check=False).returncode:
        raise Trouble(otherwise)


def check_login(url: str) -> None:
    """Row-level security is the second lock between spaces; logins that it does not bind are turned away."""
    try:
        excess = excess_of(url)
    except psycopg.OperationalError as error:
        raise Trouble(f"The database does not answer ({in_one_line(error)}): check DATABASE_URL.") from None
    if excess:
        raise Trouble(
            f"Juluo does not serve with this login of DATABASE_URL, because it {' and '.join(excess)}: "
            "use the runtime login that `juluo database create` makes."
        )


def check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except PermissionError:
            raise Trouble(f"Port {port} is reserved for root: choose one above 1023 with --port or PORT.") from None
        except OverflowError:
            raise Trouble(f"There is no port {port}: choose one from 1 to 65535 with --port or PORT.") from None
        except OSError as error:
            raise Trouble(
                f"Port {port} of {host} cannot be used ({error.strerror}): "
                "end the program that has it, or choose another with --port or PORT."
            ) from None


def shown(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
