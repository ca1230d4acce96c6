"""Checking Standard Webhooks: HMAC-SHA256 with the merchant's secret over id, timestamp and body."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from juluo.payments.provider import NotificationForged

FRESH_S = 300


def signed_id(headers: Mapping[str, str], body: bytes, secret: str, at: datetime) -> str:
    """Return the event id of a notification that is signed and fresh; raise NotificationForged otherwise."""
    event_id, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not event_id or not stamp.isascii() or not stamp.isdigit() or len(stamp) > len("9999999999"):
        raise NotificationForged("no id or timestamp")
    if abs(at.timestamp() - int(stamp)) > FRESH_S:
        raise NotificationForged("timestamp too far away")
    expected = hmac.new(_key(secret), b".".join((event_id.encode(), stamp.encode(), body)), hashlib.sha256).digest()
    given = headers.get("webhook-signature", "").split()
    if not any(_matches(each, expected) for each in given):
        raise NotificationForged("signature missing or wrong")
    return event_id


def _matches(given: str, expected: bytes) -> bool:
    wanted = f"v1,{base64.b64encode(expected).decode()}"
    return hmac.compare_digest(given.encode(), wanted.encode())


def _key(secret: str) -> bytes:
    """A blank or broken secret verifies nothing."""
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        key = b""
    if not key:
        raise NotificationForged("no secret to check with")
    return key
