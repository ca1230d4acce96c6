"""Tries are counted for all web processes together, and a code opens one door in one of them."""

import re
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from juluo.cli.bench.served import Served

TRIES, ALLOWED = 16, 5
"""allauth refuses an address after five wrong passwords in five minutes."""
pytestmark = [pytest.mark.usefixtures("lin"), pytest.mark.timeout(180)]


def try_password(web: Served) -> bool:
    """Whether a wrong password is still compared; each try is a browser and a connection of its own."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    address = f"http://localhost:{web.port}/@shanye/accounts/login/"
    page = browser.open(address).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    typed = urlencode({"csrfmiddlewaretoken": token, "login": "lin@example.com", "password": "not-hers"})
    return "次数过多" not in browser.open(address, typed.encode()).read().decode()


def test_two_processes_count_the_same_tries(web: Served) -> None:
    assert sum(try_password(web) for _each in range(TRIES)) == ALLOWED


def test_counting_in_each_process_by_itself_is_found(web_with) -> None:
    with web_with("TriesOfOneProcess") as web:
        assert sum(try_password(web) for _each in range(TRIES)) > ALLOWED
