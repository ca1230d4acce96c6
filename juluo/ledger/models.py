from typing import ClassVar

from django.db import models
from django.db.models import Q

from juluo.core.models import Member, SpaceForeignKey, SpaceModel


class Account(SpaceModel):
    """One kind of money of one owner in one currency.

    Only accounts that may not go negative (a member's claims, and what a member owes) keep a balance, in their
    natural sign; a system account has none, so no row is hot.
    """

    kind = models.CharField(max_length=30)
    owner = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="accounts")
    currency = models.CharField(max_length=3)
    balance_minor = models.BigIntegerField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["space", "kind", "owner", "currency"],
                nulls_distinct=False,
                name="account_once",
            ),
            models.CheckConstraint(
                condition=Q(balance_minor=None) | Q(balance_minor__gte=0), name="account_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.currency}"


class Transfer(SpaceModel):
    """A movement of money for one unique reason. Its entries sum to zero per currency; it never changes."""

    reason = models.CharField(max_length=120)
    fact_id = models.UUIDField(null=True)
    reverses = SpaceForeignKey("self", models.PROTECT, null=True, related_name="reversals", db_index=False)
    made_in = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "reason"], name="transfer_once_per_reason"),
            models.UniqueConstraint(fields=["space", "reverses"], name="transfer_reversed_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "-at", "-id"], name="transfer_by_time")]

    def __str__(self) -> str:
        return self.reason


class Entry(SpaceModel):
    """One side of a transfer: minor units, positive for debit, negative for credit."""

    transfer = SpaceForeignKey(Transfer, models.PROTECT, related_name="entries")
    account = SpaceForeignKey(Account, models.PROTECT, related_name="entries", db_index=False)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(minor=0), name="entry_moves_something")]
        indexes: ClassVar = [models.Index(fields=["space", "account", "id"], name="entry_by_account")]

    def __str__(self) -> str:
        return f"{self.minor} {self.currency}"


class LedgerCheck(SpaceModel):
    """What a look at the whole ledger found, and when. `findings` keeps the first of them, `found` counts them all."""

    at = models.DateTimeField()
    found = models.PositiveIntegerField()
    findings = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.found} {self.at}"
