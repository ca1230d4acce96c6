"""What accounts hold: the balances of the space, a member's accounts, and statements."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import Field

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Currency, MoneyOut
from juluo.core.http import get_or_404
from juluo.core.models import Member
from juluo.core.money import Money
from juluo.ledger.models import Account, Entry
from juluo.ledger.queries import account_of, balances_of_member, statement, trial_balance
from juluo.ledger.rules import COMMISSION, KINDS, Place
from juluo.ledger.wording import title_of

router = Router(tags=["ledger"])
_may_read = permission("ledger.read")
_OWNED = "|".join(kind.name for kind in KINDS.values() if kind.owned)
KindAsked = Annotated[str, Query(description="A kind of a member's account."), Field(pattern=f"^({_OWNED})$")]
CurrencyAsked = Annotated[Currency | None, Query(description="The space's own if none is named.")]


class BalanceOut(Schema):
    """What all accounts of one kind hold, in one currency."""

    kind: str
    balance: MoneyOut
    entries: int


class AccountOut(Schema):
    """One of a member's accounts: what they may claim, or what they owe."""

    id: UUID
    kind: str
    balance: MoneyOut

    @classmethod
    def of(cls, account: Account) -> Self:
        balance = MoneyOut(minor=account.balance_minor or 0, currency=account.currency)
        return cls(id=account.id, kind=account.kind, balance=balance)


class StatementLineOut(Schema):
    """An entry as its owner reads it: what came (or, below zero, went), and the balance after it."""

    transfer_id: UUID
    reason: str
    sentence: str
    at: datetime
    amount: MoneyOut
    balance: MoneyOut

    @classmethod
    def of(cls, entry: Entry) -> Self:
        told: Any = entry
        return cls(
            transfer_id=entry.transfer_id,
            reason=entry.transfer.reason,
            sentence=title_of(entry.transfer),
            at=entry.transfer.at,
            amount=MoneyOut(minor=told.natural, currency=entry.currency),
            balance=MoneyOut(minor=told.running, currency=entry.currency),
        )


@router.get("/ledger/balances", auth=_may_read, response=list[BalanceOut], summary="Read the balances")
def balances(request: ApiRequest) -> list[BalanceOut]:
    """One row a kind and currency, in the order of the chart of accounts."""
    del request
    rows: list[tuple[str, Money, int]] = [(row["kind"], row["balance"], row["entries"]) for row in trial_balance()]
    return [BalanceOut(kind=kind, balance=MoneyOut.of(sum_), entries=entries) for kind, sum_, entries in rows]


@router.get(
    "/ledger/accounts/{uuid:account_id}/statement",
    auth=_may_read,
    response=Listed[StatementLineOut],
    summary="Read a statement",
)
def account_statement(request: ApiRequest, account_id: UUID, asked: PageAsked) -> object:
    """An account's entries, the latest first, each with the balance after it."""
    account = get_or_404(Account.objects.all(), id=account_id)
    return listed(request, statement(account), asked, StatementLineOut.of)


@router.get(
    "/ledger/members/{uuid:member_id}/accounts",
    auth=_may_read,
    response=list[AccountOut],
    summary="Read a member's accounts",
)
def member_accounts(request: ApiRequest, member_id: UUID) -> list[AccountOut]:
    """What a member may claim and what they owe, in the order of the chart of accounts."""
    del request
    return [AccountOut.of(each) for each in balances_of_member(_known(member_id).id)]


@router.get(
    "/ledger/members/{uuid:member_id}/statement",
    auth=_may_read,
    response=Listed[StatementLineOut],
    summary="Read a member's statement",
)
def member_statement(
    request: ApiRequest,
    member_id: UUID,
    asked: PageAsked,
    kind: KindAsked = COMMISSION.kind,
    currency: CurrencyAsked = None,
) -> object:
    """The statement of one of a member's accounts, the latest entry first; 404 before anything moved there."""
    account = account_of(Place(kind, _known(member_id).id), currency or request.space.currency)
    if account is None:
        raise Http404
    return listed(request, statement(account), asked, StatementLineOut.of)


def _known(member_id: UUID) -> Member:
    return get_or_404(Member.objects.all(), id=member_id)
