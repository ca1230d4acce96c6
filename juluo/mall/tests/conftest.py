"""Browsers that read English, what a page costs, and a till."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from juluo.core import middleware
from juluo.core.models import Member, Space, User
from juluo.testing.till import till

__all__ = ["browse", "cost", "till"]

type Browse = Callable[..., Client]


@pytest.fixture
def browse(client_of: Browse) -> Browse:
    def make(who: Member | User | None = None, **more: Space) -> Client:
        client = client_of(who, **more)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return make


@pytest.fixture
def cost() -> Callable[[Client, str], int]:
    """How many queries a page takes that nobody opened a moment ago."""

    def count(client: Client, path: str) -> int:
        middleware._known.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    return count
