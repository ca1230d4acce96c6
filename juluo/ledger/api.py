"""The ledger, to read: balances, transfers, a member's statement, and whether it is sound."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from ninja import Router, Schema

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import MoneyOut
from juluo.core.http import get_or_404
from juluo.core.money import Money
from juluo.ledger.models import Account, Entry, Transfer
from juluo.ledger.queries import findings, statement, transfers_latest_first, trial_balance

router = Router(tags=["ledger"])
_may_read = permission("ledger.read")


class BalanceOut(Schema):
    """What all accounts of one kind hold, in one currency."""

    kind: str
    balance: MoneyOut
    entries: int


class EntryOut(Schema):
    """One side of a transfer: positive for debit, negative for credit."""

    kind: str
    owner_id: UUID | None
    amount: MoneyOut


class TransferOut(Schema):
    """A movement of money for one unique reason; its entries sum to zero in each currency."""

    id: UUID
    reason: str
    reverses_id: UUID | None
    at: datetime
    entries: list[EntryOut]

    @classmethod
    def of(cls, transfer: Transfer) -> Self:
        entries = [
            EntryOut(
                kind=each.account.kind,
                owner_id=each.account.owner_id,
                amount=MoneyOut(minor=each.minor, currency=each.currency),
            )
            for each in transfer.entries.all()
        ]
        plain = {name: getattr(transfer, name) for name in ("id", "reason", "reverses_id", "at")}
        return cls(entries=entries, **plain)


class StatementLineOut(Schema):
    """An entry as its owner reads it, with the balance after it (minor units)."""

    reason: str
    at: datetime
    minor: int
    balance_minor: int

    @classmethod
    def of(cls, entry: Entry) -> Self:
        told: Any = entry
        return cls(reason=told.transfer.reason, at=told.transfer.at, minor=told.natural, balance_minor=told.running)


class FindingOut(Schema):
    """Something wrong: which rule, where, by how much (minor units)."""

    rule: str
    where: str
    minor: int
    currency: str


class CheckOut(Schema):
    """An empty list means that the ledger is sound."""

    findings: list[FindingOut]


@router.get("/ledger/balances", auth=_may_read, response=list[BalanceOut], summary="Read the balances")
def balances(request: ApiRequest) -> list[BalanceOut]:
    """One row a kind and currency, in the order of the chart of accounts."""
    del request
    rows: list[tuple[str, Money, int]] = [(row["kind"], row["balance"], row["entries"]) for row in trial_balance()]
    return [BalanceOut(kind=kind, balance=MoneyOut.of(sum_), entries=entries) for kind, sum_, entries in rows]


@router.get("/ledger/transfers", auth=_may_read, response=Listed[TransferOut], summary="List the transfers")
def transfers(request: ApiRequest, asked: PageAsked) -> object:
    """Every transfer with its entries, the latest first."""
    return listed(request, transfers_latest_first(), asked, TransferOut.of)


@router.get("/ledger/transfers/{uuid:transfer_id}", auth=_may_read, response=TransferOut, summary="Read a transfer")
def transfer(request: ApiRequest, transfer_id: UUID) -> TransferOut:
    """One transfer with its entries."""
    del request
    return TransferOut.of(get_or_404(transfers_latest_first(), id=transfer_id))


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


@router.get("/ledger/check", auth=_may_read, response=CheckOut, summary="Check the ledger")
def check(request: ApiRequest) -> CheckOut:
    """Zero-sum per currency, no orphan, no negative claim, balances kept, debts explained."""
    del request
    return CheckOut(findings=[FindingOut(**each.as_json()) for each in findings()])
