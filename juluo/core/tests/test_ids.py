import time
from concurrent.futures import ThreadPoolExecutor

from juluo.core import ids
from juluo.core.ids import uuid7


def test_an_id_is_a_version_7_uuid_of_this_moment():
    made = uuid7()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert abs((made.int >> 80) - time.time() * 1000) < 60_000


def test_ids_of_a_process_sort_in_the_order_they_were_made():
    made = [uuid7() for _ in range(50_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_made_by_threads_at_once_never_collide_and_sort_within_each_thread():
    def make(_):
        return [uuid7() for _ in range(5_000)]

    with ThreadPoolExecutor(8) as threads:
        batches = list(threads.map(make, range(8)))

    assert len({each for batch in batches for each in batch}) == 40_000
    assert all(batch == sorted(batch) for batch in batches)


def test_ids_still_rise_when_the_clock_goes_back(monkeypatch):
    before = uuid7()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)
    assert uuid7() > before


def test_ids_still_rise_when_a_millisecond_is_used_up(monkeypatch):
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)
    monkeypatch.setattr(ids, "_counter", 2**42 - 2)
    made = [uuid7() for _ in range(4)]
    assert made == sorted(set(made))
