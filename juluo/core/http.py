"""What every edge does the same way: show a page, ask for sign-in, turn a refusal into a form error."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.csp import CSP, build_policy
from django.utils.translation import gettext as _

from juluo.core.accounts.second_step import lacks_second_step
from juluo.core.acting import Actor, acting_as
from juluo.core.models import Member, Space
from juluo.core.navigation import member_tabs, studio_nav
from juluo.core.people import permissions_of
from juluo.core.refusals import Refused
from juluo.core.sending import answered_once

TOKEN_PLACE = "the-token-of-whoever-reads-this-page"  # noqa: S105 - a placeholder
"""Stands for the CSRF token in a page that is kept for all guests."""


class SpaceRequest(HttpRequest):
    """A request inside a space. `member` is None for guests and for strangers."""

    space: Space
    member: Member | None
    visitor: UUID
    permissions: frozenset[str]
    keeps_page: bool
    """Set while the page is made for all guests at once (`keeping.py`)."""


class MemberRequest(SpaceRequest):
    """Behind `member_required` or `staff_required`: a member asks."""

    member: Member


def show(request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Render `page.html#part`: htmx gets the part, everyone else the whole page."""
    page, _sign, part = template.partition("#")
    wants_part = part and getattr(request, "htmx", False)
    token = {"csrf_token": TOKEN_PLACE} if getattr(request, "keeps_page", False) else {}
    return render(request, template if wants_part else page, {**context, **token}, status=status)


def framing(response: HttpResponse, *hosts: str) -> HttpResponse:
    """Let this page alone frame pages of `hosts` (like "https://player.example")."""
    if hosts:
        usual: dict[str, Any] = settings.SECURE_CSP
        response[CSP.HEADER_ENFORCE] = build_policy(usual | {"frame-src": list(hosts)})
    return response


def connecting(response: HttpResponse, *origins: str) -> HttpResponse:
    """Let this page alone connect to `origins`, beside its own."""
    if origins:
        usual: dict[str, Any] = settings.SECURE_CSP
        response[CSP.HEADER_ENFORCE] = build_policy(usual | {"connect-src": [CSP.SELF, *origins]})
    return response


def first_or_404[Row](rows: Sequence[Row]) -> Row:
    """The row of a reading that finds one at most."""
    for row in rows:
        return row
    raise Http404


def get_or_404[Row: Model](queryset: QuerySet[Row], **lookup: Any) -> Row:
    """Load a row the asker may see; a foreign or malformed id answers exactly like a missing one."""
    try:
        row = queryset.filter(**lookup).first()
    except (ValueError, ValidationError):
        row = None
    if row is None:
        raise Http404
    return row


@contextmanager
def refusal_shown_on(form: BaseForm) -> Iterator[None]:
    """Show what the verb refused as an error of `form`, beside the field if the refusal names one."""
    try:
        yield
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def member_required[V: Callable[..., HttpResponse]](view: V) -> V:
    """Ask guests to sign in and strangers to join, then bring them back to the same place."""

    @wraps(view)
    def guarded(request: SpaceRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _ask(request, "account_login")
        if request.member is None:
            return _ask(request, "community:joining")
        if request.member.banned_at and not getattr(view, "open_to_banned", False):
            return error_page(request, 403, _("You are banned from this space. Your orders stay open to you."))
        return answered_once(request, view, *args, **kwargs)

    guarded.for_members = True  # type: ignore[attr-defined] # read by the isolation crawler
    return guarded  # type: ignore[return-value] # `wraps` keeps the view's shape


def open_to_banned[V: Callable[..., HttpResponse]](view: V) -> V:
    """A banned member can still see orders, claim refunds and export their data (rules.md, Moderation)."""
    view.open_to_banned = True  # type: ignore[attr-defined] # read by member_required
    return view


def open_when_closed[V: Callable[..., HttpResponse]](view: V) -> V:
    """Keep the view open when its space is closed: money that is under way still arrives."""
    view.open_when_closed = True  # type: ignore[attr-defined] # read by the middleware
    return view


def staff_required[V: Callable[..., HttpResponse]](permission: str) -> Callable[[V], V]:
    """Let staff with `permission` in; facts recorded inside name them as staff (the audit log)."""

    def decorate(view: V) -> V:
        @wraps(view)
        def guarded(request: SpaceRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _ask(request, "account_login")
            request.permissions = permissions_of(request.member.id) if request.member else frozenset()
            if request.member is None or not request.permissions:
                raise Http404
            if permission not in request.permissions:
                return error_page(request, 403, _("Your role does not allow this. Ask the owner of the space."))
            if lacks_second_step(request.user):
                return _ask(request, "account_home")
            with acting_as(Actor(request.member.id, staff=True)):
                return answered_once(request, view, *args, **kwargs)

        guarded.staff_permission = permission  # type: ignore[attr-defined] # read by the isolation crawler
        return guarded  # type: ignore[return-value] # `wraps` keeps the view's shape

    return decorate


def error_page(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    return render(request, f"{status}.html" if status in {403, 404, 409, 410, 413, 429} else "409.html",
                  {"sentence": sentence}, status=status)  # fmt: skip


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    del reason
    return render(request, "403_csrf.html", status=403)


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every template may use; nothing here queries."""
    space = getattr(request, "space", None)
    permissions: frozenset[str] = getattr(request, "permissions", frozenset())
    return {
        "space": space,
        "member": getattr(request, "member", None),
        "member_tabs": member_tabs(request) if space else [],
        "studio_nav": studio_nav(permissions),
        "in_wechat": "MicroMessenger" in request.headers.get("User-Agent", ""),
    }


def _ask(request: HttpRequest, where: str) -> HttpResponse:
    """Send the asker to `where` and back: to the page itself, or to the page a form stood on."""
    back = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/")
    target = f"{reverse(where)}?{urlencode({'next': back})}"
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)
