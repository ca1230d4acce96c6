import re

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from juluo.community.facts import SpaceFounded
from juluo.community.models import Entrance
from juluo.community.operations.covenants import publish_covenant
from juluo.community.operations.entrances import open_standing_entrances
from juluo.community.operations.members import join_space
from juluo.community.queries.doors import standing_entrance
from juluo.community.rules.space import SPACE_NAME_LENGTH
from juluo.community.wording import FIRST_COVENANT
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.ids import uuid7
from juluo.core.models import Member, Role, Space, Staff, User
from juluo.core.money import POINTS
from juluo.core.people import DEFAULT_PERMISSIONS, name_of_user
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.texts import clean_line
from juluo.core.words import RoleKey, Rung
from juluo.ip.models import Persona
from juluo.ip.operations.persona import PersonaWords, describe_persona

_SLUG = re.compile(r"[a-z0-9](?:-?[a-z0-9]){1,39}")
_CURRENCY = re.compile(r"[A-Z]{3}")


def found_space(
    *,
    slug: str,
    name: str,
    owner: User,
    currency: str = "CNY",
    kind: str = Persona.Kind.PERSON,
) -> Space:
    """Make a space with roles, entrances, a first covenant and its persona; `owner` becomes its first member.

    Everything or nothing; an owner who is not saved yet is saved with it. Call it with no transaction open: the new
    space acts while it is made.
    """
    _check_address(slug)
    _check_currency(currency)
    name = clean_line(name, field="name", most=SPACE_NAME_LENGTH)
    space_id = uuid7()
    with acting_in(space_id), transaction.atomic():
        space = _make_row(Space(pk=space_id, slug=slug, name=name, currency=currency, made_at=clock.now()))
        if owner._state.adding:
            owner.save()
        for key, permissions in DEFAULT_PERMISSIONS.items():
            Role.objects.create(key=key, permissions=permissions)
        open_standing_entrances()
        _install(owner)
        describe_persona(PersonaWords(name=name, kind=kind, human_author=name_of_user(owner)[:60]))
        record(SpaceFounded(space_id=space_id))
        space.refresh_from_db()
    return space


def _check_address(slug: str) -> None:
    if not _SLUG.fullmatch(slug):
        message = _("Write 2 to 40 small letters, digits and single hyphens, like tea-house.")
        raise Refused(message, code="bad_slug", field="slug", status=422)


def _check_currency(currency: str) -> None:
    if not _CURRENCY.fullmatch(currency) or currency == POINTS:
        message = _("Write a currency as its three capital letters, like CNY.")
        raise Refused(message, code="bad_currency", field="currency", status=422)


def _make_row(space: Space) -> Space:
    try:
        with transaction.atomic():
            space.save(force_insert=True)
    except IntegrityError:
        message = _("This address is taken. Choose another.")
        raise Refused(message, code="slug_taken", field="slug") from None
    return space


def _install(owner: User) -> Member:
    """The owner is a member like everyone, through the direct entrance and under the covenant, and holds a role."""
    covenant = publish_covenant(FIRST_COVENANT)
    door = standing_entrance(Entrance.Kind.DIRECT)
    member = join_space(owner, entrance=door, visitor=None, name=name_of_user(owner)[:60], covenant=covenant)
    member.rung = Rung.FAN
    member.save(update_fields=["rung"])
    Staff.objects.create(member=member, role=Role.objects.get(key=RoleKey.OWNER), since=clock.now())
    return member
