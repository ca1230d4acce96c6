"""Announcing: the event is written in the transaction that makes it true; listeners hear of it on commit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from juluo.core import clock
from juluo.core.ids import uuid7
from juluo.core.live import CHANNEL
from juluo.core.models import LiveStream
from juluo.core.spaces import acting_space_id

_ANNOUNCE = """
WITH counted AS (
  INSERT INTO core_livestream (space_id, id, name, position) VALUES (%(space)s, %(counter)s, %(stream)s, 1)
  ON CONFLICT (space_id, name) DO UPDATE SET position = core_livestream.position + 1 RETURNING position
), emptied AS (
  UPDATE core_liveevent SET data = '{}', member_id = NULL
  WHERE space_id = %(space)s AND subject = %(subject)s AND stream = %(stream)s
), written AS (
  INSERT INTO core_liveevent (space_id, id, stream, position, kind, subject, data, member_id, at)
  SELECT %(space)s, %(id)s, %(stream)s, position, %(kind)s, %(subject)s, %(data)s::jsonb, %(member)s, %(at)s
  FROM counted
)
SELECT position, pg_notify(%(channel)s, %(told)s || position) FROM counted
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a stream tells: its `kind` ("said"), the row that it is about, and what is needed to show it.

    `data` is read by everybody who listens; `member_id` is whose words it holds, if anybody's.
    """

    kind: str
    subject: UUID
    data: Mapping[str, Any] = field(default_factory=dict)
    member_id: UUID | None = None


def announce(stream: str, news: News) -> int:
    """Give `news` the next position of the stream ("room:ID") and return it; listeners are told on commit.

    Writers of one stream wait here for each other's commits, so a verb announces last of all that it locks.
    """
    if not connection.in_atomic_block:
        message = "News is announced in the transaction that makes it true."
        raise RuntimeError(message)
    space = acting_space_id()
    values: dict[str, Any] = {
        "space": space,
        "counter": uuid7(),
        "id": uuid7(),
        "stream": stream,
        "kind": news.kind,
        "subject": news.subject,
        "data": json.dumps(dict(news.data), ensure_ascii=False),
        "member": news.member_id,
        "at": clock.now(),
        "channel": CHANNEL,
        "told": f"{space.hex} {stream} ",
    }
    with connection.cursor() as cursor:
        cursor.execute(_ANNOUNCE, values)
        position: int = cursor.fetchone()[0]
    return position


def position_of(stream: str) -> int:
    """How many events the stream has had: whoever read everything up to now listens after this one."""
    return LiveStream.objects.filter(name=stream).values_list("position", flat=True).first() or 0
