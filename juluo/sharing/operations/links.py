"""Making, revoking and opening share links."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.refusals import Refused
from juluo.core.taking_part import ensure_may_sell
from juluo.sharing.facts import LinkMade, LinkRevoked, LinkTouched
from juluo.sharing.models import ShareLink, Touch
from juluo.sharing.queries.contents import content_at
from juluo.sharing.queries.targets import title_of
from juluo.sharing.rules.links import new_code

AGAIN_AFTER = timedelta(minutes=30)
"""Opening the same link again sooner is the same touch: a reload, a preview, a double tap."""


@transaction.atomic
def make_link(
    sharer: Member, target: str, *, parent: ShareLink | None = None, expires_at: datetime | None = None
) -> ShareLink:
    """Give the sharer a link to `target` (a path in the space) that remembers through whose link they came.

    The same target and parent again is the same link; its expiry is the one last asked for. Refused:
    `private_target`, `own_parent`, and everybody who may not share to earn now.
    """
    ensure_may_sell(sharer)
    title_of(target)
    content = content_at(target)
    if parent is not None and parent.sharer_id == sharer.id:
        raise Refused(_("This link is yours already. Share it as it is."), code="own_parent")
    now = clock.now()
    found = ShareLink.objects.standing().filter(sharer=sharer, target=target, parent=parent).first()
    if found and found.expires_at and found.expires_at <= now:
        _end(found, now)
    elif found:
        return _with_expiry(found, expires_at)
    link = ShareLink(
        code=new_code(),
        sharer=sharer,
        target=target,
        content=content.name,
        author_id=content.author_id,
        parent=parent,
        made_at=now,
        expires_at=expires_at,
    )
    try:
        with transaction.atomic():
            link.save(force_insert=True)
    except IntegrityError:
        return ShareLink.objects.standing().get(sharer=sharer, target=target, parent=parent)
    record(LinkMade(link_id=link.id, sharer_id=sharer.id))
    return link


@transaction.atomic
def revoke_link(link: ShareLink) -> ShareLink:
    """End a link: its code answers that it is over. What it brought before stays. Revoking twice is revoking once."""
    link = ShareLink.objects.select_for_update().get(pk=link.pk)
    if link.revoked_at is None:
        _end(link, clock.now())
    return link


@transaction.atomic
def touch(link: ShareLink, *, visitor: UUID, member: Member | None, entrance_id: UUID | None = None) -> Touch | None:
    """Note that somebody opened the link, and their first entrance; None if they did so a moment ago.

    A member is bound by it (in a reaction); a guest's touch counts once they join or order. Refused with `link_over`.
    """
    now = clock.now()
    if link.is_over(now):
        raise Refused(_("This link has ended."), code="link_over", status=410)
    if Touch.objects.filter(visitor=visitor, link=link, member=member, at__gt=now - AGAIN_AFTER).exists():
        return None
    opened = Touch(visitor=visitor, link=link, member=member, entrance_id=entrance_id, at=now)
    opened.save(force_insert=True)
    if member is not None:
        record(LinkTouched(member_id=member.id, link_id=link.id))
    return opened


def _end(link: ShareLink, now: datetime) -> None:
    link.revoked_at = now
    link.save(update_fields=["revoked_at"])
    record(LinkRevoked(link_id=link.id, sharer_id=link.sharer_id))


def _with_expiry(link: ShareLink, expires_at: datetime | None) -> ShareLink:
    if link.expires_at != expires_at:
        link.expires_at = expires_at
        link.save(update_fields=["expires_at"])
    return link
