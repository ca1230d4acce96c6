"""What a share link leads to, in words."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from juluo.core.models import Media, Space
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.ip.models import Post, Question
from juluo.ip.queries.bundles import bundles_shown
from juluo.ip.queries.posts import persona
from juluo.ip.queries.rooms import rooms_shown
from juluo.ip.queries.series import series_shown
from juluo.mall.models import Product
from juluo.sharing.rules.links import check_target


def title_of(target: str) -> str:
    """Name what `target` shows. Refused with `private_target` if a guest could not read it."""
    check_target(target)
    space = Space.objects.get(pk=acting_space_id())
    title = titles_of([target], space).get(target)
    if title is None:
        message = _("There is nothing to share at this address any more.")
        raise Refused(message, code="private_target", field="target")
    return title


def titles_of(targets: Iterable[str], space: Space) -> dict[str, str]:
    """Name what each target shows, in a query for each kind; those that a guest cannot read any more are left out."""
    named: dict[str, dict[str, str]] = defaultdict(dict)
    for target in set(targets):
        pillar, _sep, rest = target.strip("/").partition("/")
        named[pillar if rest else ""][rest or target] = target
    titles = {named["mall"][slug]: title for slug, title in _titles_of_products(named["mall"])}
    titles |= {named["posts"][key]: title for key, title in _titles_of_posts(named["posts"])}
    titles |= {named["rooms"][key]: name for key, name in _names_of_rooms(named["rooms"])}
    titles |= {named["questions"][key]: title for key, title in _titles_of_questions(named["questions"])}
    for kind, rows in (("series", series_shown), ("bundles", bundles_shown)):
        titles |= {named[kind][key]: title for key, title in _titles_among(rows, named[kind])}
    return titles | dict.fromkeys(named[""].values(), space.name)


def _titles_of_products(slugs: Collection[str]) -> Iterable[tuple[str, str]]:
    return Product.objects.on_sale().filter(slug__in=slugs).values_list("slug", "title") if slugs else ()


def _titles_of_posts(keys: Collection[str]) -> Iterable[tuple[str, str]]:
    ids = {post_id: key for key in keys if (post_id := _as_id(key))}
    found = Post.objects.published().filter(pk__in=ids).values_list("pk", "title") if ids else ()
    return ((ids[post_id], title) for post_id, title in found)


def _titles_among(rows: Callable[[], QuerySet[Any]], keys: Collection[str]) -> Iterable[tuple[str, str]]:
    ids = {each: key for key in keys if (each := _as_id(key))}
    found = rows().filter(pk__in=ids).values_list("pk", "title") if ids else ()
    return ((ids[each], title) for each, title in found)


def _names_of_rooms(keys: Collection[str]) -> Iterable[tuple[str, str]]:
    ids = {room_id: key for key in keys if (room_id := _as_id(key))}
    found = rooms_shown().filter(pk__in=ids).values_list("pk", "name") if ids else ()
    return ((ids[room_id], name) for room_id, name in found)


def _titles_of_questions(keys: Collection[str]) -> Iterable[tuple[str, str]]:
    ids = {question_id: key for key in keys if (question_id := _as_id(key))}
    found = Question.objects.published().filter(pk__in=ids).values_list("pk", "title") if ids else ()
    return ((ids[question_id], title) for question_id, title in found)


def _as_id(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None


def shown_at(target: str) -> tuple[str, Media | None]:
    """The title of what `target` shows, and its picture. Refused like `title_of`."""
    title = title_of(target)
    pillar, _sep, rest = target.strip("/").partition("/")
    if pillar == "mall" and rest:
        return title, Product.objects.on_sale().select_related("picture").get(slug=rest).picture
    if pillar == "posts":
        return title, Post.objects.published().select_related("cover").get(pk=rest).cover
    if pillar == "rooms":
        return title, rooms_shown().get(pk=rest).picture
    someone = persona()
    return title, someone.portrait if someone else None
