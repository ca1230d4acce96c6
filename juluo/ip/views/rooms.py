from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.footprints import leave
from juluo.core.http import MemberRequest, SpaceRequest, get_or_404, member_required, refusal_shown_on, show
from juluo.core.keeping import kept_for_guests
from juluo.core.models import Member
from juluo.core.pages import page_of
from juluo.core.views import send_card
from juluo.ip.forms.reports import ReportForm
from juluo.ip.forms.rooms import MessageForm
from juluo.ip.models import Room
from juluo.ip.operations.messages import report_message, take_message_back, write_message
from juluo.ip.operations.visits import NOTHING, note_visit
from juluo.ip.queries.heads import card_of_room, head_of_room
from juluo.ip.queries.rooms import (
    enterable,
    hours_of,
    may_enter,
    messages_of,
    rooms_met_by,
    rooms_shown,
    step_into,
    talk_in,
)
from juluo.ip.readable import heard_message

_ROOMS = 20


@require_safe
@kept_for_guests
def rooms(request: SpaceRequest) -> HttpResponse:
    """The doors of all rooms, and which of them are open to this reader."""
    page = page_of(rooms_met_by(request.member), request.GET.get("after", ""), size=_ROOMS)
    return show(request, "ip/rooms.html", {"page": page, "open": enterable(page.rows, request.member)})


@require_safe
@kept_for_guests
def room(request: SpaceRequest, room_id: UUID) -> HttpResponse:
    """The talk, for whom the room admits; for everybody else its door and what opens it."""
    found = get_or_404(rooms_shown(), id=room_id)
    leave(request, "view", f"room:{found.pk}")
    if request.member and may_enter(request.member, found):
        return show(request, "ip/room.html", _inside(request, found, request.member) | {"form": MessageForm()})
    context = {"room": found, "step": step_into(found, request.member), "head": head_of_room(request.space, found)}
    return show(request, "ip/room.html", context)


@require_safe
def room_card(request: SpaceRequest, room_id: UUID) -> HttpResponse:
    """The card that a link to the room unfolds into: what stands at its door."""
    return send_card(request, card_of_room(get_or_404(rooms_shown(), id=room_id)))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def room_messages(request: MemberRequest, room_id: UUID) -> HttpResponse:
    """What was said before, or just now; and saying something. Who is no longer admitted is led to the door."""
    found = get_or_404(rooms_shown(), id=room_id)
    if not may_enter(request.member, found):
        door = reverse("ip:room", args=[found.pk])
        asks_for_part = getattr(request, "htmx", False)
        return HttpResponse(headers={"HX-Redirect": door}) if asks_for_part else redirect(door)
    form = MessageForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            said = write_message(request.member, found, form.cleaned_data["text"])
            return redirect(f"{reverse('ip:room', args=[found.pk])}#message-{said.pk}")
    context = _inside(request, found, request.member) | {"form": form}
    return show(request, "ip/room.html#talk", context, status=422 if form.errors else 200)


@require_safe
@member_required
def message(request: MemberRequest, message_id: UUID) -> HttpResponse:
    """A message of one's own: to take back, or to see why it is hidden."""
    return show(request, "ip/message.html", {"message": get_or_404(messages_of(request.member), id=message_id)})


@require_POST
@member_required
def message_removal(request: MemberRequest, message_id: UUID) -> HttpResponse:
    own = take_message_back(get_or_404(messages_of(request.member), id=message_id))
    messages.success(request, _("Your message is gone."))
    return redirect("ip:room", room_id=own.room_id)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def message_report(request: MemberRequest, message_id: UUID) -> HttpResponse:
    about, form = heard_message(message_id, request.member), ReportForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            report_message(request.member, about, **form.cleaned_data)
            messages.success(request, _("Thank you. The staff will look at it."))
            return redirect("ip:room", room_id=about.room_id)
    context = {"message": about, "form": form}
    return show(request, "ip/message_report.html", context, status=422 if form.errors else 200)


def _inside(request: SpaceRequest, room: Room, reader: Member) -> dict[str, Any]:
    """What `ip/room.html` shows of the inside; who sees the latest has read up to there."""
    after = request.GET.get("after", "")
    page = talk_in(room, reader, after)
    if not after and request.method != "POST":
        note_visit(room, reader, seen=page.rows[-1].pk if page.rows else NOTHING)
    inside: dict[str, Any] = {"room": room, "page": page, "hours": hours_of(room)}
    return inside | {"head": head_of_room(request.space, room), "latest": not after}
