"""Direct messages as things said: staff look at one, and what stands around it, only after it was reported."""

from collections.abc import Sequence
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from juluo.community.models import DirectMessage
from juluo.community.operations.direct_streams import tell_both
from juluo.community.queries.direct import direct_messages_heard_by
from juluo.core.models import Member
from juluo.core.said.kinds import Kind, Said, register_said

_AROUND = 3


def _rows() -> QuerySet[DirectMessage]:
    return DirectMessage.objects.select_related("author", "conversation__asker")


def _tell(message: DirectMessage) -> Said:
    place = partial(reverse, "community:conversation", args=[message.conversation_id])
    return Said(
        kind="direct", id=message.pk, author_id=message.author_id, author=message.author.name, words=message.text,
        where=str(_("Direct messages")), read_at=place, own_at=place,
        staff_at=partial(reverse, "community_studio:cases"), at=message.written_at, is_said=message.is_said,
        hidden_at=message.hidden_at, hidden_because=message.hidden_because, hidden_reason=message.hidden_reason,
    )  # fmt: skip


def _around(message: DirectMessage) -> tuple[Sequence[DirectMessage], Sequence[DirectMessage]]:
    inside = _rows().filter(conversation=message.conversation_id, unheard=False).exclude(text="")
    before = inside.filter(position__lt=message.position).order_by("-position")[:_AROUND]
    return list(before)[::-1], list(inside.filter(position__gt=message.position).order_by("position")[:_AROUND])


def _hears(message: DirectMessage, reader: Member) -> bool:
    return direct_messages_heard_by(reader).filter(pk=message.pk).exists()


register_said(
    Kind(
        key="direct", label=_("A direct message"), model=DirectMessage, rows=_rows, tell=_tell, hears=_hears,
        around=_around, then=tell_both, renews=False, private=True,
    )
)  # fmt: skip
