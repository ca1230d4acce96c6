from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from juluo.core.spaces import acting_in
from juluo.core.tests.factories import MemberFactory, SpaceFactory
from juluo.payments.adapters import sandbox
from juluo.payments.operations.accounts import open_sandbox_account
from juluo.payments.sandbox import SandboxServer
from juluo.payments.tests.gateway import ADMIN_TOKEN, listening
from juluo.payments.tests.shop import Shop


@pytest.fixture
def shop(db: None, nothing_remembered: None, tmp_path: Path, settings) -> Iterator[Shop]:
    settings.JULUO_TEST_CLOCK = True
    with SandboxServer(tmp_path, admin_token=ADMIN_TOKEN, retry_s=0.05) as server, listening() as box:
        settings.JULUO_SANDBOX_URL = server.url
        settings.JULUO_SANDBOX_TOKEN = ADMIN_TOKEN
        settings.JULUO_PUBLIC_URL = f"http://{urlsplit(box.url).netloc}"
        space: Any = SpaceFactory(slug="shanye", name="山野茶事")
        lin: Any
        with acting_in(space):
            open_sandbox_account()
            lin = MemberFactory(name="Lin")
            yield Shop(space, lin, box)
        sandbox._client().close()
        sandbox._client.cache_clear()
