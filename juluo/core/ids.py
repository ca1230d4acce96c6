"""UUIDv7 keys (RFC 9562 §5.7): they sort by time and never collide across shards."""

import secrets
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last_millisecond = 0
_counter = 0

_COUNTER_BITS = 42
_RANDOM_BITS = 32


def uuid7() -> UUID:
    """Return a UUIDv7 greater than every earlier one of this process (RFC 9562 §6.2, method 1)."""
    millisecond, counter = _tick()
    rand_a, rand_b_high = counter >> 30, counter & 0x3FFFFFFF
    value = (
        (millisecond & 0xFFFF_FFFF_FFFF) << 80
        | 0x7 << 76
        | rand_a << 64
        | 0b10 << 62
        | rand_b_high << _RANDOM_BITS
        | secrets.randbits(_RANDOM_BITS)
    )
    return UUID(int=value)


def _tick() -> tuple[int, int]:
    """Return a (millisecond, 42-bit counter) pair greater than the one before."""
    global _last_millisecond, _counter  # noqa: PLW0603 - one monotonic counter a process is the point
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last_millisecond:
            _last_millisecond, _counter = now, secrets.randbits(_COUNTER_BITS - 1)
        else:
            _counter += 1
            if _counter >> _COUNTER_BITS:
                _last_millisecond, _counter = _last_millisecond + 1, 0
        return _last_millisecond, _counter
