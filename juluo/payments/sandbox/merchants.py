import base64
import binascii
import hashlib
import hmac
import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from http import HTTPStatus
from typing import Any, cast

from juluo.payments.sandbox import fields as read
from juluo.payments.sandbox.wire import Problem, Request

SECRET_PREFIX = "whsec_"  # noqa: S105 - the public prefix of Standard Webhooks, not a secret
FAILINGS = ("", "signature", "garbage")
UNTIL_CLEARED = -1
HIGHEST = 3600
SHORTEST_KEY = 16


@dataclass(frozen=True)
class Switches:
    """The faults a merchant may ask for. Counters fall by one each time they strike; -1 strikes until cleared."""

    delay_s: int = 0
    duplicates: int = 0
    out_of_order: bool = False
    lost: bool = False
    failing: str = ""
    decline_next: int = 0
    refund_fails: int = 0
    refund_pending_s: int = 0
    api_down: int = 0
    slow_s: int = 0


@dataclass(frozen=True)
class Merchant:
    id: str
    name: str
    secret: str
    switches: Switches


def register(db: sqlite3.Connection, body: read.Body) -> dict[str, str]:
    """Open an account, or give an old one new credentials."""
    merchant_id = read.key(body, "merchant")
    key = read.text(body, "key", default="") or f"sk_{secrets.token_urlsafe(24)}"
    secret = read.text(body, "secret", default="") or SECRET_PREFIX + base64.b64encode(secrets.token_bytes(24)).decode()
    if len(key) < SHORTEST_KEY:
        raise read.wrong("key", f"key must have at least {SHORTEST_KEY} characters.")
    if not secret_bytes(secret):
        raise read.wrong("secret", "secret must be whsec_ and at least one byte in base64.")
    if db.execute("SELECT 1 FROM merchant WHERE key_hash = ? AND id <> ?", (_hash(key), merchant_id)).fetchone():
        raise Problem(HTTPStatus.CONFLICT, "This key belongs to another merchant.", code="key_taken", name="key")
    db.execute(
        "INSERT INTO merchant (id, name, key_hash, secret) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
        " SET name = excluded.name, key_hash = excluded.key_hash, secret = excluded.secret",
        (merchant_id, read.text(body, "name", default="") or merchant_id, _hash(key), secret),
    )
    return {"merchant": merchant_id, "key": key, "secret": secret}


def merchant_with_key(db: sqlite3.Connection, key: str) -> Merchant:
    row = db.execute("SELECT * FROM merchant WHERE key_hash = ?", (_hash(key),)).fetchone()
    if row is None:
        raise Problem(HTTPStatus.UNAUTHORIZED, "The merchant key is missing or wrong.", code="unauthorized")
    return _merchant(row)


def merchant_named(db: sqlite3.Connection, merchant_id: str) -> Merchant:
    return _merchant(db.execute("SELECT * FROM merchant WHERE id = ?", (merchant_id,)).fetchone())


def bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def check_admin(request: Request, admin_token: str) -> None:
    if not admin_token or not hmac.compare_digest(bearer(request).encode(), admin_token.encode()):
        raise Problem(HTTPStatus.UNAUTHORIZED, "The admin token is missing or wrong.", code="unauthorized")


def set_switches(db: sqlite3.Connection, merchant: Merchant, body: Mapping[str, object]) -> Switches:
    unknown = set(body) - {field.name for field in fields(Switches)}
    if unknown:
        raise read.wrong(min(unknown), f"There is no switch {min(unknown)[:40]!r}.")
    for name, value in body.items():
        _check_switch(name, value)
    switches = replace(merchant.switches, **cast("dict[str, Any]", body))
    _save(db, merchant.id, switches)
    return switches


def strike(db: sqlite3.Connection, merchant: Merchant, name: str) -> bool:
    """Whether the counted fault happens now; a finite counter falls by one."""
    left = int(getattr(merchant.switches, name))
    if left > 0:
        fewer: dict[str, Any] = {name: left - 1}
        _save(db, merchant.id, replace(merchant.switches, **fewer))
    return left != 0


def secret_bytes(secret: str) -> bytes:
    try:
        return (
            base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True) if secret[:6] == SECRET_PREFIX else b""
        )
    except (binascii.Error, ValueError):
        return b""


def _check_switch(name: str, value: object) -> None:
    wanted = type(getattr(Switches(), name))
    if type(value) is not wanted:
        raise read.wrong(name, f"{name} must be of type {wanted.__name__}.")
    if isinstance(value, str) and value not in FAILINGS:
        raise read.wrong(name, f"{name} must be empty, signature or garbage.")
    lowest = UNTIL_CLEARED if name in {"decline_next", "refund_fails", "api_down"} else 0
    if isinstance(value, int) and not lowest <= value <= HIGHEST:
        raise read.wrong(name, f"{name} must be from {lowest} to {HIGHEST}.")


def _save(db: sqlite3.Connection, merchant_id: str, switches: Switches) -> None:
    db.execute("UPDATE merchant SET switches = ? WHERE id = ?", (json.dumps(asdict(switches)), merchant_id))


def _merchant(row: sqlite3.Row) -> Merchant:
    return Merchant(row["id"], row["name"], row["secret"], Switches(**json.loads(row["switches"])))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
