from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from juluo.core import clock
from juluo.core.refusals import Refused

WEEK = timedelta(days=7)


@pytest.fixture
def test_clock(db, settings):
    settings.JULUO_TEST_CLOCK = True


def database_time():
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def test_the_time_stands_still_inside_a_transaction_and_is_when_it_began(db):
    before = database_time()
    with transaction.atomic():
        first = clock.now()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.01), now()")
            assert cursor.fetchone()[1] == first
        assert before <= clock.now() == first < database_time()


def test_outside_a_transaction_time_goes_on(db):
    first = clock.now()
    assert first < clock.now() <= database_time()


def test_the_time_is_aware_and_utc_comparable(db):
    assert clock.now().utcoffset() is not None
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_test_clock_moves_every_decision(test_clock):
    before = clock.now()
    assert WEEK <= clock.advance(WEEK) - before < WEEK + timedelta(minutes=1)
    assert clock.offset() == WEEK
    with transaction.atomic():
        assert clock.now() - database_time() > WEEK - timedelta(minutes=1)


def test_advances_add_up_until_the_clock_is_put_back(test_clock):
    clock.advance(WEEK)
    clock.advance(WEEK)
    assert clock.offset() == 2 * WEEK
    clock.reset()
    assert clock.offset() == timedelta(0)
    assert abs(clock.now() - database_time()) < timedelta(minutes=1)


@pytest.mark.parametrize("move", [lambda: clock.advance(WEEK), clock.reset])
def test_a_real_installation_refuses_to_move_its_clock(db, move):
    with pytest.raises(Refused) as refused:
        move()
    assert refused.value.code == "test_clock_off"
    assert clock.offset() == timedelta(0)


def test_a_real_installation_ignores_an_offset_written_behind_its_back(db):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_testclock SET ahead = '7 days'")
    assert abs(clock.now() - database_time()) < timedelta(minutes=1)


def test_history_is_replayed_at_its_own_time(db):
    moment = clock.now() - WEEK
    with clock.replaying(moment):
        assert clock.now() == moment
        with transaction.atomic():
            assert clock.now() == moment
    assert clock.now() - moment >= WEEK


def test_nothing_is_replayed_ahead_of_time_or_inside_a_transaction(db):
    before = clock.now()
    with pytest.raises(RuntimeError, match="only what has passed"), clock.replaying(before + WEEK):
        pass
    with transaction.atomic(), pytest.raises(RuntimeError), clock.replaying(before - WEEK):
        pass
    assert clock.now() - before < timedelta(hours=1)
