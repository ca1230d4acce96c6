"""Browsers that read English, and a till: a real sandbox gateway whose notifications land in the test's letter box."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from juluo.core import middleware
from juluo.core.models import Member, Space, User
from juluo.payments.adapters import sandbox
from juluo.payments.operations.accounts import open_sandbox_account
from juluo.payments.sandbox import SandboxServer
from juluo.payments.tests.gateway import ADMIN_TOKEN, listening
from juluo.payments.tests.shop import Shop

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


@pytest.fixture
def till(space: Space, lin: Member, tmp_path: Path, settings) -> Iterator[Shop]:
    settings.JULUO_TEST_CLOCK = True
    with SandboxServer(tmp_path, admin_token=ADMIN_TOKEN, retry_s=0.05) as server, listening() as box:
        settings.JULUO_SANDBOX_URL = server.url
        settings.JULUO_SANDBOX_TOKEN = ADMIN_TOKEN
        settings.JULUO_PUBLIC_URL = f"http://{urlsplit(box.url).netloc}"
        open_sandbox_account()
        yield Shop(space, lin, box)
        sandbox._client().close()
        sandbox._client.cache_clear()
