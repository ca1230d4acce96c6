"""`juluo ledger` and `juluo clock`, as an operator types them."""

import argparse
import json
from datetime import timedelta
from uuid import uuid4

import pytest

from juluo.cli.commands import clock as clock_command
from juluo.cli.commands import ledger as ledger_command
from juluo.cli.trouble import Trouble
from juluo.core import clock, tasks
from juluo.core.money import Money
from juluo.ledger.operations import post
from juluo.ledger.rules import PROVIDER, SALES


@pytest.fixture
def type_in(capsys):
    def run(command, *arguments):
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        status = command.run(parser.parse_args(arguments))
        return status, capsys.readouterr().out

    return run


@pytest.fixture
def movable_clock(db, settings):
    settings.JULUO_TEST_CLOCK = True
    yield
    clock.reset()


def sell(minor):
    post(f"sale:{uuid4()}", {PROVIDER: Money(minor, "CNY"), SALES: Money(-minor, "CNY")})


def test_a_sound_ledger_ends_with_status_zero(space, other_space, type_in):
    sell(500)
    assert type_in(ledger_command, "check") == (0, "2 spaces checked, 0 findings.\n")
    status, out = type_in(ledger_command, "check", "--space", "shanye", "--json")
    assert (status, json.loads(out)) == (0, {"sound": True, "findings": {"shanye": []}})


def test_a_ledger_that_does_not_balance_ends_with_status_one_and_says_where(space, type_in, wiper):
    sell(500)
    wiper.execute("SET session_replication_role = replica; UPDATE ledger_entry SET minor = 501 WHERE minor = 500")
    wiper.execute("RESET session_replication_role")

    status, out = type_in(ledger_command, "check")
    assert status == 1
    assert out.splitlines()[0].startswith("shanye: zero_sum: sale:")
    status, out = type_in(ledger_command, "check", "--json")
    assert (status, json.loads(out)["findings"]["shanye"][0]["minor"]) == (1, 1)


def test_balances_are_those_of_each_space(space, other_space, type_in):
    sell(500)
    status, out = type_in(ledger_command, "balances", "--json")
    assert status == 0
    assert json.loads(out) == {
        "other": [],
        "shanye": [
            {"kind": "provider", "balance": {"minor": 500, "currency": "CNY"}, "entries": 1},
            {"kind": "sales", "balance": {"minor": 500, "currency": "CNY"}, "entries": 1},
        ],
    }
    assert "¥5.00" in type_in(ledger_command, "balances", "--space", "shanye")[1]


def test_a_space_that_is_not_there_is_named(db, type_in):
    with pytest.raises(Trouble, match="There is no space 'nowhere'"):
        type_in(ledger_command, "check", "--space", "nowhere")


def test_the_clock_of_a_real_installation_does_not_move(db, type_in):
    before = clock.now()
    with pytest.raises(Trouble, match="JULUO_TEST_CLOCK=1"):
        type_in(clock_command, "advance", "7d")
    with pytest.raises(Trouble, match="JULUO_TEST_CLOCK=1"):
        type_in(clock_command, "reset")
    assert clock.now() - before < timedelta(hours=1)


def test_the_test_clock_advances_runs_the_routines_and_goes_back(space, movable_clock, type_in, monkeypatch):
    ran = []
    routine = tasks.Routine.__new__(tasks.Routine)
    routine.function, routine.name, routine.when_closed = lambda: ran.append(clock.now()), "noting", False
    monkeypatch.setattr(tasks, "routines", [routine])
    before = clock.now()

    type_in(clock_command, "advance", "7d")

    assert timedelta(days=7) <= ran[0] - before < timedelta(days=7, hours=1)
    type_in(clock_command, "reset")
    assert clock.now() - before < timedelta(hours=1)
    assert type_in(clock_command, "now")[1] == f"{clock.now():%Y-%m-%d %H:%M:%S} UTC\n"


@pytest.mark.parametrize("text", ["7", "d", "-1d", "0d", "7 d", "７d", "1.5h", "999999d"])
def test_a_length_that_cannot_be_read_is_refused(text):
    with pytest.raises(Trouble, match="like 7d, 12h or 30m"):
        clock_command.length_of(text)


@pytest.mark.parametrize(
    ("text", "length"), [("7d", timedelta(days=7)), ("12h", timedelta(hours=12)), ("30m", timedelta(minutes=30))]
)
def test_lengths_are_days_hours_or_minutes(text, length):
    assert clock_command.length_of(text) == length
