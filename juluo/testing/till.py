"""A till: the cast's space takes payments by a real sandbox gateway whose notifications land in a letter box."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from juluo.core.models import Member, Space
from juluo.payments.adapters import sandbox
from juluo.payments.operations.accounts import open_sandbox_account
from juluo.payments.sandbox import SandboxServer
from juluo.payments.tests.gateway import ADMIN_TOKEN, listening
from juluo.payments.tests.shop import Shop

__all__ = ["till"]


@pytest.fixture
def till(space: Space, lin: Member, tmp_path: Path, settings: Any) -> Iterator[Shop]:
    """A fixture of the conftests that import it."""
    settings.JULUO_TEST_CLOCK = True
    with SandboxServer(tmp_path, admin_token=ADMIN_TOKEN, retry_s=0.05) as server, listening() as box:
        settings.JULUO_SANDBOX_URL = server.url
        settings.JULUO_SANDBOX_TOKEN = ADMIN_TOKEN
        settings.JULUO_PUBLIC_URL = f"http://{urlsplit(box.url).netloc}"
        open_sandbox_account()
        yield Shop(space, lin, box)
        sandbox._client().close()
        sandbox._client.cache_clear()
