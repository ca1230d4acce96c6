"""Form fields for numbers in plain digits. Python reads "１", "1e3" and "-0" too; no form of ours sends those."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from juluo.core.money import Money, exponent_of

_WHOLE = re.compile(r"(?!-0+$)-?[0-9]{1,40}")
_DECIMAL = re.compile(r"(?!-[0.]+$)-?[0-9]{1,40}(\.[0-9]{1,40})?")


class WholeNumberField(forms.IntegerField):
    def to_python(self, value: Any) -> int | None:
        _check(self, value, _WHOLE)
        return super().to_python(value)


class DecimalNumberField(forms.DecimalField):
    def to_python(self, value: Any) -> Any:
        _check(self, value, _DECIMAL)
        return super().to_python(value)


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


def _check(field: forms.Field, value: Any, pattern: re.Pattern[str]) -> None:
    if isinstance(value, str) and value and not pattern.fullmatch(value):
        raise ValidationError(field.error_messages["invalid"], code="invalid")
