"""A visitor is a pseudonym in a first-party cookie: no fingerprint, no third party."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from juluo.core.ids import uuid7

COOKIE = "visitor"
_YEAR = 365 * 24 * 3600


def visitor_of(request: HttpRequest) -> UUID:
    """Return the visitor's pseudonym, a new one if the cookie is missing or not ours."""
    try:
        return UUID(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        return uuid7()


def remember_visitor(request: HttpRequest, response: HttpResponse) -> None:
    visitor = str(getattr(request, "visitor", ""))
    if visitor and request.COOKIES.get(COOKIE) != visitor:
        response.set_cookie(COOKIE, visitor, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
