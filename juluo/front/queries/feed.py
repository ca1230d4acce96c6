"""What the home page shows of posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext

from juluo.community.queries.people import members_present
from juluo.core.blocks import BLOCK, draw_blocks
from juluo.core.memory import memory
from juluo.core.models import Member, Space
from juluo.ip.models import Persona, Post, Story
from juluo.ip.queries.here import Place
from juluo.ip.queries.posts import persona, story
from juluo.ip.rules.audience import first_words, free_part, is_walled
from juluo.mall.models import Product

_HEADING_SECONDS, _SHOWN, _EXCERPT = 60, 3, 110


@dataclass(frozen=True, slots=True)
class Card:
    """A post as the feed shows it: its first words, at most one block of its free part, and for whom the rest is.

    `key` names all that its drawing depends on besides `extra`.
    """

    post: Post
    excerpt: str
    extra: SafeString
    badge: str
    key: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Who speaks here, and how many listen."""

    persona: Persona | None
    members: int


def heading_of(space: Space) -> Heading:
    """Kept a minute: the persona changes with what is published, and a head count may lag that long."""
    key = f"heading:{space.id}:{space.pages_version}"
    heading: Heading | None = memory.get(key)
    if heading is None:
        heading = Heading(persona(), members_present())
        memory.set(key, heading, _HEADING_SECONDS)
    return heading


def tabs_of(places: Sequence[Place]) -> list[dict[str, Any]]:
    """The strip that leads from the latest posts to whatever else there is; nothing where there is nothing else."""
    if not places:
        return []
    latest = {"label": pgettext("tab", "Latest"), "url": reverse("front:home"), "current": True}
    return [latest, *({"label": each.label, "url": each.url, "count": each.unread or None} for each in places)]


def cards_of(posts: Sequence[Post], viewer: Member | None, space: Space) -> list[Card]:
    """Cards of posts, each with its first free block; one query a kind of block for all of them."""
    firsts = [_first_block(free_part(post)) for post in posts]
    drawn = draw_blocks("\n".join(f"::{first[0]}[{first[1]}]" for first in firsts if first[0]), viewer, space)
    look = f"{space.pk}:{space.pages_version}:{get_language()}:{get_script_prefix()}"
    return [_card(post, drawn.get(first, ""), look) for post, first in zip(posts, firsts, strict=True)]


def _card(post: Post, block: str, look: str) -> Card:
    badge = post.get_audience_display() if is_walled(post) else ""
    return Card(post, first_words(post, _EXCERPT), _extra(block), badge, f"{look}:{post.pk}:{badge}")


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a home page shows as long as no post is published: why the space exists, and what it sells."""

    story: Story | None
    products: SafeString


def welcome_for(viewer: Member | None, space: Space) -> Welcome:
    slugs = Product.objects.on_sale().order_by("-published_at").values_list("slug", flat=True)[:_SHOWN]
    drawn = draw_blocks("\n".join(f"::product[{slug}]" for slug in slugs), viewer, space)
    return Welcome(story(), _extra("".join(drawn.values())))


def _first_block(text: str) -> tuple[str, str]:
    found = BLOCK.search(text)
    return (found[1], found[2]) if found else ("", "")


def _extra(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - drawn by a pillar's own template
