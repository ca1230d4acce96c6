"""The half-life after a push: of one post, or typical of the space."""

from datetime import date, datetime
from typing import Annotated, Self

from django.http import Http404
from ninja import Field, Router, Schema

from juluo.core.api.callers import ApiRequest, permission
from juluo.insight.queries.measures import latest_day, title_of_subject
from juluo.insight.queries.pulse import Pulse, latest_pulses, pulse_of
from juluo.insight.queries.spread import SPACE
from juluo.insight.rules.pulse import PULSE_VERSION

router = Router(tags=["insight"])
_may_read = permission("insight.read")


class PulseOut(Schema):
    """`seconds` by which half of the `people` had come who came within 7 days after it was published `at`.

    Of the space it is the median of so many `pushes` (`at` is null); `few` had fewer than 10 people and are left out.
    """

    subject: str
    title: str
    day: date
    seconds: float
    people: int
    at: datetime | None
    pushes: int
    few: int

    @classmethod
    def of(cls, pulse: Pulse) -> Self:
        return cls(**{name: getattr(pulse, name) for name in cls.model_fields})


class HalfLifeOut(Schema):
    """The half-life of the subject, null if none was measured yet; of the space also that of each post."""

    subject: str
    half_life: PulseOut | None
    posts: list[PulseOut]
    version: int


@router.get("/insight/half-life", auth=_may_read, response=HalfLifeOut, summary="Read the half-life after a push")
def half_life(
    request: ApiRequest, subject: Annotated[str, Field(max_length=120, description='"space" or "post:ID".')] = SPACE
) -> HalfLifeOut:
    """As of the last night that was measured; a post is measured once its 7 days are over."""
    title, day = title_of_subject(subject, request.space.name), latest_day()
    if title is None:
        raise Http404
    found = pulse_of(subject, title, day) if day else None
    posts = latest_pulses(day) if day and subject == SPACE else []
    told = PulseOut.of(found) if found else None
    return HalfLifeOut(
        subject=subject, half_life=told, posts=[PulseOut.of(each) for each in posts], version=PULSE_VERSION
    )
