"""How money moved, and whether the ledger is sound."""

from datetime import datetime
from typing import Self
from uuid import UUID

from ninja import Router, Schema

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import MoneyOut
from juluo.core.http import get_or_404
from juluo.ledger.models import Transfer
from juluo.ledger.queries import Finding, findings, transfers_latest_first
from juluo.ledger.wording import title_of

router = Router(tags=["ledger"])
_may_read = permission("ledger.read")


class EntryOut(Schema):
    """One side of a transfer: positive for debit, negative for credit."""

    kind: str
    owner_id: UUID | None
    amount: MoneyOut


class TransferOut(Schema):
    """A movement of money for one unique reason; its entries sum to zero in each currency.

    `sentence` says what happened in the caller's language; it is the reason where no fact tells it.
    """

    id: UUID
    reason: str
    sentence: str
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
        return cls(entries=entries, sentence=title_of(transfer), **plain)


class FindingOut(Schema):
    """Something wrong: which rule, where, by how much; `amount` is null where the rule is not about money."""

    rule: str
    where: str
    amount: MoneyOut | None

    @classmethod
    def of(cls, finding: Finding) -> Self:
        amount = None if finding.amount is None else MoneyOut.of(finding.amount)
        return cls(rule=finding.rule, where=finding.where, amount=amount)


class CheckOut(Schema):
    """An empty list means that the ledger is sound."""

    findings: list[FindingOut]


@router.get("/ledger/transfers", auth=_may_read, response=Listed[TransferOut], summary="List the transfers")
def transfers(request: ApiRequest, asked: PageAsked) -> object:
    """Every transfer with its entries, the latest first."""
    return listed(request, transfers_latest_first(), asked, TransferOut.of)


@router.get("/ledger/transfers/{uuid:transfer_id}", auth=_may_read, response=TransferOut, summary="Read a transfer")
def transfer(request: ApiRequest, transfer_id: UUID) -> TransferOut:
    """One transfer with its entries."""
    del request
    return TransferOut.of(get_or_404(transfers_latest_first(), id=transfer_id))


@router.get("/ledger/check", auth=_may_read, response=CheckOut, summary="Check the ledger")
def check(request: ApiRequest) -> CheckOut:
    """Zero-sum per currency, no orphan, no negative claim, balances kept, debts explained."""
    del request
    return CheckOut(findings=[FindingOut.of(each) for each in findings()])
