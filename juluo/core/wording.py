"""Words for money, the same on pages, in mails and in prints."""

from dataclasses import dataclass

from django.utils.formats import get_format
from django.utils.translation import ngettext

from juluo.core.money import POINTS, Money, exponent_of

_SYMBOLS = {
    "CNY": "¥",
    "HKD": "HK$",
    "TWD": "NT$",
    "MOP": "MOP$",
    "SGD": "S$",
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "JP¥",
    "KRW": "₩",
    "AUD": "A$",
    "CAD": "C$",
}


@dataclass(frozen=True, slots=True)
class MoneyParts:
    """An amount in pieces that a page may size differently; together they read as one."""

    sign: str
    symbol: str
    whole: str
    decimals: str
    unit: str

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.sign}{self.symbol}{self.whole}{self.decimals}{unit}"


def parts_of(amount: Money) -> MoneyParts:
    """Part an amount; a currency without a symbol of its own shows its code, points their name."""
    exponent = exponent_of(amount.currency)
    whole, rest = divmod(abs(amount.minor), 10**exponent)
    return MoneyParts(
        sign="-" if amount.minor < 0 else "",
        symbol=_symbol(amount.currency),
        whole=f"{whole:,}".replace(",", str(get_format("THOUSAND_SEPARATOR")) or ","),
        decimals=f"{get_format('DECIMAL_SEPARATOR')}{rest:0{exponent}}" if exponent else "",
        unit=ngettext("point", "points", whole) if amount.currency == POINTS else "",
    )


def worded(amount: Money) -> str:
    """Word an amount: "¥1,168.00", "-£5.00", "JP¥500", "KWD 1.250", "30 points"."""
    return str(parts_of(amount))


def _symbol(currency: str) -> str:
    if currency == POINTS:
        return ""
    return _SYMBOLS.get(currency, f"{currency} ")
