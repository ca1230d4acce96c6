"""A sandbox gateway and a listening merchant for the tests: both real, on free ports of this machine."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

ADMIN_TOKEN = "admin-token-of-the-tests"


@dataclass
class Listener:
    """A merchant's notification address that keeps what it gets and answers as told."""

    url: str = ""
    status: int = 204
    answer: bytes = b""
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def events(self) -> list[str]:
        return [body.decode().split('"type": "')[1].split('"')[0] for _, body in self.received]


@contextmanager
def listening() -> Iterator[Listener]:
    listener = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.received.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(listener.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(listener.answer)))
            self.end_headers()
            self.wfile.write(listener.answer)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.url = f"http://127.0.0.1:{server.server_port}/notify"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield listener
    server.shutdown()
    server.server_close()
    thread.join()


def register(url: str, merchant: str = "shanye") -> dict[str, str]:
    headers = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
    answer = httpx.post(f"{url}/v1/merchants", json={"merchant": merchant}, headers=headers, trust_env=False)
    answer.raise_for_status()
    credentials: dict[str, str] = answer.json()
    return credentials


def client_of(url: str, merchant: str = "shanye") -> httpx.Client:
    headers = {"Authorization": f"Bearer {register(url, merchant)['key']}"}
    return httpx.Client(base_url=url, headers=headers, trust_env=False, timeout=30)


def press(pay_url: str, choice: str) -> httpx.Response:
    """What the buyer does on the hosted page."""
    return httpx.post(pay_url, data={"choice": choice}, trust_env=False)


def eventually(is_so: Callable[[], bool], seconds: float = 8) -> bool:
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
    return is_so()
