"""What crawlers and researchers look for at addresses that standards have fixed."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.views.decorators.http import require_safe

from juluo.core import clock
from juluo.core.addresses import address_of, root_of
from juluo.core.http import SpaceRequest
from juluo.core.memory import memory
from juluo.core.models import Space
from juluo.front.queries.sitemap import entries, sitemaps

_CLOSED = (
    "front_studio:overview", "mall:cart", "mall:checkout", "mall:orders", "front:me", "account_login",
    "community:joining", "sharing:share",
)  # fmt: skip
_KEPT_SECONDS = 3600
_STANDS_FOR = timedelta(days=180)


@require_safe
def robots(request: SpaceRequest) -> HttpResponse:
    """Crawlers may read what guests read; a cart is nobody's business."""
    lines = ["User-agent: *", *(f"Disallow: {reverse(name)}" for name in _CLOSED), "Allow: /"]
    return _plain([*lines, "", f"Sitemap: {address_of(request.space, 'front:sitemap_index')}"])


@require_safe
def robots_of_installation(request: HttpRequest) -> HttpResponse:
    """The same where spaces share a host, for crawlers ask at the root alone."""
    del request
    begin = get_script_prefix()
    closed = [reverse(name, urlconf="juluo.urls.space").removeprefix(begin) for name in _CLOSED]
    spaces = Space.objects.filter(closed_at=None, hosts=[]).order_by("slug")[:1000]
    maps = [f"Sitemap: {root_of(space)}/sitemap.xml" for space in spaces]
    return _plain(["User-agent: *", *(f"Disallow: /@*/{path}" for path in closed), "Allow: /", "", *maps])


@require_safe
def sitemap_index(request: SpaceRequest) -> HttpResponse:
    """All pieces of the sitemap (sitemaps.org, 0.9)."""
    key = f"sitemap:{request.space.id}:{request.space.pages_version}"
    content = memory.get(key)
    if content is None:
        content = render_to_string("front/sitemap_index.xml", {"sitemaps": list(sitemaps(request.space))})
        memory.set(key, content, _KEPT_SECONDS)
    return HttpResponse(content, content_type="application/xml")


@require_safe
def sitemap(request: SpaceRequest, listed: str) -> HttpResponse:
    """One piece of the sitemap: at most a thousand pages."""
    found = entries(request.space, listed, request.GET.get("after", ""))
    return HttpResponse(render_to_string("front/sitemap.xml", {"entries": found}), content_type="application/xml")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116)."""
    space: Space | None = getattr(request, "space", None)
    at = root_of(space) if space else settings.JULUO_PUBLIC_URL
    contact = settings.JULUO_SECURITY_CONTACT or f"{at}/{'about/' if space else ''}"
    expires = (clock.now() + _STANDS_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    return _plain(
        [
            f"Contact: {contact}",
            f"Expires: {expires.strftime('%Y-%m-%dT%H:%M:%SZ')}",
            "Preferred-Languages: zh, en",
            f"Canonical: {at}/.well-known/security.txt",
        ]
    )


def _plain(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
