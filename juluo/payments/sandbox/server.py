import logging
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from juluo.payments.sandbox.notices import Notifier
from juluo.payments.sandbox.routes import Gateway, answer_to
from juluo.payments.sandbox.store import Store
from juluo.payments.sandbox.wire import BODY_LIMIT, Answer, Problem, Request, problem_answer

HOST = "127.0.0.1"
DRAIN_LIMIT = 16 * 1024 * 1024
CHUNK = 64 * 1024
SAFE_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
logger = logging.getLogger(__name__)


class SandboxServer:
    """The gateway on a port of 127.0.0.1 (0 takes a free one), served by threads of this process."""

    def __init__(
        self, data_dir: Path, *, admin_token: str, port: int = 0, public_url: str = "", retry_s: float = 1.0
    ) -> None:
        store = Store(data_dir)
        self._notifier = Notifier(store, retry_s=retry_s)
        self._http = _HttpServer((HOST, port), _Handler)
        self.url = f"http://{HOST}:{self._http.server_port}"
        self._http.gateway = Gateway(store, self._notifier, admin_token, public_url.rstrip("/") or self.url)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), name="sandbox", daemon=True)

    def start(self) -> None:
        self._notifier.start()
        self._thread.start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()
        self._notifier.stop()

    def wait(self) -> None:
        self._thread.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    gateway: Gateway

    def handle_error(self, _request: object, client_address: object) -> None:
        error = sys.exception()
        if not isinstance(error, OSError):  # a client that hangs up is no error of ours
            logger.error("A connection from %s failed: %s", client_address, error)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "SandboxPay"
    sys_version = ""
    timeout = 30
    server: _HttpServer

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    def do_PATCH(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the base class gives
        logger.debug(format, *args)

    def _answer(self) -> None:
        try:
            answer = answer_to(self.server.gateway, self._request())
        except Problem as problem:
            answer = problem_answer(problem)
        except Exception:
            logger.exception("The sandbox could not answer %s %s.", self.command, self.path)
            answer = problem_answer(Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "Something broke here.", code="broken"))
        self._send(answer)

    def _request(self) -> Request:
        body = self._body()
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, max_num_fields=20)) if len(parts.query) < CHUNK else {}
        return Request(self.command, parts.path, query, self.headers, body)

    def _body(self) -> bytes:
        if "Transfer-Encoding" in self.headers:
            self.close_connection = True
            raise Problem(HTTPStatus.LENGTH_REQUIRED, "Send a Content-Length.", code="length")
        stated = self.headers.get("Content-Length", "0")
        if not (stated.isascii() and stated.isdigit() and len(stated) < len("1" * 12)):
            self.close_connection = True
            raise Problem(HTTPStatus.BAD_REQUEST, "The Content-Length is not a number.", code="length")
        length = int(stated)
        if length > BODY_LIMIT:
            self._drain(min(length, DRAIN_LIMIT))
            raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too large.", code="too_large")
        return self.rfile.read(length)

    def _drain(self, length: int) -> None:
        """Read what a client insists on sending, so that it comes to read our refusal."""
        self.close_connection = True
        while length > 0 and (chunk := self.rfile.read(min(length, CHUNK))):
            length -= len(chunk)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        headers = {"Content-Type": answer.content_type, "Content-Length": str(len(answer.body))}
        for name, value in (headers | SAFE_HEADERS | dict(answer.headers)).items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.body)
