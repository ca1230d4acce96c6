"""Through which entrance the readers of a content come in."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from juluo.community.models import Entrance, Way
from juluo.community.rules.entrances import STANDING
from juluo.core.memory import memory
from juluo.core.models import Space
from juluo.ip.models import Bundle, Post, Room, Series

_SECONDS = 60
_CONTENTS: dict[str, Callable[[], QuerySet[Any]]] = {
    "post": Post.objects.all, "series": Series.objects.all, "bundle": Bundle.objects.all, "room": Room.objects.all,
}  # fmt: skip


def content_of_way(content: str) -> Any:
    """The post, series, bundle or room of this name ("post:ID"); None if there is none."""
    kind, _sep, key = content.partition(":")
    try:
        found = _CONTENTS[kind]().filter(pk=UUID(key)) if kind in _CONTENTS else None
    except ValueError:
        return None
    return found.first() if found else None


def way_of(content: str) -> Entrance | None:
    """The entrance that was chosen for the content, closed or not; None for the direct one."""
    way = Way.objects.filter(content=content).select_related("entrance").first()
    return way.entrance if way else None


def entrances_to_choose() -> QuerySet[Entrance]:
    """Open ones that a page may bring people into, the direct one first."""
    kinds = [kind for kind in STANDING if kind != Entrance.Kind.DIRECT]
    return Entrance.objects.filter(closed_at=None).exclude(kind__in=kinds).order_by("made_at", "id")


def entrance_of_readers(space: Space, content: str) -> UUID | None:
    """The open entrance that was chosen for the content; None for the direct one. All of them are kept a minute."""
    key = f"ways:{space.id}:{space.pages_version}"
    ways: dict[str, UUID] | None = memory.get(key)
    if ways is None:
        ways = dict(Way.objects.filter(entrance__closed_at=None).values_list("content", "entrance_id"))
        memory.set(key, ways, _SECONDS)
    return ways.get(content)
