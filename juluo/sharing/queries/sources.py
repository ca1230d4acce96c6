"""Where a member first arrived: the earliest footprint or opened link of the visitor they were."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from juluo.community.models import Admission
from juluo.core.models import Footprint, Member
from juluo.sharing.models import ShareLink, Source, Touch
from juluo.sharing.queries.contents import author_of

_LEADING = r"^(post|series|bundle|room|consultation|question|workpiece|product):"
"""What has been made by somebody; home, About and the mall's shelf lead nobody by themselves."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """The first page of a visitor, and the share link that led there if one did."""

    at: datetime
    content: str
    author_id: UUID | None
    link: ShareLink | None


@dataclass(frozen=True, slots=True)
class Lead:
    """What somebody read last before they joined, and the last share link they opened."""

    content: str
    author_id: UUID | None
    link: ShareLink | None


@dataclass(frozen=True, slots=True)
class Brought:
    """How many members read a content last before they joined, and how many met the space there first."""

    last: int
    first: int


def last_lead(admission: Admission) -> Lead:
    """Find what led the newcomer to joining; nothing of one without a visitor's cookie."""
    before = {"visitor": admission.visitor, "at__lte": admission.at}
    if admission.visitor is None:
        return Lead("", None, None)
    touched = Touch.objects.filter(**before).select_related("link").order_by("-at", "-id").first()
    read = Footprint.objects.filter(**before, name="view", subject__regex=_LEADING).order_by("-at", "-id").first()
    content = read.subject if read else ""
    return Lead(content, author_of(content), touched.link if touched else None)


def brought_by(content: str) -> Brought:
    """Counted for life: also those who left since."""
    last = Source.objects.filter(last_content=content).count()
    return Brought(last, Source.objects.filter(content=content).count())


def source_of(member: Member) -> Source | None:
    """Where the member came from, with the names of whom it is about."""
    people = ("author", "last_author", "link__sharer", "last_link__sharer")
    return Source.objects.filter(member=member).select_related(*people).first()


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
