"""What was published, what will be, and what is being written, by days."""

from datetime import date, datetime, timedelta
from typing import Annotated, Self
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.refusals import Refused
from juluo.ip.queries.calendar import Entry, entries_between

router = Router(tags=["posts"])
_MOST = timedelta(days=100)
_FIRST, _LAST = date(1970, 1, 1), date(2999, 12, 31)


class Stretch(Schema):
    """Days of the space, both of them too."""

    since: date
    until: date

    def check(self) -> None:
        if not (_FIRST <= self.since <= self.until <= _LAST and self.until - self.since <= _MOST):
            message = _("Choose a first day, and a last one at most a hundred days later.")
            raise Refused(message, code="bad_stretch", field="until", status=422)


class PlannedOut(Schema):
    """A post in the calendar: `published`, `due` to be, or a `draft` where it was last changed."""

    post_id: UUID
    title: str
    author: str
    state: str
    at: datetime

    @classmethod
    def of(cls, entry: Entry) -> Self:
        post = entry.post
        return cls(post_id=post.pk, title=post.title, author=post.author.name, state=entry.state, at=entry.at)


@router.get(
    "/studio/calendar",
    auth=permission("content.write"),
    response=list[PlannedOut],
    summary="Read the calendar of posts",
)
def calendar(request: ApiRequest, stretch: Annotated[Stretch, Query()]) -> list[PlannedOut]:
    """From one day to another, a hundred days later at most, in the order of time."""
    del request
    stretch.check()
    return [PlannedOut.of(each) for each in entries_between(stretch.since, stretch.until)]
