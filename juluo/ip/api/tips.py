"""Support without buying: its terms, what the caller gave, and what others said with theirs."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, members
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input, Minor, MoneyOut
from juluo.core.http import get_or_404
from juluo.core.money import Money
from juluo.ip.api.questions import DueOut
from juluo.ip.models import TIP_WORDS_LENGTH, Tip, TipTerms
from juluo.ip.operations.tips import TipWords, begin_tip, choose_voice, order_tip
from juluo.ip.queries.posts import readable_posts
from juluo.ip.queries.tips import tip_terms, tips_of, voices
from juluo.ip.queries.workpieces import workpieces_shown
from juluo.ip.rules.tips import Cause, cause_of

router = Router(tags=["support"])
_OWN = ("id", "words", "public", "unnamed", "begun_at", "paid_at", "returned_at", "hidden_because", "thanks",
        "thanked_at")  # fmt: skip
PostAsked = Annotated[UUID | None, Query(description="Only words about this post.")]
WorkpieceAsked = Annotated[UUID | None, Query(description="Only words about this workpiece.")]


class TipTermsOut(Schema):
    """Whether support is taken, what for, the amounts that are suggested, and between which any other lies."""

    is_on: bool
    purpose: str
    sizes: list[MoneyOut]
    least: MoneyOut
    most: MoneyOut

    @classmethod
    def of(cls, terms: TipTerms) -> Self:
        sizes = [MoneyOut.of(Money(each, terms.currency)) for each in terms.sizes]
        least, most = MoneyOut.of(terms.least), MoneyOut.of(terms.most)
        return cls(is_on=terms.is_on, purpose=terms.purpose, sizes=sizes, least=least, most=most)


class CauseOut(Schema):
    """What was supported: a post, a workpiece, or (both null) the IP itself."""

    post_id: UUID | None
    workpiece_id: UUID | None
    title: str

    @classmethod
    def of(cls, cause: Cause) -> Self:
        return cls(
            post_id=cause.post.pk if cause.post else None,
            workpiece_id=cause.workpiece.pk if cause.workpiece else None,
            title=cause.title,
        )


class VoiceOut(Schema):
    """Words that somebody lets everybody read. `giver` is null for one who stays unnamed; no amount is told."""

    id: UUID
    cause: CauseOut
    giver: str | None
    words: str
    given_at: datetime
    thanks: str
    thanked_by: str | None

    @classmethod
    def of(cls, tip: Tip) -> Self:
        said: dict[str, Any] = {"id": tip.pk, "words": tip.words, "given_at": tip.paid_at}
        return cls(
            **said,
            cause=CauseOut.of(cause_of(tip)),
            giver=None if tip.unnamed else tip.giver.name,
            thanks=tip.thanks,
            thanked_by=tip.thanked_by.name if tip.thanked_by else None,
        )


class TipOut(Schema):
    """What the caller gave, or began to give. `state` follows from its times."""

    id: UUID
    state: str
    cause: CauseOut
    amount: MoneyOut
    words: str
    public: bool
    unnamed: bool
    begun_at: datetime
    paid_at: datetime | None
    returned_at: datetime | None
    hidden_because: str
    thanks: str
    thanked_at: datetime | None

    @classmethod
    def of(cls, tip: Tip) -> Self:
        said: dict[str, Any] = {name: getattr(tip, name) for name in _OWN}
        said |= {"cause": CauseOut.of(cause_of(tip)), "amount": MoneyOut.of(tip.amount)}
        return cls(state=tip.state.value, **said)


class VoiceIn(Input):
    """Whether everybody may read the words, and whether the giver stays unnamed."""

    public: bool
    unnamed: bool


class TipIn(Input):
    """How much, in minor units of the currency of the terms, and for what: a post, a workpiece, or the IP itself."""

    minor: Minor
    post_id: Id | None = None
    workpiece_id: Id | None = None
    words: Annotated[str, Field(max_length=TIP_WORDS_LENGTH)] = ""
    public: bool = False
    unnamed: bool = False

    def said(self) -> TipWords:
        return TipWords(minor=self.minor, words=self.words, public=self.public, unnamed=self.unnamed)

    def cause(self) -> Cause:
        return _cause(self.post_id, None if self.post_id else self.workpiece_id)


@router.get("/support/terms", auth=everybody, response=TipTermsOut, summary="Read the terms of support")
def terms(request: ApiRequest) -> TipTermsOut:
    """What may be given here without buying. It buys nothing, and earns nobody anything."""
    del request
    return TipTermsOut.of(tip_terms())


@router.get("/support/voices", auth=everybody, response=Listed[VoiceOut], summary="List words of support")
def said(
    request: ApiRequest, asked: PageAsked, post_id: PostAsked = None, workpiece_id: WorkpieceAsked = None
) -> object:
    """The latest given first; how much was given orders nothing."""
    return listed(request, voices(_cause(post_id, workpiece_id)), asked, VoiceOut.of)


@router.get("/support/mine", auth=members, response=Listed[TipOut], summary="List my support")
def mine(request: ApiRequest, asked: PageAsked) -> object:
    """What you gave and what you began to give, the latest first."""
    return listed(request, tips_of(request.member), asked, TipOut.of)


@router.post("/support", auth=members, response={201: TipOut}, summary="Begin to support")
def begin(request: ApiRequest, said: TipIn) -> Status[TipOut]:
    """Given once it is paid: order it next. The same within an hour is the same, as long as it is not paid."""
    return Status(201, TipOut.of(begin_tip(request.member, said.cause(), said.said())))


@router.get("/support/{uuid:tip_id}", auth=members, response=TipOut, summary="Read my support")
def tip(request: ApiRequest, tip_id: UUID) -> TipOut:
    """Only what you gave."""
    return TipOut.of(_own(request, tip_id))


@router.put("/support/{uuid:tip_id}/order", auth=members, response=DueOut, summary="Order my support")
def order(request: ApiRequest, tip_id: UUID) -> DueOut:
    """Again, while it can be paid, it is the same order."""
    return DueOut.of(request, order_tip(_own(request, tip_id), visitor=request.visitor))


@router.put("/support/{uuid:tip_id}/voice", auth=members, response=TipOut, summary="Choose who reads my words")
def choose(request: ApiRequest, tip_id: UUID, said: VoiceIn) -> TipOut:
    """Whether everybody reads them, and whether with your name. The same again changes nothing."""
    return TipOut.of(choose_voice(_own(request, tip_id), public=said.public, unnamed=said.unnamed))


def _cause(post_id: UUID | None, workpiece_id: UUID | None) -> Cause:
    if post_id:
        return Cause(post=get_or_404(readable_posts(), id=post_id))
    return Cause(workpiece=get_or_404(workpieces_shown(), id=workpiece_id)) if workpiece_id else Cause()


def _own(request: ApiRequest, tip_id: UUID) -> Tip:
    return get_or_404(tips_of(request.member), id=tip_id)
