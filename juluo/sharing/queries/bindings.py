"""Who is bound to whom."""

from datetime import datetime

from django.db.models import QuerySet

from juluo.core.models import Member
from juluo.sharing.models import Binding


def bindings_latest_first() -> QuerySet[Binding]:
    return Binding.objects.select_related("member", "sharer", "link").order_by("-id")


def binding_of(member: Member, at: datetime) -> Binding | None:
    """The binding of the member that holds at that time, which is now or later."""
    return bindings_latest_first().filter(member=member, replaced_at=None, expires_at__gt=at).first()
