"""What the mall's public pages say of themselves to search engines and chats."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from juluo.core.addresses import address_of, root_of
from juluo.core.drawing.cards import Card
from juluo.core.heads import Head, Thing, card_address, graph, organization, trail
from juluo.core.models import Space
from juluo.ip.rules.markdown import excerpt
from juluo.mall.models import Product
from juluo.mall.queries.catalog import Offer


def card_of(product: Product) -> Card:
    """The card of a product. It says no price: a kept card would go on saying it."""
    return Card(subject=f"mall/{product.id}", title=product.title, note=summary_of(product), picture=product.picture)


def summary_of(product: Product) -> str:
    return product.summary or excerpt(product.story, 120)


def head_of_product(space: Space, product: Product, offers: Sequence[Offer]) -> Head:
    """The head of a product's page. Its offers are what anybody may pay, for nobody's own price is told to machines."""
    url = address_of(space, "mall:product", product.slug)
    picture = card_address(space, card_of(product), "mall:product_card", product.slug)
    description = summary_of(product) or product.title
    thing: Thing = {"@type": "Product", "name": product.title, "description": description, "url": url}
    thing |= {"image": [picture], "sku": offers[0].variant.sku if offers else product.slug}
    thing |= {"brand": {"@type": "Brand", "name": space.name}}
    thing |= {"offers": [_offer(offer, product.title, url, space) for offer in offers]}
    way = trail([(space.name, f"{root_of(space)}/"), (_mall(), address_of(space, "mall:shelf")), (product.title, url)])
    things = [graph(thing, way, organization(space))]
    return Head(title=product.title, description=description, url=url, kind="product", picture=picture, things=things)


def head_of_shelf(space: Space) -> Head:
    url = address_of(space, "mall:shelf")
    way = trail([(space.name, f"{root_of(space)}/"), (_mall(), url)])
    description = _("What %(space)s makes and sells.") % {"space": space.name}
    picture = address_of(space, "front:card")
    title = f"{_mall()} · {space.name}"
    return Head(title=title, description=description, url=url, picture=picture, things=[graph(way)])


def _offer(offer: Offer, title: str, url: str, space: Space) -> Thing:
    price = offer.price.listed
    in_stock = "InStock" if offer.left else "OutOfStock"
    return {
        "@type": "Offer",
        "sku": offer.variant.sku,
        "name": f"{title} {offer.variant.title}".strip(),
        "price": str(price.amount),
        "priceCurrency": price.currency,
        "availability": f"https://schema.org/{in_stock}",
        "itemCondition": "https://schema.org/NewCondition",
        "url": url,
        "seller": {"@id": f"{root_of(space)}/#organization"},
    }


def _mall() -> str:
    return pgettext("tab", "Mall")
