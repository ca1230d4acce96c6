"""Feeds: public ones of what everybody reads, and each member's private one behind a key."""

from collections.abc import Callable
from hashlib import sha256
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from juluo.core.http import SpaceRequest, get_or_404
from juluo.core.memory import memory
from juluo.front.queries.feeds import Feed, private_feed, series_feed, space_feed, written
from juluo.ip.queries.feed_keys import reader_with
from juluo.ip.queries.series import series_shown

_KEPT_SECONDS = 3600
_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}


@require_safe
def feed(request: SpaceRequest, form: str) -> HttpResponse:
    """The latest posts, as guests read them."""
    return _public(request, form, "all", lambda: space_feed(request.space))


@require_safe
def feed_of_series(request: SpaceRequest, series_id: UUID, form: str) -> HttpResponse:
    """The latest parts of a series, as guests read them."""
    series = get_or_404(series_shown(), id=series_id)
    return _public(request, form, str(series.pk), lambda: series_feed(request.space, series))


@require_safe
def feed_of_reader(request: SpaceRequest, key: str, form: str) -> HttpResponse:
    """What one member follows, as far as they may read it. Whoever holds the address reads it, so caches may not."""
    reader = reader_with(key)
    if reader is None:
        raise Http404
    content = written(private_feed(request.space, reader, key), form)
    response = _document(request, content, form, None)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _public(request: SpaceRequest, form: str, of: str, make: Callable[[], Feed]) -> HttpResponse:
    """Kept until something is published."""
    key = f"feed:{request.space.id}:{request.space.pages_version}:{of}:{form}"
    kept: tuple[str, float | None] | None = memory.get(key)
    if kept is None:
        made = make()
        kept = written(made, form), made.changed_at.timestamp() if made.changed_at else None
        memory.set(key, kept, _KEPT_SECONDS)
    response = _document(request, *kept[:1], form, kept[1])
    response["Cache-Control"] = "no-cache"
    return response


def _document(request: SpaceRequest, content: str, form: str, changed: float | None) -> HttpResponse:
    """Answer 304 to whoever has it already: by its content, or by when it last changed."""
    etag = f'"{sha256(content.encode()).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=f"{_TYPES[form]}; charset=utf-8")
    response["ETag"] = etag
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    last = int(changed) if changed is not None else None
    return get_conditional_response(request, etag=etag, last_modified=last, response=response) or response
