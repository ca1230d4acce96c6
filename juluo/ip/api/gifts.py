"""Gifts: reads that a member gives to friends, and what a purchase gives away."""

from datetime import datetime
from typing import Annotated, Self

from django.http import Http404
from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, members, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line, MoneyOut
from juluo.core.http import get_or_404
from juluo.ip.models import Gift, GiftClaim
from juluo.ip.operations.gifts import buy_reads, give_reads, set_gift_terms, take_read, withdraw_gift
from juluo.ip.queries.gifts import claims_of, gift_terms, gifts_given, gifts_of, titles_of
from juluo.ip.rules.gifts import MOST_DAYS, MOST_READS
from juluo.ip.selling import Due

router = Router(tags=["gifts"])
_may_write = permission("content.write")
_Right = Annotated[Line, Field(max_length=80, description='What is given: "post:ID", "series:ID" or "bundle:ID".')]
_Reads = Annotated[int, Field(strict=True, ge=1, le=MOST_READS)]


class GiftOut(Schema):
    """Reads of one thing under a link; `left` may still be taken, each for so many `days`."""

    code: str
    right: str
    giver: str
    reads: int
    left: int
    days: int
    bought: bool

    @classmethod
    def of(cls, gift: Gift) -> Self:
        said = {name: getattr(gift, name) for name in ("code", "right", "reads", "left", "days", "bought")}
        return cls(giver=gift.giver.name, **said)


class TakenOut(Schema):
    """Somebody took a read; `name` is "" unless they let the giver know."""

    name: str
    at: datetime
    until: datetime

    @classmethod
    def of(cls, claim: GiftClaim) -> Self:
        return cls(name=claim.member.name if claim.named else "", at=claim.at, until=claim.until)


class OwnGiftOut(GiftOut):
    taken: list[TakenOut]
    withdrawn_at: datetime | None
    revoked_at: datetime | None

    @classmethod
    def own(cls, gift: Gift) -> Self:
        taken = [TakenOut.of(each) for each in claims_of(gift)]
        said = GiftOut.of(gift).dict()
        return cls(**said, taken=taken, withdrawn_at=gift.withdrawn_at, revoked_at=gift.revoked_at)


class GivingIn(Input):
    right: _Right


class BuyingIn(Input):
    right: _Right
    reads: _Reads


class TakingIn(Input):
    named: bool = False


class TermsIn(Input):
    """How many reads a purchase gives away (0: none), and for how many days each opens."""

    reads: Annotated[int, Field(strict=True, ge=0, le=MOST_READS)]
    days: Annotated[int, Field(strict=True, ge=1, le=MOST_DAYS)]


class TermsOut(Schema):
    reads: int
    days: int


class GiftDueOut(Schema):
    """An order to be paid: its number, its total, and where."""

    ref: str
    total: MoneyOut
    pay_at: str

    @classmethod
    def of(cls, request: ApiRequest, due: Due) -> Self:
        return cls(ref=due.ref, total=MoneyOut.of(due.total), pay_at=request.build_absolute_uri(due.url))


@router.get("/gifts", auth=members, response=Listed[GiftOut], summary="List my gifts")
def mine(request: ApiRequest, asked: PageAsked) -> object:
    """What you gave, latest first."""
    return listed(request, gifts_of(request.member).select_related("giver"), asked, GiftOut.of)


@router.post("/gifts", auth=members, response={201: OwnGiftOut}, summary="Give reads away")
def give(request: ApiRequest, said: GivingIn) -> Status[OwnGiftOut]:
    """Those that came with your purchase. Asked again, it is the same gift."""
    _check_shown(said.right)
    return Status(201, OwnGiftOut.own(give_reads(request.member, said.right)))


@router.post("/gifts/orders", auth=members, response={201: GiftDueOut}, summary="Order reads for friends")
def buy(request: ApiRequest, said: BuyingIn) -> Status[GiftDueOut]:
    """They are taken once that is paid. An order of the same reads that waits for payment is that one."""
    _check_shown(said.right)
    due = buy_reads(request.member, said.right, reads=said.reads, visitor=request.visitor)
    return Status(201, GiftDueOut.of(request, due))


@router.get("/gifts/{code}", auth=everybody, response=GiftOut, summary="Show a gift")
def gift(request: ApiRequest, code: str) -> GiftOut:
    """Who gives what to whoever has the code."""
    del request
    return GiftOut.of(get_or_404(gifts_given(), code=code))


@router.get("/gifts/{code}/reads", auth=members, response=OwnGiftOut, summary="Show my gift")
def own(request: ApiRequest, code: str) -> OwnGiftOut:
    """Who took a read of what you gave."""
    return OwnGiftOut.own(get_or_404(gifts_of(request.member), code=code))


@router.put("/gifts/{code}/read", auth=members, response=TakenOut, summary="Take a read")
def take(request: ApiRequest, code: str, said: TakingIn) -> TakenOut:
    """One for each member; taking it again changes nothing. `named` lets the giver know that it was you."""
    return TakenOut.of(take_read(get_or_404(gifts_given(), code=code), request.member, named=said.named))


@router.post("/gifts/{code}/withdrawal", auth=members, response=OwnGiftOut, summary="Take back what is left")
def withdraw(request: ApiRequest, code: str) -> OwnGiftOut:
    """Nobody takes a read any more; who took one keeps it. Twice is once."""
    return OwnGiftOut.own(withdraw_gift(get_or_404(gifts_of(request.member), code=code)))


@router.get("/studio/gift-terms", auth=_may_write, response=TermsOut, summary="Show the terms of gifts")
def terms(request: ApiRequest) -> TermsOut:
    """What each purchase gives away."""
    del request
    found = gift_terms()
    return TermsOut(reads=found.reads, days=found.days)


@router.put("/studio/gift-terms", auth=_may_write, response=TermsOut, summary="Set the terms of gifts")
def set_terms(request: ApiRequest, said: TermsIn) -> TermsOut:
    """For gifts that are made from now on."""
    del request
    found = set_gift_terms(reads=said.reads, days=said.days)
    return TermsOut(reads=found.reads, days=found.days)


def _check_shown(right: str) -> None:
    """Answer 404 for what nobody may know of."""
    if right not in titles_of([right]):
        raise Http404
