"""Support without buying, as staff work through it."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from juluo.core import days
from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Minor, MoneyOut, Text
from juluo.core.http import get_or_404
from juluo.ip.api.tips import CauseOut, TipOut, TipTermsOut, VoiceOut
from juluo.ip.models import THANKS_LENGTH, TIP_PURPOSE_LENGTH, Tip
from juluo.ip.operations.tip_terms import TipChoice, set_tip_terms
from juluo.ip.operations.tips import return_tip, thank_for
from juluo.ip.queries.tips import tip_sums, tips_of_staff, voices_of_staff
from juluo.ip.rules.tips import MOST_SIZES, Sum

router = Router(tags=["studio"])
_may_refund = permission("orders.refund")
_may_write, _may_moderate, _may_set = (
    permission("content.write"),
    permission("talk.moderate"),
    permission("settings.write"),
)
StateAsked = Annotated[
    Literal["", "to_thank", "with_words", "returned"], Query(description="Only support in this state.")
]
VoicesAsked = Annotated[Literal["", "reported", "hidden"], Query(description="Only words in this state.")]
_Day = Annotated[date, Field(ge=days.FIRST, le=days.LAST)]
SinceAsked = Annotated[_Day | None, Query(description="Paid on this day or later, by the space's clocks.")]
UntilAsked = Annotated[_Day | None, Query(description="Paid on this day or before.")]


class StudioTipOut(TipOut):
    """Support as staff see it: with its giver, unnamed in public or not."""

    giver: str
    giver_id: UUID
    hidden_at: datetime | None
    thanked_by_id: UUID | None

    @classmethod
    def of(cls, tip: Tip) -> Self:
        said = TipOut.of(tip).dict()
        more = {name: getattr(tip, name) for name in ("giver_id", "hidden_at", "thanked_by_id")}
        return cls(**said, **more, giver=tip.giver.name)


class StudioVoiceOut(Schema):
    """Words that came with support, for those who look after the talk: how much came with them is not told."""

    id: UUID
    cause: CauseOut
    giver: str
    giver_id: UUID
    words: str
    public: bool
    unnamed: bool
    given_at: datetime
    hidden_at: datetime | None
    hidden_because: str
    hidden_words: str

    @classmethod
    def of(cls, tip: Tip) -> Self:
        said = VoiceOut.of(tip).dict() | {"giver": tip.giver.name}
        names = ("giver_id", "public", "unnamed", "hidden_at", "hidden_because", "hidden_words")
        return cls(**said, **{name: getattr(tip, name) for name in names})


class TipSumOut(Schema):
    """What came, what of it went back, and what is left, in one currency, as the ledger says."""

    came: MoneyOut
    went: MoneyOut
    kept: MoneyOut

    @classmethod
    def of(cls, sums: Sum) -> Self:
        return cls(came=MoneyOut.of(sums.came), went=MoneyOut.of(sums.went), kept=MoneyOut.of(sums.kept))


class ThanksIn(Input):
    words: Annotated[Text, Field(max_length=THANKS_LENGTH)]


class TipTermsIn(Input):
    """Amounts in minor units of the space's currency."""

    is_on: bool
    purpose: Annotated[str, Field(max_length=TIP_PURPOSE_LENGTH)] = ""
    sizes: Annotated[list[Minor], Field(max_length=MOST_SIZES)] = []
    least_minor: Minor
    most_minor: Minor


@router.get("/studio/support", auth=_may_write, response=Listed[StudioTipOut], summary="List support")
def support_given(
    request: ApiRequest, asked: PageAsked, state: StateAsked = "", since: SinceAsked = None, until: UntilAsked = None
) -> object:
    """What was paid, the latest first."""
    found = tips_of_staff(state, days.began(since) if since else None, days.ended(until) if until else None)
    return listed(request, found, asked, StudioTipOut.of)


@router.get("/studio/support/sums", auth=_may_write, response=list[TipSumOut], summary="Sum support up")
def support_sums(request: ApiRequest, since: SinceAsked = None, until: UntilAsked = None) -> list[TipSumOut]:
    """What came and went back within these days, or ever: one sum for each currency."""
    del request
    found = tip_sums(days.began(since) if since else None, days.ended(until) if until else None)
    return [TipSumOut.of(each) for each in found]


@router.get("/studio/support/{uuid:tip_id}", auth=_may_write, response=StudioTipOut, summary="Read one support")
def one_support(request: ApiRequest, tip_id: UUID) -> StudioTipOut:
    """One that was paid."""
    del request
    return StudioTipOut.of(get_or_404(tips_of_staff(), id=tip_id))


@router.put("/studio/support/{uuid:tip_id}/thanks", auth=_may_write, response=StudioTipOut, summary="Thank for support")
def thank_for_support(request: ApiRequest, tip_id: UUID, said: ThanksIn) -> StudioTipOut:
    """Answer the giver, once; they are told. The same words again are once."""
    return StudioTipOut.of(thank_for(get_or_404(tips_of_staff(), id=tip_id), said.words, by=request.member))


@router.post(
    "/studio/support/{uuid:tip_id}/refund", auth=_may_refund, response=StudioTipOut, summary="Give support back"
)
def return_support(request: ApiRequest, tip_id: UUID) -> StudioTipOut:
    """All its money goes back, soon and once. What is given back already stays so."""
    del request
    return StudioTipOut.of(return_tip(get_or_404(tips_of_staff(), id=tip_id)))


@router.put("/studio/support/terms", auth=_may_set, response=TipTermsOut, summary="Set the terms of support")
def set_support_terms(request: ApiRequest, said: TipTermsIn) -> TipTermsOut:
    """For what is begun from now on. The same terms again change nothing."""
    del request
    told = said.dict() | {"sizes": tuple(said.sizes)}
    return TipTermsOut.of(set_tip_terms(TipChoice(**told)))


@router.get("/studio/voices", auth=_may_moderate, response=Listed[StudioVoiceOut], summary="List all words of support")
def support_voices(request: ApiRequest, asked: PageAsked, state: VoicesAsked = "") -> object:
    """The latest given first, those too that only their givers and the staff read."""
    return listed(request, voices_of_staff(state), asked, StudioVoiceOut.of)
