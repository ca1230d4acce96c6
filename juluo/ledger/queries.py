"""Reads of the ledger: balances, statements, and the check that it is sound."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Abs

from juluo.core.models import FactRow
from juluo.core.money import Money
from juluo.core.spaces import acting_space_id
from juluo.ledger.models import Account, Entry, LedgerCheck, Transfer
from juluo.ledger.rules import KINDS, Place, natural


def balance_of(place: Place, currency: str) -> Money:
    """The natural balance of a place, in minor units of `currency`; zero if nothing ever moved there."""
    account = Account.objects.filter(kind=place.kind, owner_id=place.owner_id, currency=currency).first()
    if account is None:
        return Money.zero(currency)
    if account.balance_minor is not None:
        return Money(account.balance_minor, currency)
    total = Entry.objects.filter(account=account).aggregate(total=Sum("minor"))["total"] or 0
    return Money(natural(place.kind, total), currency)


def flows_of(place: Place, since: datetime | None, until: datetime | None) -> list[tuple[Money, Money]]:
    """What came to a place of the space and what left it, from `since` on and before `until`, by currency.

    Both are ≥ 0, in minor units; a currency in which nothing moved is left out.
    """
    entries = Entry.objects.filter(account__kind=place.kind)
    if since:
        entries = entries.filter(transfer__at__gte=since)
    if until:
        entries = entries.filter(transfer__at__lt=until)
    grew = Q(minor__gt=0) if KINDS[place.kind].sign > 0 else Q(minor__lt=0)
    sums = {"came": Sum(Abs("minor"), filter=grew, default=0), "went": Sum(Abs("minor"), filter=~grew, default=0)}
    rows: list[Any] = list(entries.values("currency").annotate(**sums).order_by("currency"))
    return [(Money(int(row["came"]), row["currency"]), Money(int(row["went"]), row["currency"])) for row in rows]


def trial_balance() -> list[dict[str, Any]]:
    """Natural balance per kind and currency, kinds in the chart's order."""
    rows = Entry.objects.values("account__kind", "currency").annotate(total=Sum("minor"), entries=Count("id"))
    chart = list(KINDS)
    return [
        {"kind": row["account__kind"], "balance": Money(natural(row["account__kind"], row["total"]), row["currency"]),
         "entries": row["entries"]}
        for row in sorted(rows, key=lambda row: (row["currency"], chart.index(row["account__kind"])))
    ]  # fmt: skip


def statement(account: Account) -> QuerySet[Entry]:
    """The account's entries in order, each with its natural amount and the running balance (minor units)."""
    sign = Value(KINDS[account.kind].sign)
    running = Window(Sum(F("minor") * sign), order_by=F("id").asc())
    entries = Entry.objects.filter(account=account).prefetch_related(Prefetch("transfer", queryset=_with_facts()))
    return entries.annotate(natural=F("minor") * sign, running=running).order_by("-id")


def transfers_latest_first() -> QuerySet[Transfer]:
    """Transfers with their entries, and with the facts that caused them (`title_of` tells those in words)."""
    return _with_facts().prefetch_related("entries__account__owner").order_by("-at", "-id")


def transfers_of(kind: str, since: datetime | None, until: datetime | None) -> QuerySet[Transfer]:
    """Transfers, latest first, that touch accounts of `kind` ("" for any), from `since` on and before `until`."""
    found = transfers_latest_first()
    if kind:
        found = found.filter(Exists(Entry.objects.filter(transfer=OuterRef("pk"), account__kind=kind)))
    if since:
        found = found.filter(at__gte=since)
    return found.filter(at__lt=until) if until else found


def reversal_of(transfer: Transfer) -> Transfer | None:
    """The transfer that undid this one, if any did."""
    return transfers_latest_first().filter(reverses=transfer).first()


def reversed_by(transfer: Transfer) -> Transfer | None:
    """The transfer that this one undid, if it undid any."""
    return transfers_latest_first().filter(pk=transfer.reverses_id).first() if transfer.reverses_id else None


