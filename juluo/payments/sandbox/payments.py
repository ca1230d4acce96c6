"""What the company does with money. Each request has a key of the merchant's; repeating it changes nothing."""

import json
import secrets
import sqlite3
import time
from http import HTTPStatus

from juluo.payments.sandbox import fields as read
from juluo.payments.sandbox.merchants import Merchant, merchant_named, strike
from juluo.payments.sandbox.notices import News, announce
from juluo.payments.sandbox.wire import Problem

ASKED = (
    "merchant_ref",
    "amount_minor",
    "currency",
    "subject",
    "notify_url",
    "return_url",
    "metadata",
    "capture_method",
)
CHOICES = {"pay": "", "decline": "declined", "cancel": "cancelled"}


def create(db: sqlite3.Connection, merchant: Merchant, body: read.Body) -> sqlite3.Row:
    asked = (
        read.key(body, "merchant_ref"),
        read.amount(body),
        read.currency(body),
        read.text(body, "subject"),
        read.url(body, "notify_url"),
        read.url(body, "return_url"),
        json.dumps(read.metadata(body), sort_keys=True),
        read.choice(body, "capture_method", ("automatic", "manual")),
    )
    made = _payment_with_ref(db, merchant, asked[0])
    if made is None:
        db.execute(
            "INSERT INTO payment (id, merchant_id, created_at, merchant_ref, amount_minor, currency, subject,"
            " notify_url, return_url, metadata, capture_method) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (f"pay_{secrets.token_hex(16)}", merchant.id, time.time(), *asked),
        )
        return payment_with_ref(db, merchant, asked[0])
    if tuple(made[name] for name in ASKED) != asked:
        raise _conflict("merchant_ref")
    return made


def payment_with_id(db: sqlite3.Connection, payment_id: str) -> sqlite3.Row:
    return _found(db.execute("SELECT * FROM payment WHERE id = ?", (payment_id,)).fetchone())


def payment_of(db: sqlite3.Connection, merchant: Merchant, payment_id: str) -> sqlite3.Row:
    query = "SELECT * FROM payment WHERE id = ? AND merchant_id = ?"
    return _found(db.execute(query, (payment_id, merchant.id)).fetchone())


def payment_with_ref(db: sqlite3.Connection, merchant: Merchant, ref: str) -> sqlite3.Row:
    return _found(_payment_with_ref(db, merchant, ref))


def decide(db: sqlite3.Connection, payment: sqlite3.Row, choice: str) -> sqlite3.Row:
    """The buyer's press of a button; a second press finds the matter closed."""
    if choice not in CHOICES:
        raise read.wrong("choice", "choice must be pay, decline or cancel.")
    if payment["status"] != "open":
        return payment
    merchant = merchant_named(db, payment["merchant_id"])
    status = CHOICES[choice]
    if not status and strike(db, merchant, "decline_next"):
        status = "declined"
    if not status:
        status = "paid" if payment["capture_method"] == "automatic" else "authorized"
    captured = payment["amount_minor"] if status == "paid" else 0
    return _settle(db, merchant, payment, (status, captured))


def capture(db: sqlite3.Connection, merchant: Merchant, payment: sqlite3.Row, body: read.Body) -> sqlite3.Row:
    amount = read.amount({"amount_minor": payment["amount_minor"], **body})
    if payment["status"] == "paid" and payment["captured_minor"] == amount:
        return payment
    if payment["status"] != "authorized":
        raise Problem(HTTPStatus.CONFLICT, "Only an authorized payment can be captured.", code="not_authorized")
    if amount > payment["amount_minor"]:
        raise read.wrong("amount_minor", "A capture may not exceed the payment.")
    return _settle(db, merchant, payment, ("paid", amount))


