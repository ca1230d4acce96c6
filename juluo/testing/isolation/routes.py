"""Every address of the installation, with its audience as the code declares it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.operation import Operation

from juluo.core.api.contract import audience_of

PUBLIC = {
    "juluo.core.health.alive": "tells nothing but that the process answers",
    "juluo.core.health.ready": "tells nothing but that it can serve",
    "juluo.front.views.doors.spaces": "the list of open spaces, or the only one",
    "juluo.front.views.home.home": "guests read the home page",
    "juluo.front.views.search.search": "guests search what guests read",
    "juluo.front.views.me.me": "guests see how to sign in and set their language",
    "juluo.front.views.crawlers.robots": "for crawlers",
    "juluo.front.views.crawlers.robots_of_installation": "for crawlers: the sitemaps of all open spaces",
    "juluo.front.views.crawlers.sitemap_index": "for crawlers: pages that guests read",
    "juluo.front.views.crawlers.sitemap": "for crawlers: pages that guests read",
    "juluo.front.views.feeds.feed": "for feed readers: published posts",
    "juluo.front.views.feeds.feed_of_series": "for feed readers: published parts of a series",
    "juluo.front.views.feeds.feed_of_reader": "for feed readers: what a member follows, by an unguessable key",
    "juluo.front.views.following.what_matters": "explains an order, the same for everybody",
    "juluo.front.views.crawlers.security": "whom to tell of a weakness",
    "juluo.front.views.drawings.card": "the card of the space, of what guests read",
    "juluo.front.views.drawings.icon": "the icon of the space",
    "juluo.front.views.app.manifest": "how the space looks as an app",
    "juluo.front.views.app.worker": "a script, the same for everybody",
    "juluo.front.views.app.offline": "says that there is no connection",
    "juluo.ip.views.posts.post_card": "the card of a published post",
    "juluo.mall.views.shelf.product_card": "the card of a product on sale",
    "juluo.front.views.me.language": "sets a cookie of the reader's own",
    "juluo.ip.views.posts.post": "guests read what is published",
    "juluo.ip.views.playing.post_recording": "sound and film that guests may have, as far as they read the post",
    "juluo.ip.views.playing.post_picture": "pictures that guests may see, as far as they read the post",
    "juluo.ip.views.comments.comments": "guests read what is said about a post that they can read",
    "juluo.ip.views.comments.comment": "guests read what is said about a post that they can read",
    "juluo.ip.views.series.series": "guests read which parts a series has",
    "juluo.community.views.rungs.rungs": "guests read how one rises",
    "juluo.ip.views.series.series_list": "guests read which series there are",
    "juluo.ip.views.bundles.bundles": "guests read which bundles there are",
    "juluo.ip.views.bundles.bundle": "guests read what a bundle holds",
    "juluo.ip.views.bundles.bundle_card": "the card of a bundle",
    "juluo.ip.views.gifts.gift": "a friend sees who gives what, by a code that nobody guesses",
    "juluo.ip.views.series.series_card": "the card of a series",
    "juluo.community.views.circles.circles": "guests see which circles are open to all",
    "juluo.community.views.circles.circle": "guests see the door of a circle that is open to all",
    "juluo.ip.views.rooms.rooms": "guests see which rooms there are",
    "juluo.ip.views.rooms.room": "guests see the door of a room",
    "juluo.ip.views.rooms.room_card": "the card of a room, of what stands at its door",
    "juluo.ip.views.consultations.consultations": "guests see what can be booked",
    "juluo.ip.views.consultations.consultation": "guests see a consultation and its free times",
    "juluo.ip.views.consultations.consultation_card": "the card of a consultation",
    "juluo.ip.views.bookings.booking_calendar": "whoever holds the signed link to a booking",
    "juluo.ip.views.questions.questions": "guests read which questions are published",
    "juluo.ip.views.questions.question": "guests read a published question, and its answer if it is free",
    "juluo.ip.views.needs.need": "guests read what is decided",
    "juluo.ip.views.needs.decisions": "guests read what is decided",
    "juluo.ip.views.workshop.workshop": "guests read what is being made",
    "juluo.ip.views.workshop.workpiece": "guests read what is being made",
    "juluo.ip.views.tips.support": "how to support, and the words of those who let everybody read them",
    "juluo.ip.views.tips.post_support": "the same about a published post",
    "juluo.ip.views.tips.workpiece_support": "the same about a workpiece that is shown",
    "juluo.ip.views.workshop.workpiece_card": "the card of a workpiece that is shown",
    "juluo.ip.views.about.about": "guests read the persona and the story",
    "juluo.insight.views.spread.spread": "guests read how the index is computed",
    "juluo.core.views.media": "pictures of the space, by unguessable id",
    "juluo.community.views.entrances.entrance": "where guests arrive",
    "juluo.community.views.entrances.door": "says what an entrance asks, before anybody signs in",
    "juluo.community.views.entrances.invitation": "where invited guests arrive, by a code that nobody guesses",
    "juluo.community.views.look.theme": "the colours that every guest sees",
    "juluo.community.views.joining.covenant": "guests read what they would accept",
    "juluo.community.views.joining.joining": "a stranger joins",
    "juluo.mall.views.shelf.shelf": "guests look at the mall",
    "juluo.mall.views.shelf.product": "guests look at a product",
    "juluo.mall.views.shipping.shipping": "guests see where it ships and for how much",
    "juluo.mall.views.cart.cart": "a guest's cart is held by their visitor cookie",
    "juluo.mall.views.cart.cart_line": "a guest's cart is held by their visitor cookie",
    "juluo.community.views.topics.topic_end": "whoever holds a mail about a topic may end it, by the signed link in it",
    "juluo.ip.views.following.follow_end": "whoever holds a digest may end what it tells of, by the signed link in it",
    "juluo.reach.views.off.off": "whoever holds a mail may end its kind, by the signed link in it",
    "juluo.sharing.views.links.opening": "a share link",
    "juluo.sharing.views.pictures.code_picture": "the QR code of a share link",
    "juluo.sharing.views.pictures.page_code": "the QR code of a page that guests read",
    "juluo.sharing.views.pictures.poster": "the poster of a share link, which its sharer gives away",
}
"""Views without a guard, each with its reason."""
PROVIDERS = {"juluo.payments.views.notifications.receive": "a payment provider, known by its signature"}

FIXED = {
    "variant": "full", "version": "0", "kind": "svg", "provider": "sandbox", "shape": "32", "listed": "posts",
    "step": "look", "evidence": "shares", "origin": "comment", "said": "comment",
    "source": "00000000-0000-7000-8000-000000000000",
}  # fmt: skip
"""Parameters of a path that choose a form and name no row."""

_PARAMETER = re.compile(r"<(?:(?P<converter>[a-z]+):)?(?P<name>\w+)>")
_GROUP = re.compile(r"\(\?P<(?P<name>\w+)>[^)]*\)")


@dataclass(frozen=True)
class Route:
    """An address: its path with {parameters}, the methods that change something, and for whom it is."""

    name: str
    path: str
    parameters: Sequence[str]
    audience: str
    methods: Sequence[str] = ("GET", "POST")
    body: Any = None
    query: Sequence[str] = ()

    def at(self, values: dict[str, Any]) -> str:
        return self.path.format(**{name: FIXED.get(name, values.get(name)) for name in self.parameters})


def page_routes(patterns: Sequence[URLPattern | URLResolver], prefix: str = "/") -> Iterator[Route]:
    """Every route of a URL table but the API's, which its contract knows better."""
    for each in patterns:
        path = prefix + _plain(str(each.pattern))
        if isinstance(each, URLResolver):
            if each.app_name != "ninja":
                yield from page_routes(each.url_patterns, path)
        else:
            names = [match["name"] for match in re.finditer(r"{(?P<name>\w+)}", path)]
            yield Route(f"{each.name} {path}", path, names, _audience(each.callback))


