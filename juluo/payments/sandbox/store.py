import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS merchant (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, key_hash TEXT NOT NULL UNIQUE, secret TEXT NOT NULL,
    switches TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE IF NOT EXISTS payment (
    id TEXT PRIMARY KEY, merchant_id TEXT NOT NULL REFERENCES merchant, merchant_ref TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0), currency TEXT NOT NULL, subject TEXT NOT NULL,
    notify_url TEXT NOT NULL, return_url TEXT NOT NULL, metadata TEXT NOT NULL, capture_method TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'open', captured_minor INTEGER NOT NULL DEFAULT 0, created_at REAL NOT NULL,
    UNIQUE (merchant_id, merchant_ref), CHECK (captured_minor <= amount_minor)
);
CREATE TABLE IF NOT EXISTS refund (
    merchant_id TEXT NOT NULL REFERENCES merchant, key TEXT NOT NULL, payment_id TEXT NOT NULL REFERENCES payment,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0), currency TEXT NOT NULL, outcome TEXT NOT NULL,
    settles_at REAL NOT NULL, PRIMARY KEY (merchant_id, key)
);
CREATE INDEX IF NOT EXISTS refund_payment ON refund (payment_id);
CREATE TABLE IF NOT EXISTS payout (
    merchant_id TEXT NOT NULL REFERENCES merchant, key TEXT NOT NULL, amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL, recipient TEXT NOT NULL, outcome TEXT NOT NULL, PRIMARY KEY (merchant_id, key)
);
CREATE TABLE IF NOT EXISTS notice (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, merchant_id TEXT NOT NULL REFERENCES merchant,
    url TEXT NOT NULL, body TEXT NOT NULL, due_at REAL NOT NULL, state TEXT NOT NULL DEFAULT 'waiting',
    sends_left INTEGER NOT NULL DEFAULT 1, attempts INTEGER NOT NULL DEFAULT 0, answer TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS notice_waiting ON notice (due_at) WHERE state = 'waiting';
"""


class Store:
    """One SQLite file. Every write is on disk before anybody is told of it."""

    def __init__(self, data_dir: Path) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self._path = data_dir / "sandbox.sqlite3"
        with closing(self._connect()) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        with closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        return connection
