from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core import clock
from juluo.core.footprints import leave
from juluo.core.http import MemberRequest, SpaceRequest, connecting, get_or_404, member_required, refusal_shown_on, show
from juluo.core.keeping import kept_for_guests
from juluo.core.live.announcing import position_of
from juluo.core.live.pages import listening_to, live_origins
from juluo.core.models import Member
from juluo.core.pages import page_of
from juluo.core.views import send_card
from juluo.ip.forms.rooms import MessageForm, MessageTextForm
from juluo.ip.models import Room
from juluo.ip.operations.messages import edit_message, take_message_back, write_message
from juluo.ip.operations.visits import NOTHING, note_visit
from juluo.ip.queries.heads import card_of_room, head_of_room
from juluo.ip.queries.rooms import (
    enterable,
    hours_of,
    may_enter,
    message_to_answer,
    messages_of,
    rooms_met_by,
    rooms_shown,
    step_into,
    talk_in,
    unsaid,
)
from juluo.ip.readable import entered_room, met_room
from juluo.ip.rules.rooms import can_edit_message

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
    found = met_room(room_id, request.member)
    leave(request, "view", f"room:{found.pk}")
    if request.member and may_enter(request.member, found):
        answered = message_to_answer(found, request.GET.get("answers", ""))
        form = MessageForm(initial={"answers": answered and answered.pk})
        inside = _inside(request, found, request.member) | {"form": form, "answered": answered}
        return connecting(show(request, "ip/room.html", inside), *live_origins(request))
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
    found = met_room(room_id, request.member)
    if not may_enter(request.member, found):
        door = reverse("ip:room", args=[found.pk])
        asks_for_part = getattr(request, "htmx", False)
        return HttpResponse(headers={"HX-Redirect": door}) if asks_for_part else redirect(door)
    form = MessageForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            answered = message_to_answer(found, form.cleaned_data["answers"])
            said = write_message(request.member, found, form.cleaned_data["text"], answers=answered)
            return redirect(f"{reverse('ip:room', args=[found.pk])}#message-{said.pk}")
    context = _inside(request, found, request.member) | {"form": form}
    return show(request, "ip/room.html#talk", context, status=422 if form.errors else 200)


@require_safe
@member_required
def room_listening(request: MemberRequest, room_id: UUID) -> HttpResponse:
    """Where to listen to the room for less than a minute, and how far this page has `read`. Asked again and again."""
    found = entered_room(room_id, request.member)
    if (read := request.GET.get("read", "")).isdigit():
        note_visit(found, request.member, seen=min(int(read[:18]), position_of(found.stream)))
    listening = listening_to(found.stream, request.member, request)
    if listening is None:
        raise Http404
    return JsonResponse({"url": listening.url, "ends": listening.ends}, headers={"Cache-Control": "no-store"})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def message(request: MemberRequest, message_id: UUID) -> HttpResponse:
    """A message of one's own: to change for some minutes, to take back, or to see why it is hidden."""
    own = get_or_404(messages_of(request.member), id=message_id)
    form = MessageTextForm(request.POST or None, initial={"text": own.text})
    if form.is_valid():
        with refusal_shown_on(form):
            edit_message(own, form.cleaned_data["text"])
            return redirect(f"{reverse('ip:room', args=[own.room_id])}#message-{own.pk}")
    editable = form.errors or can_edit_message(own, clock.now())
    context = {"message": own, "form": form if editable else None}
    return show(request, "ip/message.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def message_removal(request: MemberRequest, message_id: UUID) -> HttpResponse:
    own = take_message_back(get_or_404(messages_of(request.member), id=message_id))
    messages.success(request, _("Your message is gone."))
    return redirect("ip:room", room_id=own.room_id)


def _inside(request: SpaceRequest, room: Room, reader: Member) -> dict[str, Any]:
    """What `ip/room.html` shows of the inside; who sees the latest has read up to there."""
    after = request.GET.get("after", "")
    position = position_of(room.stream)
    page = talk_in(room, reader, after)
    if not after and request.method != "POST":
        note_visit(room, reader, seen=page.rows[-1].position if page.rows else NOTHING)
    inside: dict[str, Any] = {"room": room, "page": page, "hours": hours_of(room), "position": position}
    inside |= {"own": unsaid(room, reader), "others": unsaid(room, None)}
    return inside | {"head": head_of_room(request.space, room), "latest": not after}