def api_routes(api: NinjaAPI, prefix: str = "/api/v1") -> Iterator[Route]:
    """Every operation of the API."""
    contract = api.get_openapi_schema(path_prefix="")
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            plain = re.sub(r"{[^}:]+:", "{", path)
            for operation in view.operations:
                for method in operation.methods:
                    details = contract["paths"][f"/{plain.lstrip('/')}"][method.lower()]
                    yield _api_route(contract, operation, method, prefix + plain, details)


def _api_route(contract: Any, operation: Operation, method: str, path: str, details: Any) -> Route:
    body = details.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    asked = {where: [each["name"] for each in details.get("parameters", []) if each["in"] == where]
             for where in ("path", "query")}  # fmt: skip
    shape = {"schema": body, "components": contract["components"]["schemas"]} if body else None
    audience = audience_of(operation).word
    return Route(f"{method} {path}", path, asked["path"], audience, [method], shape, asked["query"])


def _audience(view: Any) -> str:
    """Read the audience from the guards around a view, else from the lists above; "" is unclassified."""
    address = f"{getattr(view, '__module__', '')}.{getattr(view, '__name__', '')}"
    while view is not None:
        if permission := getattr(view, "staff_permission", ""):
            return f"staff:{permission}"
        if getattr(view, "for_members", False):
            return "member"
        if getattr(view, "for_logins", False):
            return "login"
        view = getattr(view, "__wrapped__", None)
    if address.startswith("allauth."):
        return "login"
    return "public" if address in PUBLIC else "provider" if address in PROVIDERS else ""


def _plain(pattern: str) -> str:
    pattern = _PARAMETER.sub(r"{\g<name>}", _GROUP.sub(r"{\g<name>}", pattern))
    return pattern.removeprefix("^").removesuffix("$").removesuffix("\\Z").replace("\\", "")
