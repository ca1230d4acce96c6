"""Pictures that applicants hand in. They lie apart from those of the space's pages: staff and their sender see them."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from juluo.community.models import Application, Enclosure, Entrance
from juluo.core import clock
from juluo.core.ids import uuid7
from juluo.core.media import Upload, cleaned_picture
from juluo.core.models import User
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id

MOST_LOOSE = 10
_KEPT = timedelta(days=1)


@transaction.atomic
def hand_in(user: User, entrance: Entrance, file: Upload, *, field: str = "picture") -> Enclosure:
    """Keep a picture for an application that is being written; a day later it is forgotten if none came.

    Refused as `core.media.keep_picture` refuses, and with `too_many` beyond ten.
    """
    if Enclosure.objects.filter(user=user, application=None).count() >= MOST_LOOSE:
        message = _("You handed in enough pictures. Send your application, or try again tomorrow.")
        raise Refused(message, code="too_many", field=field, status=429)
    content = cleaned_picture(file, field=field)
    key = uuid7()
    name = default_storage.save(f"{acting_space_id()}/enclosures/{key}.webp", ContentFile(content))
    row: Enclosure = Enclosure.objects.create(
        pk=key, user=user, entrance=entrance, file=name, size=len(content), made_at=clock.now()
    )
    return row


@transaction.atomic
def forget_loose_enclosures() -> int:
    """Forget what belongs to no application after a day."""
    return _forget(Enclosure.objects.filter(application=None, made_at__lt=clock.now() - _KEPT))


@transaction.atomic
def forget_applicant(user_id: UUID) -> None:
    """Forget all that somebody ever applied for in the acting space. Forgetting twice changes nothing."""
    _forget(Enclosure.objects.filter(user_id=user_id))
    Application.objects.filter(user_id=user_id).delete()


@transaction.atomic
def move_applicant(user_id: UUID, to: UUID) -> None:
    """Let the applications of a login be another's of the same person; of two open ones to an entrance theirs stays."""
    taken = Application.objects.filter(user_id=to, state__in=Application.OPEN).values("entrance_id")
    moving = Application.objects.filter(user_id=user_id)
    moving.filter(state__in=Application.OPEN, entrance_id__in=list(taken.values_list("entrance_id", flat=True))).update(
        state=Application.State.WITHDRAWN, offered_until=None
    )
    moving.update(user_id=to)
    Enclosure.objects.filter(user_id=user_id).update(user_id=to)


def _forget(rows: QuerySet[Enclosure]) -> int:
    names = list(rows.values_list("file", flat=True))
    count: int = rows.delete()[0]
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))
    return count