def last_check() -> LedgerCheck | None:
    """What the last look at the whole ledger found (`check_ledger`); None before the first."""
    check: LedgerCheck | None = LedgerCheck.objects.order_by("-id").first()
    return check


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in the ledger: which rule, where, by how much (minor units)."""

    rule: str
    where: str
    minor: int
    currency: str

    @property
    def amount(self) -> Money | None:
        """By how much; None where the rule is not about money."""
        return Money(self.minor, self.currency) if self.currency else None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


_CHECKS = {
    "zero_sum": """
        SELECT t.reason, sum(e.minor), e.currency FROM ledger_entry e
        JOIN ledger_transfer t ON t.space_id = e.space_id AND t.id = e.transfer_id
        WHERE e.space_id = %(space)s GROUP BY t.id, t.reason, e.currency HAVING sum(e.minor) <> 0""",
    "two_entries": """
        SELECT t.reason, count(e.id), '' FROM ledger_transfer t
        LEFT JOIN ledger_entry e ON e.space_id = t.space_id AND e.transfer_id = t.id
        WHERE t.space_id = %(space)s GROUP BY t.id, t.reason HAVING count(e.id) < 2""",
    "orphan_entry": """
        SELECT e.id::text, e.minor, e.currency FROM ledger_entry e
        LEFT JOIN ledger_transfer t ON t.space_id = e.space_id AND t.id = e.transfer_id
        LEFT JOIN ledger_account a ON a.space_id = e.space_id AND a.id = e.account_id AND a.currency = e.currency
        WHERE e.space_id = %(space)s AND (t.id IS NULL OR a.id IS NULL)""",
    "balance_kept": """
        SELECT a.kind || ' ' || coalesce(a.owner_id::text, ''),
               a.balance_minor - coalesce(sum(e.minor), 0) * (CASE WHEN a.kind = ANY(%(debit)s) THEN 1 ELSE -1 END),
               a.currency
        FROM ledger_account a LEFT JOIN ledger_entry e ON e.space_id = a.space_id AND e.account_id = a.id
        WHERE a.space_id = %(space)s AND a.balance_minor IS NOT NULL
        GROUP BY a.space_id, a.id
        HAVING a.balance_minor <> coalesce(sum(e.minor), 0) * (CASE WHEN a.kind = ANY(%(debit)s) THEN 1 ELSE -1 END)""",
    "not_negative": """
        SELECT kind || ' ' || coalesce(owner_id::text, ''), balance_minor, currency FROM ledger_account
        WHERE space_id = %(space)s AND balance_minor < 0""",
    "owed_explained": """
        SELECT a.owner_id::text, sum(e.minor), e.currency FROM ledger_entry e
        JOIN ledger_account a ON a.space_id = e.space_id AND a.id = e.account_id AND a.kind = 'owed'
        JOIN ledger_transfer t ON t.space_id = e.space_id AND t.id = e.transfer_id
        WHERE e.space_id = %(space)s AND t.fact_id IS NULL
        GROUP BY a.owner_id, e.currency HAVING sum(e.minor) <> 0""",
}


def findings() -> list[Finding]:
    """Check the acting space's ledger; an empty list means it is sound."""
    debit = [kind.name for kind in KINDS.values() if kind.sign > 0]
    found = []
    with connection.cursor() as cursor:
        for rule, statement_text in _CHECKS.items():
            cursor.execute(statement_text, {"space": acting_space_id(), "debit": debit})
            found += [Finding(rule, where, int(minor), currency) for where, minor, currency in cursor.fetchall()]
    return found


def account_of(place: Place, currency: str) -> Account | None:
    return Account.objects.filter(kind=place.kind, owner_id=place.owner_id, currency=currency).first()


def balances_of_member(member_id: UUID) -> list[Account]:
    """A member's accounts: what they may claim and what they owe."""
    order = Case(*[When(kind=kind, then=Value(at)) for at, kind in enumerate(KINDS)])
    return list(Account.objects.filter(owner_id=member_id).order_by(order, "currency"))


def _with_facts() -> QuerySet[Transfer]:
    facts = FactRow.objects.filter(pk=OuterRef("fact_id"))
    named = Subquery(facts.values("name")), Subquery(facts.values("data"))
    return Transfer.objects.annotate(fact_name=named[0], fact_data=named[1])
