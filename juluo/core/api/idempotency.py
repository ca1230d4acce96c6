"""Idempotency-Key: a request sent again gets the answer it got, and moves money, stock or points once.

The answer is stored in the transaction of the verb it names, so either both stand or neither does. What was refused
is not stored: the same key may be tried again.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, Schema, Status
from ninja.responses import NinjaJSONEncoder

from juluo.core import clock
from juluo.core.api.callers import ApiRequest
from juluo.core.ids import uuid7
from juluo.core.models import IdempotencyRecord
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        description="Your own name for this request. Sent again, it gets the same answer and changes nothing more.",
        min_length=1,
        max_length=255,
        pattern=r"^[\x21-\x7e]+$",
    ),
]

_HOLD_AND_READ = """
SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0)), stored.fingerprint, stored.status, stored.body
FROM (VALUES (1)) AS always
LEFT JOIN core_idempotencyrecord AS stored
ON stored.space_id = %s AND stored.caller = %s AND stored.key = %s
"""
_KEEP = """
INSERT INTO core_idempotencyrecord (space_id, id, caller, key, fingerprint, status, body, at)
VALUES (%s, %s, %s, %s, %s, %s, %s::jsonb, %s) ON CONFLICT DO NOTHING
"""

type Endpoint = Callable[..., Status[Any]]


def idempotent(endpoint: Endpoint) -> Callable[..., HttpResponse]:
    """Let `endpoint(request, key=…)`, which returns `Status(code, schema)`, take effect once a caller and key."""

    @wraps(endpoint)
    def once(request: ApiRequest, **values: Any) -> HttpResponse:
        record = IdempotencyRecord(caller=request.auth.name, key=values["key"], fingerprint=_fingerprint(request))
        with transaction.atomic():
            if stored := _answer_to(record):
                return _render(stored, replayed=True)
            answer = endpoint(request, **values)
            record.status, record.body = answer.status_code, _plain(answer.value)
            _keep(record)
        return _render(record, replayed=False)

    return once


def _answer_to(asked: IdempotencyRecord) -> IdempotencyRecord | None:
    """Return what was answered before; hold the key until the transaction ends."""
    space_id = acting_space_id()
    with connection.cursor() as cursor:
        names = (f"{space_id} {asked.caller} {asked.key}", space_id, asked.caller, asked.key)
        cursor.execute(_HOLD_AND_READ, names)
        held, fingerprint, status, body = cursor.fetchone()
    if not held:
        raise _in_progress()
    if fingerprint is None:
        return None
    if fingerprint != asked.fingerprint:
        message = _("This Idempotency-Key was used for another request. Choose a new one.")
        raise Refused(message, code="key_reused", status=422)
    return IdempotencyRecord(status=status, body=json.loads(body))


def _keep(record: IdempotencyRecord) -> None:
    """Store the answer. One that stands already was stored between our reading and our holding the key."""
    body = json.dumps(record.body)
    kept = (acting_space_id(), uuid7(), record.caller, record.key, record.fingerprint, record.status, body, clock.now())
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, kept)
        if not cursor.rowcount:
            raise _in_progress()


def _in_progress() -> Refused:
    return Refused(_("The same request is still being worked on. Try again in a moment."), code="in_progress")


def _fingerprint(request: ApiRequest) -> str:
    asked = "\n".join([request.method or "", request.path_info, request.META.get("QUERY_STRING", "")])
    return hashlib.sha256(asked.encode() + b"\n" + request.body).hexdigest()


def _plain(shown: Schema) -> Any:
    """The JSON values that an answer without a key would have."""
    return json.loads(json.dumps(shown.model_dump(), cls=NinjaJSONEncoder))


def _render(record: IdempotencyRecord, *, replayed: bool) -> HttpResponse:
    """Write the answer in one way, first and later, so that the bytes are the same."""
    body = json.dumps(record.body, ensure_ascii=False, sort_keys=True)
    headers = {"Idempotent-Replayed": "true"} if replayed else {}
    return HttpResponse(body, status=record.status, content_type="application/json; charset=utf-8", headers=headers)
