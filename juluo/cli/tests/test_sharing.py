"""`juluo sharing replay`, as an operator types it."""

import argparse
import json

import pytest
from django.db import connection

from juluo.cli.commands import sharing as command
from juluo.cli.trouble import Trouble
from juluo.sharing.operations.attributions import attribute_order
from juluo.sharing.tests.shop import join, make_tea, opens, order, share


@pytest.fixture
def type_in(capsys):
    def run(*arguments):
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        status = command.run(parser.parse_args(arguments))
        return status, capsys.readouterr().out

    return run


@pytest.fixture
def placed(lin):
    buyer = join("Buyer")
    opens(buyer, share(lin))
    done = order(buyer, make_tea("tea"))
    attribute_order(done)
    attribute_order(order(buyer, make_tea("cup")))
    return done


def test_every_order_is_replayed_and_differences_counted(placed, type_in):
    assert type_in("replay") == (0, "2 attributions replayed, 0 differences.\n")


def test_one_order_is_told(placed, lin, type_in):
    status, said = type_in("replay", placed.ref, "--space", "shanye", "--json")
    told = json.loads(said)
    assert (status, told["same"], told["reason"]) == (0, True, "credited")
    assert told["sharer"] == told["facts_sharer"] == str(lin.id)


def test_a_difference_ends_with_status_1(placed, type_in):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mall_order SET buyer_id = %s WHERE ref = %s", [join("Other").id, placed.ref])
    status, said = type_in("replay", placed.ref)
    assert status == 1
    assert "THE FACTS SAY: untouched, nobody" in said


def test_what_is_not_there_is_said(placed, type_in):
    with pytest.raises(Trouble):
        type_in("replay", "none")
    with pytest.raises(Trouble):
        type_in("replay", "--space", "none")
