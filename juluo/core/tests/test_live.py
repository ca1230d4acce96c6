"""Live: events are counted without a gap, and only who holds a ticket listens."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.db import transaction

from juluo.core import clock
from juluo.core.holdings import holdings
from juluo.core.live.announcing import News, announce, position_of
from juluo.core.live.routines import KEPT, forget_live_events
from juluo.core.live.tickets import LONGEST, SHORTEST, Ticket, ticket_for, ticket_in
from juluo.core.models import LiveEvent
from juluo.core.spaces import acting_in
from juluo.testing.together import at_once


def say(text, stream="room:1", subject=None, member=None):
    with transaction.atomic():
        news = News(kind="said", subject=subject or uuid4(), data={"text": text}, member_id=member and member.pk)
        return announce(stream, news)


def told(stream="room:1"):
    rows = LiveEvent.objects.filter(stream=stream).order_by("position")
    return [(row.position, row.data.get("text")) for row in rows]


def test_each_stream_counts_its_own_events(space, other_space):
    assert [say("a"), say("b"), say("c", stream="room:2")] == [1, 2, 1]
    with acting_in(other_space):
        assert (say("elsewhere"), position_of("room:1")) == (1, 1)
    assert (position_of("room:1"), position_of("room:3"), told()) == (2, 0, [(1, "a"), (2, "b")])


def test_twenty_who_write_at_once_leave_no_gap(space):
    def write():
        with acting_in(space):
            return [say(f"{number}") for number in range(3)]

    given = [position for positions in at_once(write, times=20) for position in positions]
    assert sorted(given) == list(range(1, 61))
    assert [position for position, _text in told()] == list(range(1, 61))


def test_what_is_rolled_back_leaves_no_gap_and_needs_a_transaction(space):
    with transaction.atomic():
        announce("room:1", News(kind="said", subject=uuid4()))
        transaction.set_rollback(True)
    assert (say("a"), told()) == (1, [(1, "a")])
    with pytest.raises(RuntimeError):
        announce("room:1", News(kind="said", subject=uuid4()))


def test_a_later_event_empties_what_was_told_of_the_same_before(space, lin):
    subject = uuid4()
    say("secret", subject=subject, member=lin)
    say("other")
    say("mended", subject=subject, member=lin)
    assert told() == [(1, None), (2, "other"), (3, "mended")]
    assert list(LiveEvent.objects.filter(member=lin).values_list("position", flat=True)) == [3]


def test_events_go_after_a_day_and_with_their_author(space, lin):
    say("mine", member=lin)
    say("old")
    LiveEvent.objects.filter(position=2).update(at=clock.now() - KEPT - timedelta(seconds=1))
    forget_live_events.run()
    assert told() == [(1, "mine")]

    for holding in holdings():
        if holding.model is LiveEvent:
            holding.erase(lin, at=clock.now())
    assert (told(), say("next")) == ([], 3)


def test_a_ticket_is_believed_for_less_than_a_minute_as_it_was_given(space, lin):
    ticket = ticket_for(space.id, lin.pk, "room:1", origin="http://a.example")
    assert ticket_in(ticket.sealed()) == ticket
    assert SHORTEST - 1 <= ticket.ends - time.time() <= LONGEST < 60


def test_what_is_no_ticket_is_not_believed(space, lin, settings):
    good = ticket_for(space.id, lin.pk, "room:1", origin="http://a.example")
    over = Ticket(good.space_id, good.member_id, good.stream, good.origin, int(time.time()) - 1)
    body, _sign, seal = good.sealed().rpartition(":")
    forged = signing.Signer(salt="another").sign_object([space.id.hex, lin.pk.hex, "room:1", "", 2**40])
    other_shape = signing.Signer(salt="juluo.core.live.tickets").sign_object({"stream": "room:1"})
    for sealed in (over.sealed(), f"{body}x:{seal}", f"{body}:{seal[:-1]}", forged, other_shape, "", "a:b", "\0"):
        assert ticket_in(sealed) is None
    kept = good.sealed()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key"
    assert ticket_in(kept) == good
    settings.SECRET_KEY_FALLBACKS = []
    assert ticket_in(kept) is None
