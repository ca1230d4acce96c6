"""What a share link leads to, in words."""

from uuid import UUID

from django.utils.translation import gettext as _

from juluo.core.models import Media, Space
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.ip.models import Post
from juluo.ip.queries.posts import persona
from juluo.mall.models import Product
from juluo.sharing.rules.links import check_target


def title_of(target: str) -> str:
    """Name what `target` shows. Refused with `private_target` if a guest could not read it."""
    check_target(target)
    pillar, _sep, rest = target.strip("/").partition("/")
    if not rest:
        return Space.objects.values_list("name", flat=True).get(pk=acting_space_id())
    title = _product_title(rest) if pillar == "mall" else _post_title(rest)
    if title is None:
        message = _("There is nothing to share at this address any more.")
        raise Refused(message, code="private_target", field="target")
    return title


def _product_title(slug: str) -> str | None:
    title: str | None = Product.objects.on_sale().filter(slug=slug).values_list("title", flat=True).first()
    return title


def _post_title(key: str) -> str | None:
    try:
        post_id = UUID(key)
    except ValueError:
        return None
    title: str | None = Post.objects.published().filter(pk=post_id).values_list("title", flat=True).first()
    return title


def shown_at(target: str) -> tuple[str, Media | None]:
    """The title of what `target` shows, and its picture. Refused like `title_of`."""
    title = title_of(target)
    pillar, _sep, rest = target.strip("/").partition("/")
    if pillar == "mall" and rest:
        return title, Product.objects.on_sale().select_related("picture").get(slug=rest).picture
    if pillar == "posts":
        return title, Post.objects.published().select_related("cover").get(pk=rest).cover
    someone = persona()
    return title, someone.portrait if someone else None
