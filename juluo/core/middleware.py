"""The edge of a request: which space, who, in which transaction."""

import logging
import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import set_script_prefix
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from juluo.core.acting import Actor, acting_as
from juluo.core.http import SpaceRequest, error_page
from juluo.core.locales import asks_for_language
from juluo.core.models import Member, Reading, Space
from juluo.core.people import member_of, permissions_of
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_in
from juluo.core.uploads import bound_files
from juluo.core.visitors import remember_visitor, visitor_of

type Handler = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger("juluo.requests")
_PREFIX = re.compile(r"^/@([a-z0-9-]{1,40})(/.*)?$")
SPACE_HEADER = "Juluo-Space"
_SAFE = {"GET", "HEAD", "OPTIONS"}
_SIGN_IN = {
    "account_login", "account_logout", "account_inactive", "account_reauthenticate", "account_request_login_code",
    "account_confirm_login_code", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "mfa_authenticate",
    "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_index", "mfa_activate_totp",
    "mfa_add_webauthn", "mfa_view_recovery_codes",
}  # fmt: skip
"""The way to the studio of a closed space. Signing up is none: a closed space has no new people."""
_known: dict[str, tuple[float, UUID | None]] = {}
_KNOWN_FOR = 5.0


def request_log(get_response: Handler) -> Handler:
    """Give each request an id, which error pages show; log what went wrong on our side."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        request.trace_id = uuid.uuid4().hex[:16]  # type: ignore[attr-defined] # ours
        response = get_response(request)
        response["X-Request-Id"] = request.trace_id  # type: ignore[attr-defined] # ours
        if response.status_code >= 500:  # noqa: PLR2004 - server errors
            took = round((time.perf_counter() - began) * 1000, 1)
            trace = response["X-Request-Id"]
            extra = {"status": response.status_code, "path": request.path, "ms": took, "trace": trace}
            logger.error("request", extra=extra)
        return response

    return middleware


def bounded_files(get_response: Handler) -> Handler:
    """Bound the files of each request before anything reads its form; CSRF is checked after this."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, *_arguments: Any) -> None:
        bound_files(request, view)

    middleware.process_view = process_view  # type: ignore[attr-defined] # Django looks for it here
    return middleware


def space_of_request(get_response: Handler) -> Handler:
    """Find the space by host or by /@slug/, let it act, and run a GET in one transaction."""

    def middleware(request: HttpRequest) -> HttpResponse:
        space_id = _find_space(request)
        if space_id is None:
            return get_response(request)
        with ExitStack() as stack:
            stack.enter_context(acting_in(space_id))
            if request.method in _SAFE:
                stack.enter_context(transaction.atomic())
                stack.enter_context(_known_people(request, space_id))
            else:
                with transaction.atomic():
                    people = _known_people(request, space_id)
                    people.__enter__()
                stack.push(people)
            response = get_response(request)
            remember_visitor(request, response)
            return response

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return error_page(request, exception.status, exception.message)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined] # Django looks for it here
    middleware.process_view = _turn_away_if_closed  # type: ignore[attr-defined] # the same
    return middleware


def _turn_away_if_closed(request: HttpRequest, view: Any, *_arguments: Any) -> HttpResponse | None:
    """A closed space shows one page and does nothing more; only what is `open_when_closed` goes on, and the studio.

    The API's audiences turn their callers away by themselves.
    """
    space: Space | None = getattr(request, "space", None)
    if space is None or space.closed_at is None or _open_when_closed(request, view):
        return None
    return error_page(request, HTTPStatus.GONE, closed_sentence(space))


def closed_sentence(space: Space) -> str:
    return _("%(space)s is closed.") % {"space": space.name}


def _open_when_closed(request: HttpRequest, view: Any) -> bool:
    """Whether the view goes on in a closed space: for machines, for signing in, and for staff in the studio."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if getattr(view, "open_when_closed", False) or name in _SIGN_IN or name.startswith("api:"):
        return True
    if not (hasattr(view, "staff_permission") or name == "media"):
        return False
    member: Member | None = getattr(request, "member", None)
    is_guest = not request.user.is_authenticated and name != "media"
    return is_guest or (member is not None and bool(permissions_of(member.id)))


def _find_space(request: HttpRequest) -> UUID | None:
    """Return the space's id and point the request's path, script prefix and URL table at it."""
    if "\x00" in request.path_info:
        raise Http404
    if matched := _PREFIX.match(request.path_info):
        space_id = _space_id("slug", matched[1])
        if space_id is None:
            raise Http404
        prefix = f"{request.META.get('SCRIPT_NAME', '')}/@{matched[1]}"
        request.META["SCRIPT_NAME"] = prefix
        request.path_info = request.META["PATH_INFO"] = matched[2] or "/"
        set_script_prefix(f"{prefix}/")
    else:
        space_id = _space_id("hosts__contains", [request.get_host().split(":")[0].lower()])
        if space_id is None and request.path_info.startswith("/api/v1/") and SPACE_HEADER in request.headers:
            space_id = _space_in_header(request)
    if space_id is not None:
        request.urlconf = "juluo.urls.space"
    return space_id


def _space_in_header(request: HttpRequest) -> UUID | None:
    """Return the space that the API's caller names. Links in the answer lead to its pages by their prefix."""
    slug = request.headers[SPACE_HEADER][:40]
    space_id = _space_id("slug", slug)
    if space_id is not None:
        set_script_prefix(f"{request.META.get('SCRIPT_NAME', '')}/@{slug}/")
    return space_id


def _space_id(lookup: str, value: str | list[str]) -> UUID | None:
    """Look a space up; remember the answer a few seconds, for a slug or a host rarely moves."""
    key = f"{lookup}={value}"
    when, space_id = _known.get(key, (0.0, None))
    if time.monotonic() - when > _KNOWN_FOR or space_id is None:
        space_id = Space.objects.filter(**{lookup: value}).values_list("id", flat=True).first()
        _known[key] = (time.monotonic(), space_id)
        if len(_known) > 10_000:  # noqa: PLR2004 - hosts come from outside: keep the memory bounded
            _known.clear()
    return space_id


_by_id = Reading(lambda space_id: Space.objects.filter(pk=space_id))


def _space(space_id: UUID) -> Space:
    for space in _by_id(space_id):
        return space
    raise Space.DoesNotExist


@contextmanager
def _known_people(request: HttpRequest, space_id: UUID) -> Iterator[None]:
    """Read who asks: the space, the user, their member row, the visitor; name the actor of facts."""
    asking: SpaceRequest = request  # type: ignore[assignment] # this is where it becomes one
    asking.visitor = visitor_of(request)
    user = request.user if request.COOKIES.get("sessionid") else AnonymousUser()
    asking.member = member_of(user) if user.is_authenticated else None
    asking.space = asking.member.space if asking.member else _space(space_id)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if not asks_for_language(chosen, request.headers.get("Accept-Language", "")):
        translation.activate(asking.space.language)
    with timezone.override(asking.space.time_zone), acting_as(Actor(asking.member.id if asking.member else None)):
        yield
