"""What a public page says of itself to search engines and chats: once, for all of its formats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from juluo.core.addresses import address_of, root_of
from juluo.core.drawing.cards import Card
from juluo.core.models import Space

type Thing = dict[str, Any]
"""Something in the words of schema.org."""
type Trail = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Title, description, the page's one address, its card, and what stands on it in the words of schema.org."""

    title: str
    description: str
    url: str
    kind: str = "website"
    picture: str = ""
    things: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


def card_address(space: Space, card: Card, view: str, *args: Any) -> str:
    """Where a card is fetched: another address when it looks different, for chats keep what they fetched."""
    return f"{address_of(space, view, *args)}?v={card.mark(space)}"


def organization(space: Space, *, description: str = "") -> Thing:
    """Who stands behind the pages."""
    thing = {"@type": "Organization", "@id": f"{root_of(space)}/#organization", "name": space.name}
    thing |= {"url": f"{root_of(space)}/", "logo": address_of(space, "front:icon", "512")}
    return thing | ({"description": description} if description else {})


def trail(steps: Trail) -> Thing:
    """The way from the home page to this one: (name, public address) of each step."""
    items = [
        {"@type": "ListItem", "position": at, "name": name, "item": url} for at, (name, url) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def graph(*things: Thing) -> Thing:
    """Several things in one block."""
    return {"@context": "https://schema.org", "@graph": list(things)}
