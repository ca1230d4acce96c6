"""Circles as members and guests meet them: the list, one's own, a circle, and proposing one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from juluo.community.forms.circles import AskForm, CircleForm
from juluo.community.models import Circle, CircleKind
from juluo.community.operations.circles import propose_circle
from juluo.community.queries.circle_heads import head_of_circle
from juluo.community.queries.circles import (
    ask_of,
    circles_known,
    circles_of,
    circles_proposed,
    circles_shown,
    daughters_of,
    founding_rule,
    leads_of,
    standing_of,
)
from juluo.community.queries.topics import latest_topics, unread_among
from juluo.community.rules.circles import Standing, can_found, can_read, reads
from juluo.core.footprints import leave
from juluo.core.http import (
    MemberRequest,
    SpaceRequest,
    first_or_404,
    get_or_404,
    member_required,
    refusal_shown_on,
    show,
)
from juluo.core.keeping import kept_for_guests
from juluo.core.models import Member
from juluo.core.pages import page_of
from juluo.core.words import Rung

_SHOWN, _TOPICS = 20, 5


@require_safe
@kept_for_guests
def circles(request: SpaceRequest) -> HttpResponse:
    """All circles that the reader may know of; `kind` shows those of one."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in CircleKind.values else ""
    page = page_of(circles_shown(request.member, kind), request.GET.get("after", ""), size=_SHOWN)
    rule = founding_rule()
    context: dict[str, Any] = {"page": page, "tabs": _tabs(kind), "rule": rule, "rung": _label(rule.rung)}
    if request.member:
        inside = {stay.circle_id: stay for stay in circles_of(request.member)[:100]}
        context |= {"inside": inside, "founds": can_found(request.member, rule.rung)}
    return show(request, "community/circles.html", context)


@require_safe
@member_required
def circles_mine(request: MemberRequest) -> HttpResponse:
    """Where the member belongs, and what is proposed."""
    page = page_of(circles_of(request.member), request.GET.get("after", ""), size=_SHOWN)
    return show(request, "community/circles_mine.html", {"page": page})


@require_safe
@member_required
def circles_wanted(request: MemberRequest) -> HttpResponse:
    """The circles that look for people who would join."""
    page = page_of(circles_proposed(), request.GET.get("after", ""), size=_SHOWN)
    rule = founding_rule()
    inside = {stay.circle_id for stay in circles_of(request.member)[:100]}
    context = {"page": page, "rule": rule, "rung": _label(rule.rung), "inside": inside}
    return show(request, "community/circles_wanted.html", context | {"founds": can_found(request.member, rule.rung)})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def circle_new(request: MemberRequest) -> HttpResponse:
    """Propose a circle, by the rule of the space."""
    form, rule = CircleForm(request.POST or None, request.FILES or None), founding_rule()
    if form.is_valid():
        with refusal_shown_on(form):
            made = propose_circle(request.member, form.words(by=request.member))
            messages.success(request, _("Your circle is there."))
            return redirect("community:circle", circle_id=made.pk)
    context = {"form": form, "rule": rule, "rung": _label(rule.rung), "founds": can_found(request.member, rule.rung)}
    return show(request, "community/circle_new.html", context, status=422 if form.errors else 200)


@require_safe
@kept_for_guests
def circle(request: SpaceRequest, circle_id: UUID) -> HttpResponse:
    """What the circle is; and for those who may read what is inside, that too."""
    found = get_or_404(circles_known(request.member), id=circle_id)
    leave(request, "view", f"circle:{found.pk}")
    head = None if found.is_private else head_of_circle(request.space, found)
    return show(request, "community/circle.html", about_circle(found, request.member) | {"head": head})


def about_circle(found: Circle, reader: Member | None) -> dict[str, Any]:
    """What `community/circle.html` shows to the reader."""
    standing = standing_of(reader, found)
    inside = reads(reader, found, standing)
    context: dict[str, Any] = {"circle": found, "standing": standing, "reads": inside}
    if reader and not standing.belongs and found.is_private:
        context |= {"asked": ask_of(reader, found), "ask": AskForm()}
    if reader and inside:
        newest = latest_topics(found, _TOPICS)
        context |= {"topics": newest, "unread": unread_among(reader, newest)}
    if inside or not found.is_private:
        context |= {"daughters": daughters_of(found), "leads": leads_of(found)}
    return context


def met_circle(request: MemberRequest, circle_id: UUID) -> tuple[Circle, Standing]:
    """A circle that the member reads, and how they stand to it; any other answers 404."""
    found = get_or_404(circles_known(request.member), id=circle_id)
    standing = standing_of(request.member, found)
    return first_or_404([found] if can_read(found, standing) else []), standing


def _tabs(kind: str) -> list[dict[str, Any]]:
    every = reverse("community:circles")
    named = [("", _("All")), *((each.value, each.label) for each in CircleKind)]
    return [
        {"label": label, "url": f"{every}?kind={value}" if value else every, "current": value == kind}
        for value, label in named
    ]


def _label(rung: str) -> str:
    return str(Rung(rung).label) if rung else ""
