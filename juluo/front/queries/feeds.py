"""Posts for feed readers: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, of one content."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from juluo.core.addresses import address_of, root_of
from juluo.core.models import Member, Space
from juluo.ip.models import Persona, Post, Series
from juluo.ip.queries.followed import followed_posts
from juluo.ip.queries.posts import feed, persona
from juluo.ip.queries.series import opened_among
from juluo.ip.rules.audience import free_part
from juluo.ip.rules.markdown import told

_MOST = 30


@dataclass(frozen=True, slots=True)
class Item:
    """A post, and as much of its text as the reader of the feed may read, as Markdown."""

    post: Post
    text: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What is told, whatever the format; ids stay the same wherever the space moves. `view` names its own address."""

    space: Space
    title: str
    about: str
    home: str
    guid: str
    view: str
    arguments: Sequence[Any]
    items: Sequence[Item]
    author: str

    @property
    def changed_at(self) -> datetime | None:
        """When one of its posts was last published or changed."""
        times = [max(each.post.updated_at, each.post.published_at or each.post.updated_at) for each in self.items]
        return max(times, default=None)

    def address_in(self, form: str) -> str:
        """Where the feed is read in a format; its view is called alike in each."""
        return address_of(self.space, f"{self.view}_{form}", *self.arguments)


def space_feed(space: Space) -> Feed:
    """The latest posts as everybody may read them."""
    someone = persona()
    about, items = someone.tagline if someone else "", _free(feed()[:_MOST])
    home, guid = f"{root_of(space)}/", f"urn:uuid:{space.id}"
    return Feed(space, space.name, about, home, guid, "front:feed", (), items, _voice(someone, space))


def series_feed(space: Space, series: Series) -> Feed:
    """The latest parts of a series as everybody may read them."""
    items, home = _free(feed().filter(series=series)[:_MOST]), address_of(space, "ip:series", series.pk)
    title, guid, author = f"{series.title} · {space.name}", f"urn:uuid:{series.pk}", _voice(persona(), space)
    return Feed(space, title, series.summary, home, guid, "front:series_feed", (series.pk,), items, author)


def private_feed(space: Space, reader: Member, key: str) -> Feed:
    """What a member follows, each post as far as they may read it now."""
    posts = list((followed_posts(reader) or feed().none())[:_MOST])
    opened = opened_among(posts, reader)
    items = [Item(post, post.text if post.pk in opened else free_part(post)) for post in posts]
    title, home = f"{space.name} · {reader.name}", address_of(space, "front:followed")
    author = _voice(persona(), space)
    return Feed(space, title, "", home, f"urn:uuid:{reader.pk}", "front:private_feed", (key,), items, author)


def written(told_feed: Feed, form: str) -> str:
    """The feed as a document: `form` is "atom", "rss" or "json"."""
    return _WRITERS[form](told_feed)


def _free(posts: Any) -> list[Item]:
    return [Item(post, free_part(post)) for post in posts]


def _voice(someone: Persona | None, space: Space) -> str:
    return someone.name if someone else space.name


def _html(item: Item, space: Space) -> str:
    """Pictures and links need whole addresses: a feed is read elsewhere."""
    root = urlsplit(root_of(space))
    return re.sub(r'(?<= )(src|href)="(?=/)', rf'\1="{root.scheme}://{root.netloc}', told(item.text))


def _xml(told_feed: Feed, kind: type[SyndicationFeed], form: str) -> str:
    made = kind(
        title=told_feed.title,
        link=told_feed.home,
        description=told_feed.about,
        language=told_feed.space.language,
        feed_url=told_feed.address_in(form),
        feed_guid=told_feed.guid,
        author_name=told_feed.author,
    )
    for item in told_feed.items:
        made.add_item(
            title=item.post.title,
            link=address_of(told_feed.space, "ip:post", item.post.id),
            description=_html(item, told_feed.space),
            unique_id=f"urn:uuid:{item.post.id}",
            unique_id_is_permalink=False,
            author_name=item.post.author.name,
            pubdate=item.post.published_at,
            updateddate=item.post.updated_at,
        )
    text: str = made.writeString("utf-8")
    return text


def _json(told_feed: Feed) -> str:
    said: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": told_feed.title,
        "home_page_url": told_feed.home,
        "feed_url": told_feed.address_in("json"),
        "language": told_feed.space.language,
        "authors": [{"name": told_feed.author}],
        "items": [_json_item(each, told_feed.space) for each in told_feed.items],
    }
    if told_feed.about:
        said["description"] = told_feed.about
    return json.dumps(said, ensure_ascii=False)


def _json_item(item: Item, space: Space) -> dict[str, Any]:
    post = item.post
    times = {"date_published": post.published_at or post.updated_at, "date_modified": post.updated_at}
    return {
        "id": f"urn:uuid:{post.id}",
        "url": address_of(space, "ip:post", post.id),
        "title": post.title,
        "content_html": _html(item, space),
        "authors": [{"name": post.author.name}],
        **{name: at.isoformat(timespec="seconds") for name, at in times.items()},
    }


_WRITERS: Mapping[str, Callable[[Feed], str]] = {
    "atom": lambda each: _xml(each, Atom1Feed, "atom"),
    "rss": lambda each: _xml(each, Rss201rev2Feed, "rss"),
    "json": _json,
}
