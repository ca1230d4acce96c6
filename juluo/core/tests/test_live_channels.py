"""Channels: each who listens is told everything once and in order, however late or slowly they read."""

import asyncio
from uuid import UUID

import pytest

from juluo.core.live.channels import KEPT, MOST_MISSED, Channels
from juluo.core.live.reading import Event, Key

KEY = Key(UUID(int=1), "room:1")


class Stream:
    """Events as the database holds them; `gone` are those that were deleted."""

    def __init__(self, count=0):
        self.count, self.gone, self.asked, self.broken = count, set(), 0, 0

    async def position(self, key):
        await self._pause()
        return self.count if key == KEY else 0

    async def after(self, key, position, *, most):
        await self._pause()
        found = [each for each in range(position + 1, self.count + 1) if each not in self.gone and key == KEY]
        return [Event(each, b"%d " % each) for each in found[:most]]

    async def _pause(self):
        self.asked += 1
        await asyncio.sleep(0)
        if self.broken:
            self.broken -= 1
            raise OSError("gone")


class Reader:
    def __init__(self, last):
        self.last, self.full, self.ended, self.told = last, False, False, []

    def tell(self, written):
        self.told.append("reload" if b"reload" in written else int(written))

    def end(self):
        self.ended = True


async def settle():
    for _turn in range(200):
        await asyncio.sleep(0)


def scene(play):
    async def whole():
        stream = Stream(10)
        channels = Channels(stream)
        await play(stream, channels)

    asyncio.run(whole())


def test_who_comes_is_told_what_they_missed_and_then_everything():
    async def play(stream, channels):
        fresh, late = Reader(10), Reader(7)
        for each in (fresh, late):
            channels.join(KEY, each)
        await settle()
        stream.count = 12
        channels.heard(KEY, 12)
        await settle()
        assert (fresh.told, late.told) == ([11, 12], [8, 9, 10, 11, 12])

    scene(play)


def test_a_thousand_who_come_back_at_once_cost_a_few_reads():
    async def play(stream, channels):
        crowd = [Reader(8) for _each in range(1000)]
        for each in crowd:
            channels.join(KEY, each)
        await settle()
        assert all(each.told == [9, 10] for each in crowd)
        assert stream.asked < 8

    scene(play)


@pytest.mark.parametrize("last", [0, 99])
def test_whose_position_cannot_be_told_from_reads_the_page_anew(last):
    async def play(stream, channels):
        stream.gone = {1, 2}
        other, reader = Reader(10), Reader(last)
        channels.join(KEY, other)
        channels.join(KEY, reader)
        await settle()
        stream.count = 11
        channels.heard(KEY, 11)
        await settle()
        assert (reader.told, other.told) == (["reload", 11], [11])

    scene(play)


def test_who_missed_too_much_reads_the_page_anew():
    async def play(stream, channels):
        stream.count = MOST_MISSED + 20
        far, near = Reader(1), Reader(30)
        for each in (far, near):
            channels.join(KEY, each)
        await settle()
        assert far.told == ["reload"]
        assert near.told == list(range(31, stream.count + 1))

    scene(play)


def test_a_slow_reader_holds_up_nobody_and_goes_on_where_they_stopped():
    async def play(stream, channels):
        slow, quick = Reader(10), Reader(10)
        channel = channels.join(KEY, slow)
        channels.join(KEY, quick)
        await settle()
        slow.full, stream.count = True, 14
        channels.heard(KEY, 14)
        await settle()
        assert (slow.told, quick.told) == ([], [11, 12, 13, 14])
        slow.full = False
        channel.go_on(slow)
        assert slow.told == quick.told

    scene(play)


def test_who_reads_too_slowly_for_our_memory_comes_again():
    async def play(stream, channels):
        slow, quick = Reader(10), Reader(10)
        channel = channels.join(KEY, slow)
        channels.join(KEY, quick)
        await settle()
        slow.full, stream.count = True, 10 + KEPT + 1
        channels.heard(KEY, stream.count)
        await settle()
        assert (len(channel.remembered), len(quick.told)) == (KEPT, KEPT + 1)
        slow.full = False
        channel.go_on(slow)
        assert (slow.ended, slow.told) == (True, [])

    scene(play)


def test_a_database_that_fails_is_asked_again(monkeypatch):
    monkeypatch.setattr("juluo.core.live.channels._PAUSE", 0)

    async def play(stream, channels):
        reader, stream.broken = Reader(8), 3
        channels.join(KEY, reader)
        await settle()
        assert reader.told == [9, 10]
        stream.broken, stream.count = 1, 11
        channels.heard(KEY, 11)
        await settle()
        assert reader.told == [9, 10, 11]

    scene(play)


def test_after_a_silence_everything_is_read_also_a_stream_that_stands_lower():
    async def play(stream, channels):
        reader = Reader(10)
        channels.join(KEY, reader)
        await settle()
        stream.count = 12
        channels.anew()
        await settle()
        stream.count = 3
        channels.anew()
        await settle()
        assert (reader.told, reader.last) == ([11, 12, "reload"], 3)

    scene(play)


def test_a_hole_in_the_stream_is_not_passed_over_in_silence():
    async def play(stream, channels):
        reader = Reader(10)
        channels.join(KEY, reader)
        await settle()
        stream.gone, stream.count = {11}, 13
        channels.heard(KEY, 13)
        await settle()
        assert (reader.told, reader.last) == (["reload"], 13)

    scene(play)


def test_a_stream_that_nobody_listens_to_is_forgotten():
    async def play(stream, channels):
        reader = Reader(10)
        channel = channels.join(KEY, reader)
        await settle()
        channels.leave(channel, reader)
        asked = stream.asked
        channels.heard(KEY, 11)
        channels.anew()
        await settle()
        assert (stream.asked, channels._open) == (asked, {})

    scene(play)
