"""A visitor is a pseudonym in a first-party cookie: no fingerprint, no third party."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix

from juluo.core.ids import uuid7

COOKIE = "visitor"
ENTRANCE_COOKIE = "entrance"
_YEAR = 365 * 24 * 3600


def visitor_of(request: HttpRequest) -> UUID:
    """Return the visitor's pseudonym, a new one if the cookie is missing or not ours."""
    return _uuid_in(request, COOKIE) or uuid7()


def remember_visitor(request: HttpRequest, response: HttpResponse) -> None:
    """Keep the pseudonym and a new entrance in cookies, but not beside an answer that caches share."""
    visitor = str(getattr(request, "visitor", ""))
    if response.get("Cache-Control", "").startswith("public"):
        return
    if entrance_id := getattr(request, "brought_in_by", None):
        replace_entrance(request, response, entrance_id)
    if visitor and request.COOKIES.get(COOKIE) != visitor:
        response.set_cookie(COOKIE, visitor, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())


def entrance_of(request: HttpRequest) -> UUID | None:
    """Return the entrance the visitor first came through, as their cookie says; None is the direct one."""
    return _uuid_in(request, ENTRANCE_COOKIE)


def remember_entrance(request: HttpRequest, response: HttpResponse, entrance_id: UUID) -> None:
    """Keep the visitor's first entrance into this space, for this request too; later ones change nothing."""
    if entrance_of(request) is None:
        request.COOKIES[ENTRANCE_COOKIE] = str(entrance_id)
        replace_entrance(request, response, entrance_id)


def bring_in(request: HttpRequest, entrance_id: UUID) -> None:
    """Let this be the visitor's first entrance, for what they leave behind now and, with the answer, for good."""
    request.COOKIES[ENTRANCE_COOKIE] = str(entrance_id)
    request.brought_in_by = entrance_id  # type: ignore[attr-defined] # ours


def replace_entrance(request: HttpRequest, response: HttpResponse, entrance_id: UUID) -> None:
    """Let this be the visitor's entrance, whatever it was: only when the first one no longer lets anybody in."""
    response.set_cookie(
        ENTRANCE_COOKIE,
        str(entrance_id),
        max_age=_YEAR,
        path=get_script_prefix(),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def _uuid_in(request: HttpRequest, cookie: str) -> UUID | None:
    try:
        return UUID(request.COOKIES.get(cookie, ""))
    except ValueError:
        return None
