"""What the space says now, in the words of each form: where an answer begins, and what the phone shows."""

from decimal import Decimal
from typing import Any

from juluo.community.models import Entrance
from juluo.community.queries.doors import current_covenant, standing_entrance
from juluo.community.rules.entrances import STANDING
from juluo.core import clock
from juluo.core.examples import is_example
from juluo.core.models import Member, Space
from juluo.core.money import Money
from juluo.core.words import Mood
from juluo.front.blueprint.answers import known_words
from juluo.front.blueprint.offer import first_product, first_variant
from juluo.ip.queries.posts import persona as the_persona
from juluo.ip.queries.posts import story as the_story
from juluo.sharing.queries.plans import plan_at

_BP = 100


def audience_now(_space: Space, _asker: Member) -> dict[str, Any]:
    known, told = the_persona(), the_story()
    said = {"title": told.title, "text": told.text} if told else {}
    return said | {"tagline": known.tagline if known else ""}


def scene_now(_space: Space, _asker: Member) -> dict[str, Any]:
    door = own_entrance()
    return {"name": door.name, "kind": door.kind} if door else {"kind": Entrance.Kind.QR}


def persona_now(_space: Space, asker: Member) -> dict[str, Any]:
    words = known_words(asker)
    said = {name: getattr(words, name) for name in ("name", "kind", "human_author")}
    return said | {"beliefs": "\n".join(words.beliefs)}


def look_now(space: Space, _asker: Member) -> dict[str, Any]:
    return {"name": space.name, "brand": space.brand, "mood": space.mood}


def covenant_now(_space: Space, _asker: Member) -> dict[str, Any]:
    return {"text": current_covenant().text}


def offer_now(_space: Space, _asker: Member) -> dict[str, Any]:
    """The first product as it is; an example only lends its numbers."""
    product = first_product()
    variant = first_variant(product) if product else None
    if product is None or variant is None:
        return {"on_sale": True}
    numbers = {"price": variant.price_minor, "on_hand": sum(each.on_hand for each in variant.stocks.all())}
    if is_example(product.title):
        return numbers | {"on_sale": True}
    words = {"title": product.title, "summary": product.summary}
    return numbers | words | {"on_sale": product.published_at is not None}


def super_users_now(_space: Space, _asker: Member) -> dict[str, Any]:
    product, rate = first_product(), _rate()
    variant = first_variant(product) if product else None
    prices = {f"price_{each.rung}": each.minor for each in variant.rung_prices.all()} if variant else {}
    return prices | ({} if rate is None else {"rate": rate})


def own_entrance() -> Entrance | None:
    """The latest entrance opened beside those every space has."""
    found: Entrance | None = (
        Entrance.objects.filter(closed_at=None).exclude(kind__in=STANDING).order_by("-made_at", "-id").first()
    )
    return found


def first_entrance() -> Entrance:
    """The entrance to share: the owner's own, else the direct one."""
    return own_entrance() or standing_entrance(Entrance.Kind.DIRECT)


def phone_of(space: Space) -> dict[str, Any]:
    """What the phone shows of the space as it is."""
    known, told, product = the_persona(), the_story(), first_product()
    variant = first_variant(product) if product else None
    return {
        "space_name": space.name,
        "brand": space.brand,
        "mood": space.mood,
        "persona": known.name if known else space.name,
        "tagline": known.tagline if known else "",
        "beliefs": "\n".join(known.beliefs) if known else "",
        "story": told.title if told else "",
        "product": product.title if product else "",
        "price": variant.list_price if variant else None,
        "fan_price": _fan_price(variant),
        "rate": _rate(),
    }


def _fan_price(variant: Any) -> Money | None:
    prices = {each.rung: each.minor for each in variant.rung_prices.all()} if variant else {}
    return Money(prices["fan"], variant.currency) if "fan" in prices else None


def _rate() -> Decimal | None:
    """What sharing earns now, in percent."""
    plan = plan_at(clock.now())
    return Decimal(plan.rate_bp) / _BP if plan else None


def mood_shown(mood: str) -> str:
    return mood if mood in Mood.values else Mood.PLAIN
