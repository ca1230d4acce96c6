"""Why members left, for staff, without names."""

from datetime import date
from typing import Self

from ninja import Router, Schema

from juluo.community.models import Parting
from juluo.community.queries.partings import Share, last_words, reasons_given
from juluo.core.api.callers import ApiRequest, permission

router = Router(tags=["people"])
_may_read = permission("members.read")


class ShareOut(Schema):
    """A reason, how many gave it, and its share of all answers with the 95 % interval by Wilson, from 0 to 1."""

    why: str
    count: int
    share: float
    low: float
    high: float

    @classmethod
    def of(cls, share: Share) -> Self:
        return cls(**{name: getattr(share, name) for name in cls.model_fields})


class LastWordsOut(Schema):
    on: date
    why: str
    words: str

    @classmethod
    def of(cls, parting: Parting) -> Self:
        return cls(on=parting.on, why=parting.why, words=parting.words)


class PartingsOut(Schema):
    shares: list[ShareOut]
    words: list[LastWordsOut]


@router.get("/studio/partings", auth=_may_read, response=PartingsOut, summary="Read why members left")
def partings(request: ApiRequest) -> PartingsOut:
    """The reasons given, and the latest fifty that were put into words."""
    del request
    return PartingsOut(
        shares=[ShareOut.of(each) for each in reasons_given()], words=[LastWordsOut.of(each) for each in last_words()]
    )
