"""kill -9 of every part while shoppers shop: nothing that was acknowledged is lost, nothing happens twice."""

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.db.models import F, Sum

from juluo.cli.installation import provide
from juluo.cli.postgres import running_server
from juluo.core.spaces import acting_in
from juluo.ledger.queries import balance_of
from juluo.ledger.rules import PROVIDER, REFUNDS_DUE, SALES
from juluo.mall.models import Order, OrderLine, Stock
from juluo.payments.adapters import sandbox
from juluo.payments.operations.accounts import open_sandbox_account
from juluo.payments.sandbox import SandboxServer
from juluo.payments.tests.gateway import ADMIN_TOKEN
from juluo.payments.tests.shop import later
from juluo.testing.crowd import books, gather
from juluo.testing.jobs import run_tasks
from juluo.testing.mortal import Mortal, directory, django_at, serving
from juluo.testing.shoppers import Shopping

ON_HAND = 100_000
SHOPPERS = 8
ROUNDS = 10
PARTS = ["web", "worker", "database"]
pytestmark = [pytest.mark.kill, pytest.mark.usefixtures("db", "nothing_remembered"), pytest.mark.timeout(900)]


@pytest.fixture
def gateway(tmp_path: Path, settings) -> Iterator[dict[str, str]]:
    """A payment gateway that outlives every death, and the variables that lead to it."""
    settings.JULUO_TEST_CLOCK = True
    with SandboxServer(tmp_path, admin_token=ADMIN_TOKEN, retry_s=0.2) as server:
        settings.JULUO_SANDBOX_URL, settings.JULUO_SANDBOX_TOKEN = server.url, ADMIN_TOKEN
        yield {"JULUO_SANDBOX_URL": server.url, "JULUO_SANDBOX_TOKEN": ADMIN_TOKEN}
        sandbox._client().close()
        sandbox._client.cache_clear()


def shopping_at(juluo: Mortal, settings) -> Shopping:
    settings.JULUO_PUBLIC_URL = f"http://127.0.0.1:{juluo.port}"
    with django_at(juluo.url()):
        crowd = gather(buyers=SHOPPERS, on_hand=ON_HAND)
        with acting_in(crowd.space):
            open_sandbox_account()
    return Shopping(crowd, juluo.port)


def shop_and_kill(juluo: Mortal, shopping: Shopping, parts: Sequence[str], rounds: int) -> None:
    luck = random.Random(",".join(parts))
    with shopping.going_on():
        for part in [each for each in parts for _round in range(rounds)]:
            time.sleep(luck.uniform(0.2, 0.8))
            getattr(juluo, f"kill_{part}")(luck)
            juluo.wait_until_ready()


def settle() -> None:
    """What workers that live do in the next minutes."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'todo' WHERE status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
        routines = "queueing_lock IS NOT NULL AND status = 'todo'"
        cursor.execute(f"UPDATE procrastinate_jobs SET status = 'cancelled' WHERE {routines}")
    for _turn in range(2):
        run_tasks()
        later(seconds=61)
    run_tasks()
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'failed'")
        assert cursor.fetchall() == []


def check_orders(shopping: Shopping) -> None:
    """Each key is one order and was told its number; goods and money agree."""
    stands = books(shopping.crowd)
    with acting_in(shopping.crowd.space):
        assert dict(Order.objects.values_list("key", "ref")) == shopping.acknowledged
        sold = OrderLine.objects.filter(order__paid_at__isnull=False).aggregate(units=Sum("quantity"))["units"] or 0
        gone = Stock.objects.annotate(gone=ON_HAND - F("on_hand")).get().gone
    assert (stands["findings"], stands["reserved"], gone) == ([], stands["held"], sold)


def check_payments(shopping: Shopping) -> None:
    with acting_in(shopping.crowd.space):
        assert set(Order.objects.filter(paid_at__isnull=False).values_list("ref", flat=True)) == shopping.paid
        assert balance_of(PROVIDER, "CNY") == balance_of(SALES, "CNY")
        assert balance_of(REFUNDS_DUE, "CNY").minor == 0


def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(gateway: dict[str, str], settings) -> None:
    live_through(PARTS, ROUNDS, gateway, settings)


@pytest.mark.full
@pytest.mark.parametrize("part", PARTS)
def test_the_same_for_fifty_deaths(part: str, gateway: dict[str, str], settings) -> None:
    live_through([part], 50, gateway, settings)


def live_through(parts: Sequence[str], rounds: int, gateway: dict[str, str], settings) -> None:
    with directory() as data:
        with serving(data, **gateway) as juluo:
            shopping = shopping_at(juluo, settings)
            shop_and_kill(juluo, shopping, parts, rounds)
        assert len(shopping.acknowledged) > rounds
        with running_server(data) as server, django_at(provide(server).runtime):
            with acting_in(shopping.crowd.space):
                settle()
            check_orders(shopping)
            check_payments(shopping)


def test_shoppers_who_ask_again_find_a_shop_that_forgets_keys(web_with, tmp_path: Path) -> None:
    with web_with("ForgetfulKeys") as web:
        shopping = Shopping(gather(buyers=SHOPPERS, on_hand=ON_HAND), web.port)
        with shopping.going_on():
            time.sleep(3)

    with pytest.raises(AssertionError):
        check_orders(shopping)


@pytest.mark.full
def test_a_database_that_answers_before_it_has_written_loses_orders(gateway: dict[str, str], settings) -> None:
    with directory() as data:
        with serving(data, **gateway) as juluo:
            with psycopg.connect(juluo.admin_url(), autocommit=True) as admin:
                admin.execute("ALTER ROLE juluo_app SET synchronous_commit = off")
            shopping = shopping_at(juluo, settings)
            shop_and_kill(juluo, shopping, ["database"], 2 * ROUNDS)
        with running_server(data) as server, django_at(provide(server).runtime), pytest.raises(AssertionError):
            check_orders(shopping)
