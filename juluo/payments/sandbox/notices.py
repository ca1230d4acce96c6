"""Signed notifications after the manner of Standard Webhooks, repeated until the merchant answers 2xx."""

import base64
import hashlib
import hmac
import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from juluo.payments.sandbox.merchants import Merchant, merchant_named, secret_bytes
from juluo.payments.sandbox.store import Store

QUIET_S = 1.0
LONGEST_WAIT_S = 300.0
MOST_ATTEMPTS = 60


@dataclass(frozen=True)
class News:
    """What there is to tell, and from when on."""

    url: str
    event: str
    data: Mapping[str, object]
    not_before: float = 0


@dataclass(frozen=True)
class Letter:
    """One sending: to whom, and what goes over the wire."""

    number: int
    url: str
    body: bytes
    headers: Mapping[str, str]


def announce(db: sqlite3.Connection, merchant: Merchant, news: News) -> None:
    """Queue a notification in the transaction of what it tells; the merchant's switches decide when it goes."""
    notice_id, now, switches = f"evt_{secrets.token_hex(12)}", time.time(), merchant.switches
    body = json.dumps({"id": notice_id, "type": news.event, "created": now, "merchant": merchant.id, "data": news.data})
    due_at = max(now, news.not_before) + switches.delay_s + (QUIET_S if switches.out_of_order else 0)
    if switches.out_of_order:  # hold all that wait until it is quiet; they then leave the newest first
        query = "UPDATE notice SET due_at = ? WHERE merchant_id = ? AND state = 'waiting' AND attempts = 0"
        db.execute(query, (due_at, merchant.id))
    db.execute(
        "INSERT INTO notice (id, merchant_id, url, body, due_at, sends_left) VALUES (?, ?, ?, ?, ?, ?)",
        (notice_id, merchant.id, news.url, body, due_at, 1 + switches.duplicates),
    )


def signature(secret: str, notice_id: str, timestamp: int, body: bytes) -> str:
    signed = b".".join((notice_id.encode(), str(timestamp).encode(), body))
    digest = hmac.new(secret_bytes(secret), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


class Notifier(threading.Thread):
    """The one who sends. What waited when the process died is sent after the next start."""

    def __init__(self, store: Store, *, retry_s: float) -> None:
        super().__init__(name="sandbox-notifier", daemon=True)
        self._store = store
        self._retry_s = retry_s
        self._wakened = threading.Event()
        self._stopped = threading.Event()

    def wake(self) -> None:
        self._wakened.set()

    def stop(self) -> None:
        self._stopped.set()
        self._wakened.set()
        self.join(timeout=10)

    def run(self) -> None:
        with httpx.Client(timeout=5, trust_env=False) as client:
            while not self._stopped.is_set():
                letter = self._next_letter()
                if letter is None:
                    self._wakened.wait(0.1)
                    self._wakened.clear()
                else:
                    self._record(letter, _send(client, letter))

    def _next_letter(self) -> Letter | None:
        query = "SELECT * FROM notice WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, number DESC LIMIT 1"
        with self._store.transaction() as db:
            row = db.execute(query, (time.time(),)).fetchone()
            if row is None:
                return None
            merchant = merchant_named(db, row["merchant_id"])
            if merchant.switches.lost:
                db.execute("UPDATE notice SET state = 'dropped' WHERE number = ?", (row["number"],))
                return None
            return _letter(row, merchant)

    def _record(self, letter: Letter, status: int) -> None:
        with self._store.transaction() as db:
            if 200 <= status < 300:  # noqa: PLR2004 - the 2xx class
                db.execute(
                    "UPDATE notice SET answer = ?, attempts = attempts + 1, sends_left = sends_left - 1, state ="
                    " CASE WHEN sends_left > 1 THEN 'waiting' ELSE 'delivered' END WHERE number = ?",
                    (str(status), letter.number),
                )
                return
            attempts = int(db.execute("SELECT attempts FROM notice WHERE number = ?", (letter.number,)).fetchone()[0])
            due_at = time.time() + min(self._retry_s * 2**attempts, LONGEST_WAIT_S)
            state = "waiting" if attempts < MOST_ATTEMPTS else "given up"
            query = "UPDATE notice SET answer = ?, attempts = ?, due_at = ?, state = ? WHERE number = ?"
            db.execute(query, (str(status or "no answer"), attempts + 1, due_at, state, letter.number))


def _letter(row: sqlite3.Row, merchant: Merchant) -> Letter:
    body, timestamp = row["body"].encode(), int(time.time())
    if merchant.switches.failing == "garbage":
        body = b'\x00{"type": "payment.paid", "data": '
    signed = signature(merchant.secret, row["id"], timestamp, body)
    if merchant.switches.failing == "signature":
        signed = signature(merchant.secret, row["id"], timestamp, body + b" ")
    headers = {
        "content-type": "application/json",
        "webhook-id": row["id"],
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signed,
    }
    return Letter(row["number"], row["url"], body, headers)


def _send(client: httpx.Client, letter: Letter) -> int:
    """The status of the answer, 0 without one."""
    try:
        return client.post(letter.url, content=letter.body, headers=letter.headers).status_code
    except (httpx.HTTPError, httpx.InvalidURL):
        return 0
