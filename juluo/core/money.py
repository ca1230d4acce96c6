"""Money is an integer of minor units and a currency; never a float."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Self

POINTS = "PTS"
"""Points are a currency of the space in the same ledger."""

_EXPONENTS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "KWD": 3, "BHD": 3, "JOD": 3, "OMR": 3, "TND": 3, POINTS: 0}


def exponent_of(currency: str) -> int:
    """Return the number of decimals of `currency` (ISO 4217), two unless listed."""
    return _EXPONENTS.get(currency, 2)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount: `minor` units (fen, cent) of an ISO 4217 `currency`."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            message = f"Money takes an integer of minor units, not {self.minor!r}."
            raise TypeError(message)

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(0, currency)

    @classmethod
    def of(cls, amount: Decimal, currency: str) -> Self:
        """Make money of a decimal amount of major units, rounded half-even once."""
        scaled = amount.scaleb(exponent_of(currency)).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
        return cls(int(scaled), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, for showing."""
        return Decimal(self.minor).scaleb(-exponent_of(self.currency))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other).minor, self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(self.minor * times, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other).minor

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other).minor

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other).minor

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other).minor

    def __bool__(self) -> bool:
        return self.minor != 0

    def share(self, part: int, whole: int) -> "Money":
        """Return `part`/`whole` of this amount, rounded half-even once."""
        return Money(round_half_even(self.minor * part, whole), self.currency)

    def split(self, weights: Sequence[int]) -> list["Money"]:
        """Split by `weights` (≥ 0, not all 0) so that the parts add up; the largest share takes the remainder."""
        return [Money(part, self.currency) for part in split_minor(self.minor, weights)]

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            message = f"{self.currency} and {other.currency} do not mix."
            raise ValueError(message)
        return other


def round_half_even(numerator: int, denominator: int) -> int:
    """Divide two integers, rounding half to even; `denominator` > 0."""
    quotient, rest = divmod(numerator, denominator)
    twice = 2 * rest
    return quotient + (twice > denominator or (twice == denominator and quotient % 2 == 1))


def split_minor(minor: int, weights: Sequence[int]) -> list[int]:
    """Split minor units by weights; each part rounds towards zero, the largest share takes the remainder."""
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        message = "Split needs weights that are not negative and not all zero."
        raise ValueError(message)
    sign = -1 if minor < 0 else 1
    parts = [sign * (abs(minor) * weight // total) for weight in weights]
    largest = max(range(len(weights)), key=lambda at: weights[at])
    parts[largest] += minor - sum(parts)
    return parts