def refund(db: sqlite3.Connection, merchant: Merchant, payment: sqlite3.Row, body: read.Body) -> dict[str, object]:
    key, amount = read.key(body, "key"), read.amount(body)
    made = db.execute("SELECT * FROM refund WHERE merchant_id = ? AND key = ?", (merchant.id, key)).fetchone()
    if made is not None:
        if (made["payment_id"], made["amount_minor"]) != (payment["id"], amount):
            raise _conflict("key")
        return refund_json(made)
    if payment["status"] != "paid":
        raise Problem(HTTPStatus.CONFLICT, "Only a captured payment can be refunded.", code="not_captured")
    if refunded_minor(db, payment) + amount > payment["captured_minor"]:
        raise Problem(HTTPStatus.CONFLICT, "Refunds may not exceed the captured amount.", code="over_captured")
    outcome = "failed" if strike(db, merchant, "refund_fails") else "done"
    settles_at = time.time() + merchant.switches.refund_pending_s
    values = (merchant.id, key, payment["id"], amount, payment["currency"], outcome, settles_at)
    db.execute("INSERT INTO refund VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    row = refund_with_key(db, merchant, payment, key)
    settled = refund_json(row) | {"status": outcome}
    announce(db, merchant, News(payment["notify_url"], f"refund.{outcome}", settled, not_before=settles_at))
    return refund_json(row)


def refund_with_key(db: sqlite3.Connection, merchant: Merchant, payment: sqlite3.Row, key: str) -> sqlite3.Row:
    query = "SELECT * FROM refund WHERE merchant_id = ? AND key = ? AND payment_id = ?"
    return _found(db.execute(query, (merchant.id, key, payment["id"])).fetchone())


def pay_out(db: sqlite3.Connection, merchant: Merchant, body: read.Body) -> dict[str, object]:
    asked = (read.key(body, "key"), read.amount(body), read.currency(body), read.text(body, "recipient"))
    made = db.execute("SELECT * FROM payout WHERE merchant_id = ? AND key = ?", (merchant.id, asked[0])).fetchone()
    if made is None:
        outcome = "failed" if strike(db, merchant, "decline_next") else "done"
        db.execute("INSERT INTO payout VALUES (?, ?, ?, ?, ?, ?)", (merchant.id, *asked, outcome))
        made = payout_with_key(db, merchant, asked[0])
    if tuple(made[name] for name in ("key", "amount_minor", "currency", "recipient")) != asked:
        raise _conflict("key")
    return payout_json(made)


def payout_with_key(db: sqlite3.Connection, merchant: Merchant, key: str) -> sqlite3.Row:
    query = "SELECT * FROM payout WHERE merchant_id = ? AND key = ?"
    return _found(db.execute(query, (merchant.id, key)).fetchone())


def payment_json(db: sqlite3.Connection, row: sqlite3.Row, base_url: str = "") -> dict[str, object]:
    names = ("id", "merchant_ref", "amount_minor", "currency", "subject", "status", "captured_minor")
    answer: dict[str, object] = {name: row[name] for name in names}
    answer |= {"merchant": row["merchant_id"], "metadata": json.loads(row["metadata"])}
    answer |= {"refunded_minor": refunded_minor(db, row)}
    return answer | {"pay_url": f"{base_url}/pay/{row['id']}"} if base_url else answer


def refund_json(row: sqlite3.Row) -> dict[str, object]:
    status = row["outcome"] if row["settles_at"] <= time.time() else "pending"
    names = ("key", "amount_minor", "currency")
    return {name: row[name] for name in names} | {"payment": row["payment_id"], "status": status}


def payout_json(row: sqlite3.Row) -> dict[str, object]:
    names = ("key", "amount_minor", "currency", "recipient")
    return {name: row[name] for name in names} | {"status": row["outcome"]}


def refunded_minor(db: sqlite3.Connection, payment: sqlite3.Row) -> int:
    query = "SELECT coalesce(sum(amount_minor), 0) FROM refund WHERE payment_id = ? AND outcome = 'done'"
    return int(db.execute(query, (payment["id"],)).fetchone()[0])


def _settle(db: sqlite3.Connection, merchant: Merchant, payment: sqlite3.Row, outcome: tuple[str, int]) -> sqlite3.Row:
    db.execute("UPDATE payment SET status = ?, captured_minor = ? WHERE id = ?", (*outcome, payment["id"]))
    settled = payment_with_id(db, payment["id"])
    announce(db, merchant, News(payment["notify_url"], f"payment.{settled['status']}", payment_json(db, settled)))
    return settled


def _payment_with_ref(db: sqlite3.Connection, merchant: Merchant, ref: str) -> sqlite3.Row | None:
    query = "SELECT * FROM payment WHERE merchant_id = ? AND merchant_ref = ?"
    row: sqlite3.Row | None = db.execute(query, (merchant.id, ref)).fetchone()
    return row


def _found(row: sqlite3.Row | None) -> sqlite3.Row:
    if row is None:
        raise Problem(HTTPStatus.NOT_FOUND, "There is nothing here under this name.", code="not_found")
    return row


def _conflict(name: str) -> Problem:
    message = "This key was used before for a different request."
    return Problem(HTTPStatus.CONFLICT, message, code="key_reused", name=name)
