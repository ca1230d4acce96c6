"""The house for a test, on its database: whole, as processes of its own; or its pages alone, by threads of ours."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings

from juluo.cli.bench.served import free_port, served
from juluo.core.models import Space
from juluo.core.spaces import acting_in
from juluo.payments.operations.accounts import open_sandbox_account
from juluo.payments.sandbox import SandboxServer

_TOKEN = "only-for-this-test"  # noqa: S105 - guards a gateway that lives for one test


@dataclass(frozen=True, slots=True)
class Pages:
    """Where pages are answered."""

    port: int

    def url_of(self, space: Space) -> str:
        return f"http://localhost:{self.port}/@{space.slug}"


@dataclass(frozen=True, slots=True)
class House(Pages):
    gateway: SandboxServer


@contextmanager
def open_pages(home: Path) -> Iterator[Pages]:
    """Answer pages and nothing else: what is queued stays so. Ten seconds quicker than the whole house."""
    server = ThreadedWSGIServer(("localhost", 0), _Quiet)
    port = server.server_port
    with _environment(port, "", home):
        server.set_app(get_wsgi_application())
        answering = Thread(target=server.serve_forever)
        answering.start()
        try:
            yield Pages(port)
        finally:
            server.shutdown()
            server.server_close()
            answering.join()


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        """What is asked is logged by our own middleware."""


@contextmanager
def house(home: Path, *spaces: Space) -> Iterator[House]:
    """Run the house for `spaces`, each with an account at its gateway. Call it with the test clock on."""
    with ExitStack() as stack:
        gateway = stack.enter_context(SandboxServer(home / "gateway", admin_token=_TOKEN, retry_s=0.2))
        port = free_port()
        stack.enter_context(_environment(port, gateway.url, home))
        for space in spaces:
            with acting_in(space):
                open_sandbox_account()
        stack.enter_context(_worker())
        web = stack.enter_context(served(port=port, workers=1))
        yield House(web.port, gateway)


@contextmanager
def _environment(port: int, gateway: str, home: Path) -> Iterator[None]:
    """What the processes find in their environment, and this one in its settings."""
    words = {
        "JULUO_TEST_CLOCK": "1",
        "JULUO_DATA": str(home),
        "SECRET_KEY": settings.SECRET_KEY,
        "JULUO_PUBLIC_URL": f"http://localhost:{port}",
        "JULUO_SANDBOX_URL": gateway,
        "JULUO_SANDBOX_TOKEN": _TOKEN,
        "JULUO_LOG_LEVEL": "WARNING",
    }
    before = {name: os.environ.get(name) for name in words}
    os.environ.update(words)
    try:
        with _settings(words):
            yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


@contextmanager
def _settings(words: dict[str, str]) -> Iterator[None]:
    names = ("JULUO_PUBLIC_URL", "JULUO_SANDBOX_URL", "JULUO_SANDBOX_TOKEN")
    with override_settings(JULUO_TEST_CLOCK=True, **{name: words[name] for name in names}):
        yield


@contextmanager
def _worker() -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-m", "juluo", "worker"])
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)
