"""Readable rows. A factory makes its row in the space that is acting."""

from datetime import UTC, datetime
from typing import Any

import factory

from juluo.core.models import Member, Role, Space, Staff, User
from juluo.core.people import DEFAULT_PERMISSIONS
from juluo.core.words import RoleKey

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class RowFactory(factory.django.DjangoModelFactory):
    """Base of every factory."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True


class SpaceFactory(RowFactory):
    class Meta:
        model = Space

    slug = factory.Sequence(lambda number: f"space-{number}")
    name = factory.LazyAttribute(lambda space: space.slug.title())
    made_at = LONG_AGO


class UserFactory(RowFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person{number}@example.com")


class MemberFactory(RowFactory):
    class Meta:
        model = Member

    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda number: f"Member {number}")
    joined_at = LONG_AGO


def make_staff(member: Member, role: RoleKey = RoleKey.OWNER) -> Any:
    """Give `member` a role with the permissions it has in a new space."""
    made, _new = Role.objects.get_or_create(key=role, defaults={"permissions": DEFAULT_PERMISSIONS[role]})
    return Staff.objects.create(member=member, role=made, since=LONG_AGO)
