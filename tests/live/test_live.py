"""The live process: everything once and in order, only to who may, through deaths and slow readers."""

import signal
import socket
import time
from itertools import pairwise
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core import signing
from django.db import transaction

from juluo.core.live import tickets
from juluo.core.live.announcing import News, announce
from juluo.core.live.tickets import Ticket
from juluo.core.spaces import acting_in
from juluo.testing.live import ORIGIN, Ear, Live, live_process
from juluo.testing.together import at_once

pytestmark = [pytest.mark.timeout(180)]
STREAM = "room:1"
WRITERS, EACH = 20, 10


@pytest.fixture
def live(db):
    with live_process() as running:
        yield running


def say(text="好火", stream=STREAM):
    with transaction.atomic():
        return announce(stream, News(kind="said", subject=uuid4(), data={"text": text}))


def ear_of(live: Live, member, stream=STREAM, last=0, **headers: str) -> Ear:
    return Ear(live.port, live.address(member, stream), last).open(**headers)


def heard_all(ear: Ear, upto: int) -> None:
    ear.wait(lambda: ear.positions() and ear.positions()[-1] >= upto)


def test_twenty_who_write_at_once_are_heard_once_each_and_in_order(live, space, lin):
    ears = [ear_of(live, lin) for _each in range(5)]

    def write():
        with acting_in(space):
            return [say(str(number)) for number in range(EACH)]

    at_once(write, times=WRITERS)

    for ear in ears:
        heard_all(ear, WRITERS * EACH)
        assert ear.positions() == list(range(1, WRITERS * EACH + 1))


def test_through_a_death_nothing_is_lost_and_nothing_comes_twice(live, space, lin):
    ear = ear_of(live, lin)
    say()
    heard_all(ear, 1)

    for number in (signal.SIGKILL, signal.SIGTERM):
        live.end(number)
        ear.wait(lambda: ear.ended)
        say()
        live.start()
        say()
        ear.open()

    heard_all(ear, 5)
    assert ear.positions() == [1, 2, 3, 4, 5]


def test_when_the_database_hangs_up_what_was_missed_is_read(live, space, lin, wiper):
    ear = ear_of(live, lin)
    say()
    heard_all(ear, 1)

    cut = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'juluo live' AND datname = %s"
    )
    name = wiper.info.dbname
    for _time in range(3):
        assert wiper.execute(cut, [name]).fetchall()
        say()
        heard_all(ear, len(ear.positions()) + 1)

    assert ear.positions() == [1, 2, 3, 4]
    ear.wait(lambda: live.health()[0] == 200)


def test_another_space_hears_nothing_of_a_stream_of_the_same_name(live, space, other_space, lin, wu):
    theirs = ear_of(live, wu)
    ours = ear_of(live, lin)
    say("ours")
    with acting_in(other_space):
        say("theirs")
    heard_all(ours, 1)
    heard_all(theirs, 1)
    assert [data["text"] for _kind, _position, data in ours.heard] == ["ours"]
    assert [data["text"] for _kind, _position, data in theirs.heard] == ["theirs"]


def test_a_ticket_that_names_another_space_would_open_it_so_nobody_can_make_one(live, space, other_space, lin, wu):
    """The positive control: the signature is what keeps spaces apart here, and with the key it can be passed."""
    with acting_in(other_space):
        say("theirs")
    sealed = Ticket(other_space.id, lin.pk, STREAM, ORIGIN, int(time.time()) + 40).sealed()
    assert Ear(live.port, f"/live/?ticket={quote(sealed)}").open().status == 200

    forged = signing.Signer(salt="juluo.core.live.tickets", key="guessed").sign_object(
        [other_space.id.hex, lin.pk.hex, STREAM, ORIGIN, int(time.time()) + 40]
    )
    ear = Ear(live.port, f"/live/?ticket={quote(forged)}").open()
    ear.wait(lambda: ear.ended)
    assert (ear.status, ear.heard) == (403, [])


