"""The phone beside each question: the space as it is, and over it what is being typed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from juluo.core.colours import hex_of
from juluo.core.models import Space
from juluo.core.money import Money
from juluo.core.number_fields import DecimalNumberField, MoneyField
from juluo.core.theming import reading_of
from juluo.front.blueprint.current import mood_shown, phone_of
from juluo.front.blueprint.steps import Step

_LONGEST = 120
_PRICES = ("price", "fan_price")
_BP = 100


def phone_for(step: Step, typed: Mapping[str, str], space: Space) -> dict[str, Any]:
    """What the phone shows: typed texts cut to a line, numbers and colours that cannot be read left out."""
    over: dict[str, Any] = {shown: typed[name][:_LONGEST] for name, shown in step.shown.items() if name in typed}
    for name in _PRICES:
        if name in over:
            over[name] = _price(over[name], space.currency)
    phone = phone_of(space) | over
    phone["brand"] = hex_of(phone["brand"]) or ""
    phone["mood"] = mood_shown(phone["mood"])
    phone["beliefs"] = [line.strip() for line in phone["beliefs"].splitlines() if line.strip()][:3]
    phone["reward"] = _reward(phone["rate"], phone["fan_price"] or phone["price"])
    return {"phone": phone, "reading": reading_of(phone["brand"]), "previews": step}


def _price(typed: Any, currency: str) -> Money | None:
    try:
        minor = MoneyField(currency, required=False).clean(typed)
    except ValidationError:
        return None
    return None if minor is None else Money(minor, currency)


def _reward(rate: Any, price: Money | None) -> Money | None:
    """What sharing earns on one sale at that price."""
    try:
        percent: Decimal | None = DecimalNumberField(required=False, max_value=100, min_value=0).clean(rate)
    except ValidationError:
        return None
    return price.share(int(percent * _BP), _BP * _BP) if percent and price else None
