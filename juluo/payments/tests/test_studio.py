"""How the space is paid, told to its staff."""

import pytest

from juluo.core.spaces import acting_in
from juluo.payments.operations.accounts import keep_account
from juluo.payments.provider import Credentials

PAGE = "/studio/payments/"


@pytest.fixture
def owner(client_of, mei):
    client = client_of(mei)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_a_space_without_an_account_says_that_nobody_can_pay(owner, settings):
    settings.JULUO_SANDBOX_TOKEN = ""
    assert "Nobody can pay yet" in owner.get(PAGE).text
    settings.JULUO_SANDBOX_TOKEN = "token"
    page = owner.get(PAGE).text
    assert "Nobody can pay yet" not in page
    assert "plays with money" in page


def test_an_account_is_named_but_not_its_keys_nor_another_space_s(owner, wu, other_space):
    keep_account("sandbox", Credentials("merchant-of-ours", "key-of-ours", "secret-of-ours"))
    with acting_in(other_space):
        keep_account("sandbox", Credentials("merchant-of-theirs", "k", "s"))

    page = owner.get(PAGE).text

    assert "merchant-of-ours" in page
    assert not [word for word in ("key-of-ours", "secret-of-ours", "merchant-of-theirs") if word in page]


def test_members_find_no_such_page(client_of, lin):
    assert client_of(lin).get(PAGE).status_code == 404
