from collections.abc import Callable

import pytest

from juluo.core.models import Member, Space
from juluo.testing.cast import ClientOf
from juluo.testing.isolation.filler import Filling
from juluo.testing.nasty import Tormentor
from juluo.testing.turns import ALL


@pytest.fixture
def filling(space: Space, lin: Member) -> Filling:
    """Rows of every kind, so that every address leads somewhere."""
    return Filling("filled").fill()


@pytest.fixture
def tormentor(client_of: ClientOf, lin: Member, mei: Member, filling: Filling) -> Callable[[str], Tormentor]:
    def make(role: str) -> Tormentor:
        client = client_of({"guest": None, "member": lin, "staff": mei}[role])
        client.raise_request_exception = False
        return Tormentor(role, client, filling)

    return make


@pytest.fixture(params=[2, pytest.param(ALL, marks=pytest.mark.full)], ids=["in turn", "all"])
def few(request: pytest.FixtureRequest) -> int:
    """How many bad things each place meets."""
    return int(request.param)
