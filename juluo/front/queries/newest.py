"""The latest posts for feed readers."""

from django.utils.feedgenerator import Atom1Feed

from juluo.core.addresses import address_of, root_of
from juluo.core.models import Space
from juluo.ip.models import Post
from juluo.ip.queries.posts import feed, persona
from juluo.ip.rules.audience import free_part
from juluo.ip.rules.markdown import told

_MOST = 30


def atom_feed(space: Space) -> str:
    """The feed as XML (RFC 4287). Post ids stay the same wherever the space moves."""
    someone = persona()
    made = Atom1Feed(
        title=space.name,
        link=f"{root_of(space)}/",
        description=someone.tagline if someone else "",
        language=space.language,
        feed_url=address_of(space, "front:feed"),
        feed_guid=f"urn:uuid:{space.id}",
        author_name=someone.name if someone else space.name,
    )
    for post in feed()[:_MOST]:
        _add(made, space, post)
    text: str = made.writeString("utf-8")
    return text


def _add(made: Atom1Feed, space: Space, post: Post) -> None:
    made.add_item(
        title=post.title,
        link=address_of(space, "ip:post", post.id),
        description=told(free_part(post)),
        unique_id=f"urn:uuid:{post.id}",
        author_name=post.author.name,
        pubdate=post.published_at,
        updateddate=post.updated_at,
    )
