"""Entries and accounts in words."""

from django import template

from juluo.core.money import Money
from juluo.ledger.models import Entry, Transfer
from juluo.ledger.wording import name_of_kind, name_of_rule, title_of

register = template.Library()


@register.filter
def kind_name(kind: str) -> str:
    return name_of_kind(kind)


@register.filter
def rule_name(rule: str) -> str:
    return name_of_rule(rule)


@register.filter
def what_happened(transfer: Transfer) -> str:
    return title_of(transfer)


@register.filter
def debit(entry: Entry) -> Money | None:
    """Give the amount of a debit; nothing for a credit."""
    return Money(entry.minor, entry.currency) if entry.minor > 0 else None


@register.filter
def credit(entry: Entry) -> Money | None:
    """Give the amount of a credit; nothing for a debit."""
    return Money(-entry.minor, entry.currency) if entry.minor < 0 else None


@register.filter
def in_currency(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)
