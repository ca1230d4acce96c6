"""The only writers of entries."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.ledger.models import Account, Entry, Transfer
from juluo.ledger.rules import KINDS, OWED, Place, natural

type Legs = Mapping[Place, Money]

_made: set[UUID] = set()


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
    if done := Transfer.objects.filter(reason=reason).first():
        return done
    accounts = {place: _account(place, money.currency) for place, money in moving.items()}
    _move_balances({accounts[place]: (place, money) for place, money in moving.items() if KINDS[place.kind].guarded})
    transfer = Transfer(reason=reason, fact_id=fact_id, at=at or clock.now(), reverses=reverses)
    transfer.save(force_insert=True)
    Entry.objects.bulk_create(
        Entry(transfer=transfer, account_id=accounts[place], currency=money.currency, minor=money.minor)
        for place, money in moving.items()
    )
    return transfer


@transaction.atomic
def reverse(transfer: Transfer, *, reason: str, fact_id: UUID | None = None) -> Transfer:
    """Undo a transfer by its mirror image, once. Nothing is ever edited."""
    if done := transfer.reversals.first():
        return done
    entries = transfer.entries.select_related("account")
    legs = {Place(each.account.kind, each.account.owner_id): Money(-each.minor, each.currency) for each in entries}
    return post(reason, legs, fact_id=fact_id, reverses=transfer)


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


def _owner(place: Place) -> UUID:
    if place.owner_id is None:
        message = f"{place.kind} belongs to nobody."
        raise ValueError(message)
    return place.owner_id


def _account(place: Place, currency: str) -> UUID:
    """Return the account's id, making its row the first time. The id follows from what the account is."""
    account_id = uuid5(acting_space_id(), f"{place.kind}:{place.owner_id or ''}:{currency}")
    if account_id not in _made:
        balance = 0 if KINDS[place.kind].guarded else None
        row = Account(id=account_id, kind=place.kind, owner_id=place.owner_id, currency=currency, balance_minor=balance)
        Account.objects.bulk_create([row], ignore_conflicts=True)
        transaction.on_commit(lambda: _made.add(account_id))
    return account_id


def _lock_claim(claim: Place, currency: str) -> tuple[int, int]:
    """Lock a member's claim and what they owe, in id order; return both balances."""
    ids = [_account(claim, currency), _account(OWED.of(_owner(claim)), currency)]
    rows = Account.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    balances = dict(rows.values_list("id", "balance_minor"))
    return balances[ids[0]], balances[ids[1]]


def _move_balances(guarded: Mapping[UUID, tuple[Place, Money]]) -> None:
    """Lock guarded accounts in id order, refuse an overdraft, write the new balances."""
    if not guarded:
        return
    rows = list(Account.objects.select_for_update().filter(pk__in=guarded).order_by("pk"))
    for row in rows:
        place, money = guarded[row.pk]
        row.balance_minor += natural(place.kind, money.minor)
        if row.balance_minor < 0:
            raise Refused(_("There is not enough on this account."), code="insufficient")
    Account.objects.bulk_update(rows, ["balance_minor"])
