"""The cast that every test knows: Mei owns a tea space; Lin is a member of it; Hao stands outside; Wu owns another.

`space` acts while a test runs. `other_space` never does: enter it with `acting_in(other_space)`.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import clear_script_prefix

from juluo.community.models import Entrance
from juluo.community.operations.founding import found_space
from juluo.community.operations.members import join_space, set_rung
from juluo.community.queries.doors import current_covenant, standing_entrance
from juluo.core import footprints, middleware
from juluo.core.models import Member, Space, User
from juluo.core.spaces import acting_in
from juluo.core.words import Rung

__all__ = ["client_of", "hao", "lin", "mei", "nothing_remembered", "other_space", "space", "wu"]

type ClientOf = Callable[..., Client]


class SpaceClient(Client):
    """A browser that stands in a space: `get("/me/")` asks for `/@slug/me/`."""

    def __init__(self, space: Space) -> None:
        super().__init__()
        self.prefix = f"/@{space.slug}"

    def request(self, **request: Any) -> Any:
        path = request["PATH_INFO"]
        if not path.startswith(("/@", "/static/")):
            request["PATH_INFO"] = f"{self.prefix}{path}"
        return super().request(**request)


@pytest.fixture
def nothing_remembered() -> Iterator[None]:
    """What this process remembers of spaces ends with the test that made them, and with a page that asked too late."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    footprints.forget()
    middleware._known.clear()
    clear_script_prefix()


@pytest.fixture
def space(db: None, nothing_remembered: None) -> Iterator[Space]:
    made = found_space(slug="shanye", name="山野茶事", owner=_user("mei@example.com", "Mei"))
    with acting_in(made):
        yield made


@pytest.fixture
def other_space(db: None, nothing_remembered: None) -> Space:
    return found_space(slug="other", name="别处", owner=_user("wu@example.com", "Wu"))


@pytest.fixture
def mei(space: Space) -> Member:
    member: Member = Member.objects.get(user__email="mei@example.com")
    return member


@pytest.fixture
def lin(space: Space) -> Member:
    return set_rung(_join("lin@example.com", "Lin"), Rung.FAN, reason="The cast knows Lin as a fan.")


@pytest.fixture
def hao(db: None) -> User:
    return _user("hao@example.com", "Hao")


@pytest.fixture
def wu(other_space: Space) -> Member:
    with acting_in(other_space):
        member: Member = Member.objects.get(user__email="wu@example.com")
    return member


@pytest.fixture
def client_of(space: Space) -> ClientOf:
    """Make a browser in the space (or `within` another), signed in as a member or a user; None is a guest."""

    def make(who: Member | User | None = None, within: Space = space) -> Client:
        client = SpaceClient(within)
        user = who.user if isinstance(who, Member) else who
        if user:
            client.force_login(user)
        return client

    return make


def _user(email: str, name: str) -> User:
    return User.objects.create_user(email, name=name)


def _join(email: str, name: str) -> Member:
    entrance = standing_entrance(Entrance.Kind.DIRECT)
    return join_space(_user(email, name), entrance=entrance, visitor=None, name=name, covenant=current_covenant())
