"""Validators of what pages say to machines: data blocks, sitemaps, feeds, manifests. Each returns its complaints."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

_NEEDED = {
    "Product": {"name", "image", "offers"},
    "Offer": {"price", "priceCurrency", "availability", "url"},
    "DiscussionForumPosting": {"author", "datePublished", "text", "headline", "url"},
    "Person": {"name"},
    "Brand": {"name"},
    "Organization": {"name", "url", "logo"},
    "WebSite": {"name", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}
"""What search engines ask for, by type. Source: developers.google.com/search/docs/appearance/structured-data."""
_ADDRESSES = {"url", "logo", "item", "image", "mainEntityOfPage", "availability", "itemCondition"}
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_ATOM = "{http://www.w3.org/2005/Atom}"
_MOST_ADDRESSES = 50_000


class HeadReader(HTMLParser):
    """Reads what stands in the head of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.blocks: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "meta" and (name := found.get("property") or found.get("name")):
            self.meta[name] = found.get("content", "")
        elif tag == "link":
            self.links[found.get("rel", "")] = found.get("href", "")
        elif tag == "script" and found.get("type") == "application/ld+json":
            self._inside = True
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._inside = False


def things_of(page: str) -> list[dict[str, Any]]:
    """Every thing that the data blocks of a page tell of."""
    graphs = [json.loads(block) for block in HeadReader(page).blocks]
    return [thing for graph in graphs for thing in graph["@graph"]]


def faults_of_things(page: str) -> list[str]:
    """Complaints about the data blocks of a page."""
    graphs = [json.loads(block) for block in HeadReader(page).blocks]
    foreign = [f"context {each.get('@context')}" for each in graphs if each.get("@context") != "https://schema.org"]
    return foreign + [fault for graph in graphs for fault in _faults(graph["@graph"])]


def _faults(told: Any) -> Iterator[str]:
    if isinstance(told, list):
        for each in told:
            yield from _faults(each)
    elif isinstance(told, Mapping):
        yield from _faults_of_one(told)
        for each in told.values():
            yield from _faults(each)


def _faults_of_one(thing: Mapping[str, Any]) -> Iterator[str]:
    kind = thing.get("@type")
    if kind is None:
        if set(thing) != {"@id"}:
            yield f"no type: {thing}"
        return
    if kind not in _NEEDED:
        yield f"unknown type {kind}"
        return
    yield from (f"{kind} lacks {name}" for name in sorted(_NEEDED[kind]) if not thing.get(name))
    yield from (f"{kind}.{name} is no address: {value}" for name, value in _addresses(thing) if not _is_address(value))
    yield from (f"{kind}.{name} is no time" for name in thing if name.startswith("date") and not _is_time(thing[name]))
    if kind == "Offer" and not _is_price(thing.get("price"), thing.get("priceCurrency")):
        yield f"Offer.price is no price: {thing.get('price')}"


def _addresses(thing: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name in _ADDRESSES & set(thing):
        yield from ((name, each) for each in (thing[name] if isinstance(thing[name], list) else [thing[name]]))


def faults_of_sitemap(content: bytes) -> list[str]:
    """Complaints about a sitemap or an index of sitemaps (sitemaps.org, 0.9)."""
    root = ET.fromstring(content)  # noqa: S314 - our own answer
    if root.tag not in {f"{_SITEMAP}urlset", f"{_SITEMAP}sitemapindex"}:
        return [f"root is {root.tag}"]
    addresses = [each.findtext(f"{_SITEMAP}loc") for each in root]
    faults = [f"no public address: {each}" for each in addresses if not _is_address(each)]
    faults += [f"no time: {each.text}" for each in root.iter(f"{_SITEMAP}lastmod") if not _is_time(each.text)]
    if not 1 <= len(addresses) <= _MOST_ADDRESSES or len(set(addresses)) < len(addresses):
        faults.append("empty, too many or twice the same")
    return faults


def faults_of_feed(content: bytes) -> list[str]:
    """Complaints about an Atom feed (RFC 4287)."""
    root = ET.fromstring(content)  # noqa: S314 - our own answer
    parts = [root, *root.iter(f"{_ATOM}entry")]
    faults = [
        f"{each.tag} lacks {name}" for each in parts for name in ("id", "title", "updated")
        if not each.findtext(f"{_ATOM}{name}")
    ]  # fmt: skip
    links = [each.get("href") for part in parts for each in part.findall(f"{_ATOM}link")]
    return faults + [f"no public address: {each}" for each in links if not _is_address(each)]


def faults_of_manifest(told: Mapping[str, Any]) -> list[str]:
    """Complaints about a web app manifest (W3C, and what browsers ask for before they install)."""
    needed = ("name", "short_name", "start_url", "scope", "display", "icons", "background_color", "theme_color")
    faults = [f"lacks {name}" for name in needed if not told.get(name)]
    sizes = {(icon["sizes"], icon["purpose"]) for icon in told["icons"]}
    wanted = {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    faults += [f"no icon {each}" for each in sorted(wanted - sizes)]
    colours = (told["background_color"], told["theme_color"])
    faults += [f"no colour: {each}" for each in colours if not re.fullmatch("#[0-9a-f]{6}", each)]
    return faults + ([] if told["start_url"].startswith(told["scope"]) else ["starts out of its scope"])


def _is_address(value: Any) -> bool:
    parts = urlsplit(value) if isinstance(value, str) else None
    return bool(parts and parts.scheme in {"http", "https"} and parts.netloc and value.isascii())


def _is_time(value: Any) -> bool:
    try:
        return datetime.fromisoformat(str(value)).tzinfo is not None
    except ValueError:
        return False


def _is_price(price: Any, currency: Any) -> bool:
    try:
        return Decimal(str(price)) >= 0 and bool(re.fullmatch("[A-Z]{3}", str(currency)))
    except InvalidOperation:
        return False
