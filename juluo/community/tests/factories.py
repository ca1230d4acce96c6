"""Entrances and members for tests, made by the verbs themselves where the promise matters."""

from juluo.community.models import Entrance
from juluo.community.operations.entrances import make_entrance
from juluo.community.operations.members import join_space
from juluo.community.queries.doors import current_covenant, standing_entrance
from juluo.core.models import Member, User
from juluo.core.tests.factories import make_staff
from juluo.core.words import RoleKey


def make_qr(name: str = "Shop window") -> Entrance:
    return make_entrance(name, kind=Entrance.Kind.QR)


def make_member(name: str, *, entrance: Entrance | None = None) -> Member:
    """A new login that has joined the acting space and accepted its covenant."""
    user = User.objects.create_user(f"{name.lower().replace(' ', '-')}@example.com", name=name)
    door = entrance or standing_entrance(Entrance.Kind.DIRECT)
    return join_space(user, entrance=door, visitor=None, name=name, covenant=current_covenant())


def make_moderator(name: str = "Mod") -> Member:
    """A member who looks after the talk."""
    member = make_member(name)
    make_staff(member, RoleKey.MODERATOR)
    return member
