"""Where a member first arrived: the earliest footprint or opened link of the visitor they were."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from juluo.community.models import Admission
from juluo.core.models import Footprint
from juluo.sharing.models import ShareLink, Touch
from juluo.sharing.queries.contents import author_of


@dataclass(frozen=True, slots=True)
class Arrival:
    """The first page of a visitor, and the share link that led there if one did."""

    at: datetime
    content: str
    author_id: UUID | None
    link: ShareLink | None


def first_arrival(admission: Admission) -> Arrival:
    """Find how the newcomer first came; of a newcomer without a visitor's cookie nothing is known but when they joined.

    A link counts if nothing was looked at before it was opened.
    """
    before = {"visitor": admission.visitor, "at__lte": admission.at}
    touched = Touch.objects.filter(**before).select_related("link").order_by("at", "id").first()
    seen = Footprint.objects.filter(**before, name="view").order_by("at", "id").first()
    if touched and (seen is None or touched.at <= seen.at):
        return Arrival(touched.at, touched.link.content, touched.link.author_id, touched.link)
    if seen:
        return Arrival(seen.at, seen.subject, author_of(seen.subject), None)
    return Arrival(admission.at, "", None, None)
