"""200 buyers, 50 units, one moment: exactly 50 are sold."""

from collections import Counter

import pytest

from juluo.cli.bench.served import Served
from juluo.testing.crowd import Crowd, books, checkout_of, fill_carts, gather, rush

BUYERS, UNITS = 200, 50
pytestmark = [pytest.mark.usefixtures("db", "nothing_remembered"), pytest.mark.timeout(180)]


def sell_out(port: int) -> tuple[dict, Counter[int]]:
    crowd = gather(buyers=BUYERS, on_hand=UNITS)
    answers = rush(port, [checkout_of(crowd, buyer) for buyer in crowd.buyers])
    return books(crowd), answers


def check_exactly_sold(stands: dict, answers: Counter[int]) -> None:
    assert stands == {"orders": UNITS, "held": UNITS, "reserved": UNITS, "left": 0, "findings": []}
    assert answers == {302: UNITS, 422: BUYERS - UNITS}


def test_exactly_as_many_are_sold_as_there_are(web: Served) -> None:
    check_exactly_sold(*sell_out(web.port))


def test_without_the_lock_the_same_check_finds_an_oversale(web_with) -> None:
    with web_with("CarelessStock") as web:
        stands, answers = sell_out(web.port)

    assert stands["orders"] > UNITS
    with pytest.raises(AssertionError):
        check_exactly_sold(stands, answers)


def press_and_press_again(port: int) -> tuple[Crowd, Counter[int]]:
    """Send each buyer's form twelve times at once, and once more as often when the carts are full again."""
    crowd = gather(buyers=4, on_hand=UNITS)
    presses = [checkout_of(crowd, buyer, key="same") for buyer in crowd.buyers for _again in range(12)]
    answers = rush(port, presses)
    fill_carts(crowd)
    return crowd, answers + rush(port, presses)


def test_one_form_sent_many_times_at_once_is_one_order(web: Served) -> None:
    crowd, answers = press_and_press_again(web.port)

    assert (answers, books(crowd)["orders"], books(crowd)["reserved"]) == ({302: 96}, 4, 4)


def test_without_the_key_the_same_form_is_many_orders(web_with) -> None:
    with web_with("ForgetfulKeys") as web:
        crowd, _answers = press_and_press_again(web.port)

    assert books(crowd)["orders"] > 4
