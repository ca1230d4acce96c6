"""Players of other hosts: an address that somebody pasted says which film is meant, and nothing else is taken from it.

Nothing is ever fetched. The host must be one of ours to the letter; what we show is an address that we build anew.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juluo.core.refusals import Refused

LINK_LENGTH = 500
FIELD = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A host whose player may stand in a page. `addresses` find what is shown: by host, then path, or path and word.

    A pattern that ends in `?name` takes the word `name` of the query as the key.
    """

    title: Promise | str
    addresses: Mapping[str, tuple[str, ...]]
    key: str
    frame: str
    page: str
    sound: bool = False

    @property
    def frame_host(self) -> str:
        return f"https://{urlsplit(self.frame).hostname}"


def _at(*names: str, paths: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType(dict.fromkeys(names, paths))


HOSTS: Mapping[str, Host] = MappingProxyType({
    "bilibili": Host(
        title=gettext_lazy("Bilibili"),
        addresses={
            **_at("www.bilibili.com", "bilibili.com", "m.bilibili.com", paths=(r"/video/(?P<key>[^/]+)/?",)),
            **_at("player.bilibili.com", paths=(r"/player\.html?bvid",)),
        },
        key=r"BV[0-9A-Za-z]{10}",
        frame="https://player.bilibili.com/player.html?bvid={key}&autoplay=0&danmaku=0",
        page="https://www.bilibili.com/video/{key}/",
    ),
    "youtube": Host(
        title="YouTube",
        addresses={
            **_at("www.youtube.com", "youtube.com", "m.youtube.com", "www.youtube-nocookie.com", paths=(
                r"/watch?v", r"/(?:shorts|embed|live)/(?P<key>[^/]+)/?",
            )),
            **_at("youtu.be", paths=(r"/(?P<key>[^/]+)",)),
        },
        key=r"[0-9A-Za-z_-]{11}",
        frame="https://www.youtube-nocookie.com/embed/{key}",
        page="https://www.youtube.com/watch?v={key}",
    ),
    "tencent": Host(
        title=gettext_lazy("Tencent Video"),
        addresses=_at("v.qq.com", "m.v.qq.com", paths=(
            r"/x/page/(?P<key>[^/]+)\.html", r"/x/cover/\w+/(?P<key>[^/]+)\.html", r"/txp/iframe/player\.html?vid",
        )),
        key=r"[0-9A-Za-z]{11}",
        frame="https://v.qq.com/txp/iframe/player.html?vid={key}",
        page="https://v.qq.com/x/page/{key}.html",
    ),
    "vimeo": Host(
        title="Vimeo",
        addresses=_at("vimeo.com", "www.vimeo.com", "player.vimeo.com", paths=(r"/(?:video/)?(?P<key>[^/]+)/?",)),
        key=r"[0-9]{6,12}",
        frame="https://player.vimeo.com/video/{key}?dnt=1",
        page="https://vimeo.com/{key}",
    ),
    "youku": Host(
        title=gettext_lazy("Youku"),
        addresses={
            **_at("v.youku.com", paths=(r"/v_show/id_(?P<key>[^/]+)\.html",)),
            **_at("player.youku.com", paths=(r"/embed/(?P<key>[^/]+)",)),
        },
        key=r"X[0-9A-Za-z]{8,20}={0,2}",
        frame="https://player.youku.com/embed/{key}",
        page="https://v.youku.com/v_show/id_{key}.html",
    ),
    "netease": Host(
        title=gettext_lazy("NetEase Cloud Music"),
        addresses=_at("music.163.com", "y.music.163.com", paths=(r"/(?:m/)?song?id",)),
        key=r"[0-9]{4,12}",
        frame="https://music.163.com/outchain/player?type=2&id={key}&auto=0&height=66",
        page="https://music.163.com/song?id={key}",
        sound=True,
    ),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Embed:
    """Something that a host of ours shows."""

    name: str
    key: str

    @property
    def host(self) -> Host:
        return HOSTS[self.name]

    @property
    def frame(self) -> str:
        """The address of the player, built from the key alone."""
        return self.host.frame.format(key=self.key)

    @property
    def page(self) -> str:
        return self.host.page.format(key=self.key)

    def __str__(self) -> str:
        return f"{self.name}:{self.key}"


def embed_at(link: str) -> Embed:
    """What the address shows. Refused with `unknown_host` or `unknown_address`, naming the hosts that we know."""
    host, path, words = _parts(link.strip())
    for name in allowed_hosts():
        paths = HOSTS[name].addresses.get(host)
        if paths is None:
            continue
        for pattern in paths:
            key = _key(pattern, path, words)
            if key and re.fullmatch(HOSTS[name].key, key, re.ASCII):
                return Embed(name, key)
        message = _("We cannot see which film this address shows. Open it there and copy its full address.")
        raise Refused(message, code="unknown_address", field=FIELD, status=422)
    titles = _(", ").join(str(HOSTS[name].title) for name in allowed_hosts())
    message = _("Players of this host are not shown here. These are: %(hosts)s.") % {"hosts": titles}
    raise Refused(message, code="unknown_host", field=FIELD, status=422)


def embed_of(kept: str) -> Embed | None:
    """What a post keeps as `embed`; None if it keeps nothing, or a host that is not allowed any more."""
    name, _colon, key = kept.partition(":")
    return Embed(name, key) if name in allowed_hosts() and re.fullmatch(HOSTS[name].key, key, re.ASCII) else None


def allowed_hosts() -> list[str]:
    """The hosts that this installation allows, of those that we know."""
    return [name for name in settings.JULUO_EMBEDS if name in HOSTS]


def _parts(link: str) -> tuple[str, str, dict[str, list[str]]]:
    """Host, path and query of a plain https address; "" as host of any other, with a port or a name to sign in."""
    if len(link) > LINK_LENGTH or re.search(r"[^\x21-\x7e]|\\", link):
        return "", "", {}
    try:
        found = urlsplit(link)
        words = parse_qs(found.query, max_num_fields=50)
    except ValueError:
        return "", "", {}
    host = found.netloc.lower()
    is_plain = found.scheme == "https" and re.fullmatch(r"[a-z0-9.-]+", host)
    return (host if is_plain else ""), found.path, words


def _key(pattern: str, path: str, words: Mapping[str, list[str]]) -> str:
    """The key in the path; or, where the pattern ends in `?name`, the word of the query that is given once."""
    found = re.fullmatch(r"(?P<path>.*)\?(?P<name>[a-z]+)", pattern)
    if found:
        given = words.get(found["name"], []) if re.fullmatch(found["path"], path, re.ASCII) else []
        return given[0] if len(given) == 1 else ""
    matched = re.fullmatch(pattern, path, re.ASCII)
    return matched["key"] if matched else ""
