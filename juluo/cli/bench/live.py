"""The part `live` of `juluo bench community`: thousands listen to one process."""

import time
from collections.abc import Iterator
from uuid import uuid4

from django.db import transaction

from juluo.cli.bench.figures import Figure, percentile
from juluo.cli.bench.listeners import Crowd, LiveServed, live_served
from juluo.core.live.announcing import News, announce
from juluo.core.models import Member, Space
from juluo.core.spaces import acting_in

LISTENERS, MESSAGES, MISSED = 5000, 20, 5
_STREAM = "room:bench"
_DATA = {"author": "Bench", "author_id": str(uuid4()), "initial": "B", "colour": 1, "html": "<p>火再小一点。</p>"}


def measure_live(space: Space, *, listeners: int = LISTENERS) -> list[Figure]:
    """Messages to all, memory of each connection, and what is lost or told twice over a kill -9."""
    with acting_in(space), live_served() as live:
        member = Member.objects.order_by("id")[:1].get()
        crowd = Crowd(member, _STREAM, listeners)
        memory = _memory(live, crowd)
        times, cpu = _messages(live, crowd)
        back = _restart(live, crowd)
        whole = list(range(1, MESSAGES + 3 * MISSED + 1))
        lost = sum(len(set(whole) - set(each.told)) for each in crowd.listeners)
        twice = sum(len(each.told) - len(set(each.told)) for each in crowd.listeners)
        disorder = sum(each.told != sorted(each.told) for each in crowd.listeners)
        crowd.go()
    return [
        Figure("live_memory", memory, "KiB each", target=60),
        Figure("live_p50", percentile(times, 0.5), "ms"),
        Figure("live_p95", percentile(times, 0.95), "ms", target=1000),
        Figure("live_cpu", cpu, "ms cpu a message to all"),
        Figure("live_back", back, "s"),
        Figure("live_lost", lost, "events", target=0),
        Figure("live_twice", twice + disorder, "events", target=0),
    ]


def _memory(live: LiveServed, crowd: Crowd) -> float:
    """KiB of each connection, once it has been told something."""
    before = live.memory_kib()
    crowd.come(live.port)
    for _each in range(MISSED):
        _say()
    crowd.wait_for(MISSED)
    return (live.memory_kib() - before) / len(crowd.listeners)


def _messages(live: LiveServed, crowd: Crowd) -> tuple[list[float], float]:
    """Milliseconds from the commit until each listener has read it, and the processor's for a message."""
    times: list[float] = []
    began = live.cpu_seconds()
    for _each in range(MESSAGES):
        crowd.heard_at.clear()
        position, said = _say(), time.perf_counter()
        crowd.wait_for(position)
        times += [(heard - said) * 1000 for heard in crowd.heard_at]
        crowd.listen(0.2)
    return times, (live.cpu_seconds() - began) * 1000 / MESSAGES


def _restart(live: LiveServed, crowd: Crowd) -> float:
    """Seconds until all are back and have been told what was said meanwhile."""
    live.restart(while_it_is_gone=_saying(MISSED))
    crowd.listen(0.5)
    crowd.go()
    began = time.perf_counter()
    crowd.come(live.port)
    crowd.wait_for(MESSAGES + 2 * MISSED)
    back = time.perf_counter() - began
    for _each in _saying(MISSED):
        pass
    crowd.wait_for(MESSAGES + 3 * MISSED)
    return back


def _saying(count: int) -> Iterator[None]:
    for _each in range(count):
        yield
        _say()


def _say() -> int:
    with transaction.atomic():
        return announce(_STREAM, News(kind="said", subject=uuid4(), data=_DATA))
