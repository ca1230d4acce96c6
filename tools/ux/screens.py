"""Which screens there are: one for each address that a person reaches by links."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from playwright.async_api import Page

_ELSEWHERE = re.compile(r"/(logout|api|media|language|s|static)/|\.(svg|png|xml|txt|atom|css|js|webmanifest)$")
NOWHERE = "/nowhere/"
_COLLECTIONS = {
    "mall",
    "products",
    "posts",
    "series",
    "rooms",
    "messages",
    "bundles",
    "gifts",
    "links",
    "entrances",
    "e",
    "orders",
    "members",
}


@dataclass(frozen=True, slots=True)
class Screen:
    """A page, who opens it, and its address with objects left out, by which two of a kind are one."""

    person: str
    kind: str
    path: str

    @property
    def is_for_staff(self) -> bool:
        return self.kind.startswith(("/studio/", "/styleguide/"))

    @property
    def name(self) -> str:
        return f"{self.person}-{re.sub(r'[^a-z0-9]+', '-', self.kind).strip('-') or 'home'}"


def kind_of(path: str) -> str:
    """The address with every object's own name replaced, so that two posts, or two letters, are one screen."""
    kind, before = [], ""
    for part in path.partition("?")[0].split("/"):
        listed = before in _COLLECTIONS and part not in {"", "new"}
        is_object = listed or any(each.isdigit() or each == "." for each in part)
        kind.append("x" if is_object else part)
        before = part
    return "/".join(kind)


async def links_of(page: Page, home: str) -> list[str]:
    """Where the page leads to within the space, as paths below it; a sheet that it opens is a place, too."""
    links = await page.eval_on_selector_all("a[href]", "all => all.map(each => each.getAttribute('href'))")
    inside = urlsplit(home)
    there = [urlsplit(urljoin(page.url, link)) for link in links]
    own = [each.path for each in there if each.netloc == inside.netloc and each.path.startswith(f"{inside.path}/")]
    here = urlsplit(page.url).path
    sheets = await page.eval_on_selector_all("bottom-sheet > dialog[id]", "all => all.map(each => each.id)")
    own += [f"{here}#{sheet}" for sheet in sheets]
    return [each.removeprefix(inside.path) for each in own if not _ELSEWHERE.search(each)]
