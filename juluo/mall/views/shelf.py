from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.footprints import leave
from juluo.core.http import SpaceRequest, first_or_404, get_or_404, show
from juluo.core.keeping import kept_for_guests
from juluo.core.pages import page_of
from juluo.core.views import send_card
from juluo.mall.forms import SearchForm
from juluo.mall.models import Product
from juluo.mall.queries.catalog import cheapest, offers_of, products_found, products_named
from juluo.mall.queries.heads import card_of, head_of_product, head_of_shelf
from juluo.mall.queries.rights import held_by


@require_safe
@kept_for_guests
def shelf(request: SpaceRequest) -> HttpResponse:
    """The mall: what is on sale, or what the words find of it, newest first."""
    words = SearchForm(request.GET).words()
    page = page_of(products_found(_rung(request), words), request.GET.get("after", ""), size=24)
    cards = [(product, cheapest(offers_of(product, _rung(request)))) for product in page.rows]
    leave(request, "view", "mall")
    context = {"cards": cards, "next": page.next, "words": words, "head": head_of_shelf(request.space)}
    return show(request, "mall/shelf.html", context)


@require_safe
@kept_for_guests
def product(request: SpaceRequest, slug: str) -> HttpResponse:
    """One product with its variants at this reader's prices."""
    found = first_or_404(products_named([slug], _rung(request)))
    offers = offers_of(found, _rung(request))
    leave(request, "view", f"product:{found.id}")
    context: dict[str, Any] = {"product": found, "offers": offers, "best": cheapest(offers)}
    context["held"] = held_by(request.member, found)
    return show(request, "mall/product.html", context | {"head": head_of_product(request.space, found, offers)})


@require_safe
def product_card(request: SpaceRequest, slug: str) -> HttpResponse:
    """The card that a link to the product unfolds into."""
    found = get_or_404(Product.objects.on_sale().select_related("picture"), slug=slug)
    return send_card(request, card_of(found))


def _rung(request: SpaceRequest) -> str | None:
    return request.member.rung if request.member else None
