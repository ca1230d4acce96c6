"""The only writers of entries, and the check of what they wrote."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.ledger.facts import LedgerChecked
from juluo.ledger.models import Account, Entry, LedgerCheck, Transfer
from juluo.ledger.queries import findings
from juluo.ledger.rules import KINDS, OWED, Place, natural

type Legs = Mapping[Place, Money]

_made: set[UUID] = set()
"""Accounts that this process knows to stand, so that it need not make them again; forgotten when they are many."""
_MADE_KEPT = 10_000
_FINDINGS_KEPT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A transfer of history: why, what moved (see `post`), when, and the fact that caused it."""

    reason: str
    legs: Legs
    at: datetime
    fact_id: UUID


@transaction.atomic
def post(
    reason: str,
    legs: Legs,
    *,
    fact_id: UUID | None = None,
    at: datetime | None = None,
    reverses: Transfer | None = None,
) -> Transfer:
    """Move money for `reason`, once: posting the same reason again returns the first transfer.

    `legs` maps places to money (debit positive) and sums to zero per currency; zero legs are left out. Refused with
    `insufficient` if a member's account would go below zero. ValueError if the legs do not balance.
    """
    moving = {place: money for place, money in legs.items() if money}
    check_balanced(moving)
    transfer = Transfer(reason=reason, fact_id=fact_id, at=at or clock.now(), reverses=reverses)
    if (standing := _once(transfer)) != transfer:
        return standing
    accounts = _accounts({place: money.currency for place, money in moving.items()})
    _move_balances({accounts[place]: (place, money) for place, money in moving.items() if KINDS[place.kind].guarded})
    Entry.objects.bulk_create(_entries(transfer, moving, accounts))
    return transfer


@transaction.atomic
def post_past(postings: Sequence[Posting]) -> int:
    """Post transfers of history in a few statements, each reason once; return how many were new.

    Only between accounts of the space itself: a member's claim is locked and guarded by `post`.
    """
    known = set(Transfer.objects.filter(reason__in=[each.reason for each in postings]).values_list("reason", flat=True))
    new = [each for each in postings if each.reason not in known]
    transfers, entries = [], []
    for each in new:
        moving = {place: money for place, money in each.legs.items() if money}
        check_balanced(moving)
        _check_unguarded(moving)
        transfer = Transfer(reason=each.reason, fact_id=each.fact_id, at=each.at)
        transfers.append(transfer)
        accounts = _accounts({place: money.currency for place, money in moving.items()})
        entries += _entries(transfer, moving, accounts)
    Transfer.objects.bulk_create(transfers)
    Entry.objects.bulk_create(entries)
    return len(new)


@transaction.atomic
def reverse(transfer: Transfer, *, reason: str, fact_id: UUID | None = None) -> Transfer:
    """Undo a transfer by its mirror image, once. Nothing is ever edited."""
    if done := transfer.reversals.first():
        return done
    entries = transfer.entries.select_related("account")
    legs = {Place(each.account.kind, each.account.owner_id): Money(-each.minor, each.currency) for each in entries}
    return post(reason, legs, fact_id=fact_id, reverses=transfer)


@transaction.atomic
def check_ledger() -> LedgerCheck:
    """Look for what is wrong in the acting space's ledger, and keep what was found. It reads every entry."""
    found = findings()
    shown = [each.as_json() for each in found[:_FINDINGS_KEPT]]
    check = LedgerCheck.objects.create(at=clock.now(), found=len(found), findings=shown)
    record(LedgerChecked(check_id=check.pk, found=check.found))
    return check


def credit_legs(claim: Place, amount: Money) -> dict[Place, Money]:
    """Legs that credit a member's `claim` with `amount` (≥ 0), settling first what the member owes.

    Locks the owed account, so the split still holds when the legs are posted. The counter-leg is the caller's.
    """
    _, owed = _lock_claim(claim, amount.currency)
    settled = Money(min(owed, amount.minor), amount.currency)
    return {OWED.of(_owner(claim)): -settled, claim: settled - amount}


