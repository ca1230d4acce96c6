"""The default cache is one for all processes: what it promises, twice, at once and after its time."""

import time
from uuid import uuid4

import pytest
from django.core.cache import cache, caches
from django.db import transaction

from juluo.core.accounts.routines import forget_old_tries
from juluo.core.models import SharedValue
from juluo.core.shared_cache import SharedCache
from juluo.testing.together import at_once

pytestmark = pytest.mark.usefixtures("db")


def another_process():
    """A cache of its own, as another process has it."""
    return SharedCache("", {})


def test_what_one_process_keeps_another_one_knows():
    cache.set("tries", [1.5, 2.5], 60)

    assert another_process().get("tries") == [1.5, 2.5]
    assert another_process().get("nothing", "none") == "none"


def test_of_many_who_add_the_same_at_once_one_is_first():
    key = uuid4().hex

    answers = at_once(lambda: another_process().add(key, 1, 60), times=8)

    assert sorted(answers) == [False] * 7 + [True]


def test_what_is_over_is_not_there_and_may_be_added_again():
    assert cache.add("short", 1, 0.05)
    assert not cache.add("short", 2, 60)
    time.sleep(0.1)

    assert cache.get("short") is None
    assert not cache.touch("short", 60)
    assert cache.add("short", 3, 60)
    assert cache.get("short") == 3


def test_what_stays_can_be_lengthened_replaced_and_taken_away():
    cache.set("kept", "a", None)
    cache.set("kept", "b", 0.1)
    assert cache.touch("kept", 60)
    time.sleep(0.15)

    assert cache.get("kept") == "b"
    assert cache.delete("kept")
    assert not cache.delete("kept")


def test_a_long_key_is_kept_by_its_hash():
    cache.set("x" * 200 + "a", 1)
    cache.set("x" * 240 + "b", 2)
    cache.set("x" * 240 + "c", 3)

    assert [cache.get("x" * 240 + end) for end in "bc"] == [2, 3]


def test_what_is_rolled_back_was_not_kept():
    with transaction.atomic():
        cache.set("undone", 1)
        transaction.set_rollback(True)

    assert cache.get("undone") is None


def test_every_night_what_is_over_goes():
    cache.set("over", 1, 0.01)
    cache.set("stays", 1, 60)
    time.sleep(0.05)

    forget_old_tries.function()

    assert [each.key.rpartition(":")[2] for each in SharedValue.objects.all()] == ["stays"]


def test_pages_stay_in_the_memory_of_their_process():
    assert type(caches["memory"]).__name__ == "LocMemCache"