def test_all_who_may_not_are_refused_alike(live, space, lin):
    good = Ticket(space.id, lin.pk, STREAM, ORIGIN, int(time.time()) + 40).sealed()
    over = Ticket(space.id, lin.pk, STREAM, ORIGIN, int(time.time()) - 1).sealed()
    another = Ticket(space.id, lin.pk, "room:2", ORIGIN, int(time.time()) + 40).sealed()
    mixed = another.rpartition(":")[0] + ":" + good.rpartition(":")[2]
    answers = {raw(live, f"GET /live/?ticket={quote(ticket)} HTTP/1.1\r\nHost: x\r\n\r\n") for ticket in
               (over, mixed, good[:-2], "", "x" * 500)}  # fmt: skip
    answers.add(raw(live, f"GET /live/?ticket={quote(good)} HTTP/1.1\r\nOrigin: http://evil.example\r\n\r\n"))
    answers.add(raw(live, "GET /live/ HTTP/1.1\r\nHost: x\r\n\r\n"))
    assert len(answers) == 1
    assert answers.pop().startswith(b"HTTP/1.1 403 ")


def test_only_the_page_that_was_given_the_ticket_may_read_it(live, space, lin):
    sealed = quote(Ticket(space.id, lin.pk, STREAM, ORIGIN, int(time.time()) + 2).sealed())
    head = raw(live, f"GET /live/?ticket={sealed} HTTP/1.1\r\nOrigin: {ORIGIN}\r\n\r\n")
    assert f"Access-Control-Allow-Origin: {ORIGIN}\r\n".encode() in head
    assert b"X-Accel-Buffering: no" in head


def test_when_the_ticket_ends_so_does_the_listening(live, space, lin, monkeypatch):
    monkeypatch.setattr(tickets, "SHORTEST", 1)
    monkeypatch.setattr(tickets, "LONGEST", 1)
    ear, began = ear_of(live, lin), time.monotonic()
    ear.wait(lambda: ear.ended)
    assert ([kind for kind, _position, _data in ear.heard], time.monotonic() - began < 5) == (["renew"], True)
    assert ear.open().status == 403


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ("POST /live/ HTTP/1.1\r\nHost: x\r\n\r\n", b"405"),
        ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
        ("GET /live/healthz HTTP/1.1\r\n\r\n", b"200"),
        ("\r\n\r\n", b"405"),
        ("GET /live/?ticket=%ff%00&ticket=x HTTP/1.1\r\n: \r\nx\r\n\r\n", b"403"),
        ("GET //[ HTTP/1.1\r\n\r\n", b"400"),
        ("GET /live/ HTTP/1.1\r\nX: " + "x" * 9000, b"431"),
    ],
)
def test_what_is_asked_badly_is_answered_and_hangs_up(live, request_, status):
    assert raw(live, request_).startswith(b"HTTP/1.1 " + status)


def test_a_slow_reader_holds_up_nobody_and_loses_nothing(live, space, lin):
    slow = socket.create_connection(("127.0.0.1", live.port))
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.sendall(f"GET {live.address(lin, STREAM)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    quick = ear_of(live, lin)
    for _each in range(150):
        say("长" * 900)
    began = time.monotonic()
    heard_all(quick, 150)
    assert time.monotonic() - began < 5

    came = b""
    while b"id: 150\n" not in came:
        piece = slow.recv(65536)
        assert piece, "it was ended before it had heard everything"
        came += piece
    found = [int(line[4:]) for line in came.split(b"\n") if line.startswith(b"id: ")]
    assert all(after == before + 1 for before, after in pairwise(found))
    slow.close()


def raw(live: Live, request: str) -> bytes:
    """What comes until the other side hangs up."""
    with socket.create_connection(("127.0.0.1", live.port), timeout=10) as wire:
        wire.sendall(request.encode())
        came = b""
        while piece := wire.recv(65536):
            came += piece
    return came
