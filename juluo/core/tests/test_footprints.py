import threading

import pytest
from django.db import connection, transaction
from django.test import RequestFactory

from juluo.core import footprints
from juluo.core.ids import uuid7
from juluo.core.models import Footprint
from juluo.core.spaces import acting_in


@pytest.fixture
def visit(space):
    def make(member=None, entrance=None):
        request = RequestFactory().get("/")
        request.space, request.member, request.visitor = space, member, uuid7()
        if entrance:
            request.COOKIES["entrance"] = str(entrance)
        return request

    return make


def test_a_footprint_is_written_at_the_next_flush_and_not_before(visit, lin):
    entrance = uuid7()
    request = visit(lin, entrance)

    footprints.leave(request, "view", lin)
    assert not Footprint.objects.exists()

    assert footprints.flush() == 1
    row = Footprint.objects.get()
    assert (row.name, row.visitor, row.member_id, row.subject, row.entrance_id) == (
        "view", request.visitor, lin.id, f"member:{lin.id}", entrance,
    )  # fmt: skip


def test_footprints_of_two_spaces_land_each_in_its_own(visit, space, other_space):
    footprints.leave(visit(), "view", "here")
    with acting_in(other_space):
        footprints.leave(visit(), "view", "there")
    footprints.leave(visit(), "view", "here again")

    assert footprints.flush() == 3
    assert set(Footprint.objects.values_list("subject", flat=True)) == {"here", "here again"}
    with acting_in(other_space):
        assert Footprint.objects.get().subject == "there"


def test_a_full_buffer_drops_what_comes_and_counts_it(visit, monkeypatch):
    monkeypatch.setattr(footprints, "ROOM", 2)
    for _ in range(5):
        footprints.leave(visit(), "view", "home")

    assert (footprints.dropped(), footprints.flush()) == (3, 2)


def test_footprints_left_by_threads_at_once_are_all_written(visit, space):
    def walk():
        with acting_in(space), transaction.atomic():
            for _ in range(10):
                footprints.leave(visit(), "view", "home")
        connection.close()

    threads = [threading.Thread(target=walk) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert footprints.flush() == 40
    assert Footprint.objects.count() == 40


def test_a_batch_that_cannot_be_written_is_dropped_and_counted(visit, monkeypatch):
    footprints.leave(visit(), "view", "\0")

    footprints._flush_or_drop()

    assert (footprints.dropped(), footprints.flush(), Footprint.objects.count()) == (1, 0, 0)