def debit_legs(claim: Place, amount: Money) -> dict[Place, Money]:
    """Legs that take `amount` (≥ 0) from a member's `claim`; what it cannot give is owed. Locks the claim."""
    spendable, _ = _lock_claim(claim, amount.currency)
    taken = Money(min(spendable, amount.minor), amount.currency)
    return {claim: taken, OWED.of(_owner(claim)): amount - taken}


def check_balanced(legs: Legs) -> None:
    """Raise ValueError unless there are two legs or more and they sum to zero in each currency."""
    sums: dict[str, int] = defaultdict(int)
    for money in legs.values():
        sums[money.currency] += money.minor
    if len(legs) < 2 or any(sums.values()):  # noqa: PLR2004 - double entry
        message = f"A transfer needs two legs that balance, not {dict(legs)!r}."
        raise ValueError(message)


def _check_unguarded(legs: Legs) -> None:
    for place in legs:
        if KINDS[place.kind].guarded:
            message = f"{place.kind} is a member's: post it by itself."
            raise ValueError(message)


def _entries(transfer: Transfer, moving: Legs, accounts: Mapping[Place, UUID]) -> list[Entry]:
    return [
        Entry(transfer=transfer, account_id=accounts[place], currency=money.currency, minor=money.minor)
        for place, money in moving.items()
    ]


def _owner(place: Place) -> UUID:
    if place.owner_id is None:
        message = f"{place.kind} belongs to nobody."
        raise ValueError(message)
    return place.owner_id


def _once(transfer: Transfer) -> Transfer:
    """Write the transfer unless its reason stands already, waiting for a rival to end; return the one that stands."""
    same = Q(reason=transfer.reason)
    if transfer.reverses_id:
        same |= Q(reverses=transfer.reverses_id)
    Transfer.objects.bulk_create([transfer], ignore_conflicts=True)
    return Transfer.objects.filter(same)[0]


def _accounts(wanted: Mapping[Place, str]) -> dict[Place, UUID]:
    """Return the account of each place in its currency. The id follows from what the account is.

    Missing rows are made in id order: two transfers that open the same accounts never wait for each other in a ring.
    """
    ids = {place: uuid5(acting_space_id(), f"{place.kind}:{place.owner_id or ''}:{currency}")
           for place, currency in wanted.items()}  # fmt: skip
    missing = sorted((place for place in wanted if ids[place] not in _made), key=lambda place: ids[place])
    if missing:
        Account.objects.bulk_create(
            [_row(place, wanted[place], ids[place]) for place in missing], ignore_conflicts=True
        )
        transaction.on_commit(lambda: _remember(ids.values()))
    return ids


def _remember(made: Iterable[UUID]) -> None:
    if len(_made) >= _MADE_KEPT:
        _made.clear()
    _made.update(made)


def _row(place: Place, currency: str, account_id: UUID) -> Account:
    balance = 0 if KINDS[place.kind].guarded else None
    return Account(id=account_id, kind=place.kind, owner_id=place.owner_id, currency=currency, balance_minor=balance)


def _lock_claim(claim: Place, currency: str) -> tuple[int, int]:
    """Lock a member's claim and what they owe, in id order; return both balances."""
    owed = OWED.of(_owner(claim))
    ids = _accounts({claim: currency, owed: currency})
    rows = Account.objects.select_for_update().filter(pk__in=ids.values()).order_by("pk")
    balances = {row.pk: row.balance_minor or 0 for row in rows}
    return balances[ids[claim]], balances[ids[owed]]


def _move_balances(guarded: Mapping[UUID, tuple[Place, Money]]) -> None:
    """Lock guarded accounts in id order, refuse an overdraft, write the new balances."""
    if not guarded:
        return
    rows = list(Account.objects.select_for_update().filter(pk__in=guarded).order_by("pk"))
    for row in rows:
        place, money = guarded[row.pk]
        balance = (row.balance_minor or 0) + natural(place.kind, money.minor)
        if balance < 0:
            raise Refused(_("There is not enough on this account."), code="insufficient")
        row.balance_minor = balance
    Account.objects.bulk_update(rows, ["balance_minor"])
