from typing import Any

from juluo.core.money import Money, exponent_of
from juluo.core.number_fields import DecimalNumberField


class MoneyField(DecimalNumberField):
    """An amount in major units of `currency`, as integer minor units."""

    def __init__(self, currency: str, **kwargs: Any) -> None:
        self.currency = currency
        kwargs = {"min_value": 0, "max_digits": 14, "decimal_places": exponent_of(currency)} | kwargs
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        amount = super().clean(value)
        return None if amount is None else Money.of(amount, self.currency).minor

    def prepare_value(self, value: Any) -> Any:
        return Money(value, self.currency).amount if isinstance(value, int) else value
