import pytest

from juluo.core.spaces import acting_in
from juluo.core.tests.factories import MemberFactory, SpaceFactory


@pytest.fixture
def tea(db):
    """A space that acts."""
    space = SpaceFactory(slug="tea")
    with acting_in(space):
        yield space


@pytest.fixture
def lin(tea):
    return MemberFactory(name="Lin")


@pytest.fixture
def hao(tea):
    return MemberFactory(name="Hao")
