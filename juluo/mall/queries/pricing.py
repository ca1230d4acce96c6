"""Variants with what this buyer pays for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, F, FilteredRelation, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from juluo.core.models import Reading
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.ip.selling import is_by_subject
from juluo.mall.models import Variant
from juluo.mall.rules.orders import MOST_OF_ONE
from juluo.mall.rules.prices import Price, price_of


@dataclass(frozen=True, slots=True)
class Priced:
    """A variant, how many, and what one costs this buyer."""

    variant: Variant
    quantity: int
    price: Price

    @property
    def total(self) -> Money:
        return self.price.unit * self.quantity

    @property
    def travels(self) -> bool:
        """Whether it is goods that are sent somewhere."""
        return not self.variant.product.right

    @property
    def title(self) -> str:
        product = self.variant.product.title
        return f"{product} {self.variant.title}".strip()


def travelling(priced: Iterable[Priced], currency: str) -> Money | None:
    """What the goods among these cost that are sent somewhere; None if there are none."""
    goods = [each.total for each in priced if each.travels]
    return sum(goods, Money.zero(currency)) if goods else None


def variants_for_sale() -> QuerySet[Variant]:
    return Variant.objects.filter(
        archived_at=None, product__published_at__isnull=False, product__archived_at=None
    ).select_related("product")


def with_rung_prices(variants: QuerySet[Variant], rung: str | None) -> QuerySet[Variant]:
    """Load each variant with the price of `rung`, in the same query."""
    own = FilteredRelation("rung_prices", condition=Q(rung_prices__rung=rung or ""))
    return variants.annotate(own=own, own_minor=F("own__minor"))


def with_offers_of(variants: QuerySet[Variant], rung: str | None) -> QuerySet[Variant]:
    """Load each variant with the price of `rung` and with what is left of it, in the same query."""
    stock = Coalesce(F("stocks__on_hand") - F("stocks__reserved"), 0)
    left = Case(When(product__right="", then=stock), default=Value(MOST_OF_ONE))
    return with_rung_prices(variants, rung).annotate(left=left)


def price_for(variant: Variant, rung: str | None) -> Price:
    """The price of a variant loaded by `with_rung_prices`."""
    own: int | None = variant.own_minor  # type: ignore[attr-defined] # put there by the annotation
    return price_of(variant.list_price, {rung: own} if rung and own is not None else {}, rung)


def left_of(variant: Variant) -> int:
    """How many pieces of a variant loaded by `with_offers_of` can be bought now."""
    left: int = variant.left  # type: ignore[attr-defined] # put there by the annotation
    return left


def check_subjects(priced: Iterable[Priced], rights: Mapping[UUID, str]) -> None:
    """Refuse what is bought for one subject at a time (a question, a date) if nobody says for which."""
    for each in priced:
        if each.variant.id not in rights and is_by_subject(each.variant.product.right):
            message = _("“%(title)s” is not put in a cart. It is bought on the page where you choose what it is for.")
            raise Refused(message % {"title": each.title}, code="needs_subject")


_wanted = Reading(lambda ids, rung: with_rung_prices(variants_for_sale().filter(id__in=ids), rung))


def priced_lines(pieces: Mapping[UUID, int], *, rung: str | None) -> list[Priced]:
    """Price pieces by variant id; refused with `not_on_sale` if one is not for sale (any more)."""
    found = {each.id: each for each in _wanted(list(pieces), rung or "")}
    if len(found) < len(pieces):
        raise Refused(_("Something in your cart is no longer on sale. Take it out to go on."), code="not_on_sale")
    return [Priced(found[each], pieces[each], price_for(found[each], rung)) for each in sorted(pieces)]
