"""Guest pages are kept whole, by a version of the space that changes when something is published.

What differs between guests is left out of the kept page: the CSRF token has a placeholder, filled when the page is
sent, and the footprints of the page are left anew for each visitor.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils.csp import CSP
from django.utils.translation import get_language

from juluo.core.footprints import footprints_of, leave
from juluo.core.http import TOKEN_PLACE, SpaceRequest
from juluo.core.memory import memory

_SECONDS = 15
"""How long what no publishing changes (stock that is left, "2 hours ago") may lag on a guest's page."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as guests see it, the footprints that reading it leaves, and its own security policy if it has one."""

    content: bytes
    footprints: list[tuple[str, str]]
    policy: str


def kept_for_guests[V: Callable[..., HttpResponse]](view: V) -> V:
    """Keep what `view` shows to guests for a few seconds; members, htmx and pages with a query pass by."""

    @wraps(view)
    def keeping(request: SpaceRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _same_for_all_guests(request):
            return view(request, *args, **kwargs)
        key = _key(request)
        kept: Kept | None = memory.get(key)
        if kept is None:
            request.keeps_page = True
            response = view(request, *args, **kwargs)
            if response.status_code == 200:  # noqa: PLR2004 - only whole pages are kept
                memory.set(
                    key, Kept(response.content, footprints_of(request), response.get(CSP.HEADER_ENFORCE, "")), _SECONDS
                )
            response.content = _with_token(request, response.content)
            return response
        for name, subject in kept.footprints:
            leave(request, name, subject)
        headers = {CSP.HEADER_ENFORCE: kept.policy} if kept.policy else None
        return HttpResponse(_with_token(request, kept.content), headers=headers)

    return keeping  # type: ignore[return-value] # `wraps` keeps the view's shape


def _same_for_all_guests(request: SpaceRequest) -> bool:
    signed_in = "sessionid" in request.COOKIES
    told_something = "messages" in request.COOKIES
    plain = request.method == "GET" and not request.GET and not getattr(request, "htmx", False)
    return plain and not signed_in and not told_something


def _key(request: SpaceRequest) -> str:
    agent = "wechat" if "MicroMessenger" in request.headers.get("User-Agent", "") else ""
    theme = request.COOKIES.get("theme", "")
    shade = theme if theme in {"light", "dark"} else ""
    parts = (
        request.space.id,
        request.space.pages_version,
        get_language(),
        agent,
        shade,
        request.get_host(),
        request.path,
    )
    return f"page:{hashlib.sha256(':'.join(map(str, parts)).encode()).hexdigest()}"


def _with_token(request: SpaceRequest, content: bytes) -> bytes:
    place = TOKEN_PLACE.encode()
    return content.replace(place, get_token(request).encode()) if place in content else content
