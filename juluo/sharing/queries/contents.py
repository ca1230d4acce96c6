"""What a page shows, named as footprints name it ("post:ID", "product:ID", "home"), whatever its address is by then."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from juluo.ip.models import Bundle, Consultation, Post, Question, Room, Series, Workpiece
from juluo.mall.models import Product

_MODELS: dict[str, Any] = {
    "post": Post, "product": Product, "series": Series, "bundle": Bundle, "room": Room, "consultation": Consultation,
    "question": Question, "workpiece": Workpiece,
}  # fmt: skip
_IN_STUDIO = {"post", "series", "bundle", "room", "consultation", "question", "workpiece"}
_SINGULAR = {"bundles": "bundle", "rooms": "room", "questions": "question"}
_SINGLE = {"": "home", "about": "about", "mall": "mall"}


@dataclass(frozen=True, slots=True)
class Content:
    """What was seen, and who made it if that is one person."""

    name: str
    author_id: UUID | None = None


def content_at(target: str) -> Content:
    """Name what the path `target` of the space shows."""
    pillar, _sep, rest = target.strip("/").partition("/")
    if not rest:
        return Content(_SINGLE[pillar])
    if pillar == "mall":
        product_id = Product.objects.filter(slug=rest).values_list("pk", flat=True).first()
        return Content(f"product:{product_id}")
    if pillar == "posts":
        return Content(f"post:{rest}", author_of(f"post:{rest}"))
    return Content(f"{_SINGULAR.get(pillar, pillar)}:{rest}")


def author_of(name: str) -> UUID | None:
    """Who wrote the post of this name; None for everything else."""
    for post_id in ids_in([name], "post"):
        author: UUID | None = Post.objects.filter(pk=post_id).values_list("author_id", flat=True).first()
        return author
    return None


def ids_in(names: Iterable[str], kind: str) -> list[UUID]:
    """The ids of those contents that are of this kind; what is no id is left out."""
    return [found for name in names if name.startswith(f"{kind}:") and (found := _as_id(name.partition(":")[2]))]


def titles_of_contents(names: Collection[str]) -> dict[str, str]:
    """Title each content for staff, drafts and withdrawn products too: a query for each kind there is."""
    titles = {"": _("Not seen arriving"), "home": _("Home"), "mall": _("The mall"), "about": _("About the IP")}
    titles = {name: title for name, title in titles.items() if name in names}
    for kind, model in _MODELS.items():
        if ids := ids_in(names, kind):
            found = model.objects.filter(pk__in=ids).values_list("pk", "name" if kind == "room" else "title")
            titles |= {f"{kind}:{pk}": title for pk, title in found}
    return titles


def studio_page_of(name: str) -> str:
    """Where staff look after the content; "" for a page that has none of its own."""
    kind, _sep, key = name.partition(":")
    return reverse(f"ip_studio:{kind}", args=[key]) if kind in _IN_STUDIO and ids_in([name], kind) else ""


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
