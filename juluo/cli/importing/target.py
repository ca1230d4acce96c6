"""The space an import goes into: it is founded if there is none."""

from uuid import UUID

from juluo.cli.trouble import Trouble
from juluo.community.operations.founding import found_space
from juluo.core.ids import uuid7
from juluo.core.models import Space, User


def space_for(slug: str, *, owner: str, currency: str, rehearsal: bool) -> UUID:
    """Return the id of the space `slug`, founding it; a rehearsal gets the id of a space that is nowhere."""
    space = Space.objects.filter(slug=slug).first()
    if space:
        return space.id
    if rehearsal:
        return uuid7()
    founder = owner_named(owner or f"owner@{slug}.invalid")
    return found_space(slug=slug, name=slug, owner=founder, currency=currency).id


def owner_named(email: str) -> User:
    """The login with this address; a new one signs in by a code sent there."""
    if "@" not in email:
        raise Trouble(f"--owner takes an e-mail address, not {email!r}.")
    known: User | None = User.objects.filter(email__iexact=email).first()
    return known or User.objects.create_user(email)
