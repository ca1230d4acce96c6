"""Which screens there are: one for each address that a person reaches by links."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import BrowserContext, Page

from tools.ux.people import Person

_ELSEWHERE = re.compile(r"/(logout|api|media|language|s|static)/|\.(svg|png|xml|txt|atom|css|js|webmanifest)$")
_COLLECTIONS = {"mall", "products", "posts", "links", "entrances", "e", "orders", "members"}


@dataclass(frozen=True, slots=True)
class Screen:
    """A page, who opens it, and its address with objects left out, by which two of a kind are one."""

    person: str
    kind: str
    path: str

    @property
    def name(self) -> str:
        return f"{self.person}-{re.sub(r'[^a-z0-9]+', '-', self.kind).strip('-') or 'home'}"


def kind_of(path: str) -> str:
    """The address with every object's own name replaced, so that two posts are one screen."""
    kind, before = [], ""
    for part in path.split("/"):
        is_object = any(each.isdigit() for each in part) or (before in _COLLECTIONS and part not in {"", "new"})
        kind.append("x" if is_object else part)
        before = part
    return "/".join(kind)


def screens_of(context: BrowserContext, home: str, person: Person, most: int = 60) -> list[Screen]:
    """Walk from where the person begins, by the links of each page, one page of a kind, at most `most` pages."""
    found: dict[str, Screen] = {}
    waiting = list(person.starts)
    page = context.new_page()
    while waiting and len(found) < most:
        path = waiting.pop(0)
        if kind_of(path) not in found and _is_page(page, home + path):
            found[kind_of(path)] = Screen(person.name, kind_of(path), path)
            waiting += _links_of(page, home)
    page.close()
    return list(found.values())


def _is_page(page: Page, url: str) -> bool:
    answer = page.goto(url)
    return bool(answer and answer.ok and "text/html" in (answer.header_value("content-type") or ""))


def _links_of(page: Page, home: str) -> list[str]:
    """Where the page leads to within the space, as paths below it."""
    links = page.eval_on_selector_all("a[href]", "all => all.map(each => each.getAttribute('href'))")
    inside = urlsplit(home)
    there = [urlsplit(urljoin(page.url, link)) for link in links]
    own = [each.path for each in there if each.netloc == inside.netloc and each.path.startswith(f"{inside.path}/")]
    return [each.removeprefix(inside.path) for each in own if not _ELSEWHERE.search(each)]
