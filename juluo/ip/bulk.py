"""What staff do to many posts at once. Each row is the verb of its own page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.bulk import Deed, register_deed
from juluo.ip.models import Post
from juluo.ip.operations.posts import publish_post, unpublish_post


def _post(post_id: str) -> Post | None:
    try:
        found: Post | None = Post.objects.filter(pk=UUID(post_id)).first()
    except ValueError:
        return None
    return found


def _publish(post: Post, _told: Mapping[str, Any]) -> None:
    publish_post(post)


def _withdraw(post: Post, _told: Mapping[str, Any]) -> None:
    unpublish_post(post)


_POSTS = "ip_studio:posts"
PUBLISH = register_deed(Deed("posts.publish", _("Publish"), "content.write", _POSTS, _post, _publish))
WITHDRAW = register_deed(Deed("posts.withdraw", _("Take back"), "content.write", _POSTS, _post, _withdraw))
