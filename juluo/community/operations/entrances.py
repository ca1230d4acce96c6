import secrets

from django.db import transaction

from juluo.community.facts import EntranceClosed, EntranceMade, EntranceReopened
from juluo.community.models import Entrance
from juluo.community.rules.entrances import STANDING, check_entrance_can_be_made, check_entrance_can_close
from juluo.community.rules.members import NAME_LENGTH
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Space
from juluo.core.publishing import renew_pages
from juluo.core.spaces import acting_space_id
from juluo.core.texts import clean_line

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_CODE_LENGTH = 8


@transaction.atomic
def make_entrance(name: str, *, kind: str) -> Entrance:
    """Open a further entrance, with a code of its own that cannot be guessed."""
    kind = check_entrance_can_be_made(kind)
    name = clean_line(name, field="name", most=NAME_LENGTH)
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    return _open(code, name, kind)


@transaction.atomic
def ensure_entrance(name: str, *, kind: str) -> Entrance:
    """Have an open entrance of this name and kind: the one there is, or a new one. Two at once open one."""
    Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())
    tidy = clean_line(name, field="name", most=NAME_LENGTH)
    known: Entrance | None = Entrance.objects.filter(name=tidy, kind=kind, closed_at=None).first()
    return known or make_entrance(tidy, kind=kind)


def open_standing_entrances() -> list[Entrance]:
    """Open the entrances every space has. Part of founding."""
    return [_open(kind.value, str(kind.label), kind) for kind in sorted(STANDING)]


@transaction.atomic
def close_entrance(entrance: Entrance) -> Entrance:
    """Let nobody new in through `entrance`; who came through it keeps it as their source."""
    check_entrance_can_close(entrance)
    entrance = Entrance.objects.select_for_update().get(pk=entrance.pk)
    if entrance.closed_at is None:
        entrance.closed_at = clock.now()
        entrance.save(update_fields=["closed_at"])
        renew_pages()
        record(EntranceClosed(entrance_id=entrance.pk))
    return entrance


@transaction.atomic
def reopen_entrance(entrance: Entrance) -> Entrance:
    """Let people in through `entrance` again."""
    entrance = Entrance.objects.select_for_update().get(pk=entrance.pk)
    if entrance.closed_at:
        entrance.closed_at = None
        entrance.save(update_fields=["closed_at"])
        renew_pages()
        record(EntranceReopened(entrance_id=entrance.pk))
    return entrance


def _open(code: str, name: str, kind: Entrance.Kind) -> Entrance:
    entrance = Entrance.objects.create(code=code, name=name, kind=kind, made_at=clock.now())
    record(EntranceMade(entrance_id=entrance.pk))
    return entrance
