import pytest

from juluo.core.keys import MEMBER_SCOPE, make_key
from juluo.core.people import all_permissions
from juluo.testing.isolation.asking import Asker
from juluo.testing.isolation.world import build_world
from juluo.testing.turns import ALL


@pytest.fixture(params=[1, pytest.param(ALL, marks=pytest.mark.full)], ids=["in turn", "all"])
def few(request):
    """Of how many rows that a name may mean each address is asked."""
    return request.param


@pytest.fixture
def world(space, other_space, wiper):
    return build_world(space, other_space, wiper)


@pytest.fixture
def asker(request, lin, mei):
    """Make an asker of our space by role."""

    def make(role):
        if role == "key":
            _key, token = make_key(mei, name="all", scopes=[MEMBER_SCOPE, *all_permissions()])
            return Asker("staff by key", headers={"Authorization": f"Bearer {token}", "Juluo-Space": "shanye"})
        users = {"guest": None, "member": lin.user, "staff": mei.user}
        return Asker(role, "/@shanye", users[role])

    return make


@pytest.fixture
def askers_over_there(wu):
    return [Asker("guest", "/@other"), Asker("staff", "/@other", wu.user)]
