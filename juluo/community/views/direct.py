from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.community.forms.direct import DirectForm
from juluo.community.models import Seat
from juluo.community.operations.direct import (
    ask_to_write,
    decline_conversation,
    note_read,
    open_conversation,
    open_door,
    shut_conversation,
    shut_door,
    take_direct_back,
    unshut_conversation,
    write_direct,
)
from juluo.community.queries.direct import (
    conversation_between,
    direct_messages_of,
    has_shut_door,
    member_to_write_to,
    seats_of,
    unsaid_direct,
    written_in,
)
from juluo.core.http import MemberRequest, connecting, get_or_404, member_required, refusal_shown_on, show
from juluo.core.live.announcing import position_of
from juluo.core.live.pages import listening_to, live_origins
from juluo.core.pages import page_of

_SEATS = 20


@require_safe
@member_required
def conversations(request: MemberRequest) -> HttpResponse:
    """The member's conversations, and the door that keeps new ones out."""
    page = page_of(seats_of(request.member), request.GET.get("after", ""), size=_SEATS)
    return show(request, "community/conversations.html", {"page": page, "shut": has_shut_door(request.member)})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def writing_to(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """Ask a member to write to each other; where one does already, it leads there."""
    other, form = get_or_404(member_to_write_to(member_id)), DirectForm(request.POST or None)
    known = conversation_between(request.member, other)
    if known and known.opened_at and request.method != "POST":
        return redirect("community:conversation", conversation_id=known.pk)
    if form.is_valid():
        with refusal_shown_on(form):
            asked = ask_to_write(request.member, other, form.cleaned_data["text"])
            return redirect("community:conversation", conversation_id=asked.pk)
    context = {"other": other, "form": form}
    return show(request, "community/writing_to.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def conversation(request: MemberRequest, conversation_id: UUID) -> HttpResponse:
    """What the two wrote, and writing on."""
    seat, form = _seat(request, conversation_id), DirectForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            said = write_direct(request.member, seat.conversation, form.cleaned_data["text"])
            return redirect(f"{request.path}#message-{said.pk}")
    page = show(request, "community/conversation.html#talk", _shown(request, seat, form), 422 if form.errors else 200)
    return connecting(page, *live_origins(request))


@require_safe
@member_required
def conversation_listening(request: MemberRequest, conversation_id: UUID) -> HttpResponse:
    """Where to listen for less than a minute, and how far this page has `read`."""
    seat = _seat(request, conversation_id)
    stream = seat.conversation.stream
    if (read := request.GET.get("read", "")).isdigit():
        note_read(seat, position=min(int(read[:18]), position_of(stream)))
    listening = None if seat.blocked_at else listening_to(stream, request.member, request)
    if listening is None:
        raise Http404
    return JsonResponse({"url": listening.url, "ends": listening.ends}, headers={"Cache-Control": "no-store"})


@require_POST
@member_required
def conversation_opening(request: MemberRequest, conversation_id: UUID) -> HttpResponse:
    seat = _seat(request, conversation_id)
    open_conversation(seat.conversation, by=request.member)
    return redirect("community:conversation", conversation_id=conversation_id)


@require_POST
@member_required
def conversation_declining(request: MemberRequest, conversation_id: UUID) -> HttpResponse:
    decline_conversation(_seat(request, conversation_id).conversation, by=request.member)
    return redirect("community:conversations")


@require_POST
@member_required
def conversation_shutting(request: MemberRequest, conversation_id: UUID) -> HttpResponse:
    shut_conversation(_seat(request, conversation_id).conversation, by=request.member)
    messages.success(request, _("You hear nothing more from there. They are not told."))
    return redirect("community:conversations")


@require_POST
@member_required
def conversation_unshutting(request: MemberRequest, conversation_id: UUID) -> HttpResponse:
    unshut_conversation(_seat(request, conversation_id).conversation, by=request.member)
    return redirect("community:conversation", conversation_id=conversation_id)


@require_POST
@member_required
def direct_removal(request: MemberRequest, message_id: UUID) -> HttpResponse:
    own = take_direct_back(get_or_404(direct_messages_of(request.member), id=message_id))
    return redirect("community:conversation", conversation_id=own.conversation_id)


@require_POST
@member_required
def door_shutting(request: MemberRequest) -> HttpResponse:
    shut_door(request.member)
    return redirect("community:conversations")


@require_POST
@member_required
def door_opening(request: MemberRequest) -> HttpResponse:
    open_door(request.member)
    return redirect("community:conversations")


def _seat(request: MemberRequest, conversation_id: UUID) -> Seat:
    return get_or_404(seats_of(request.member), conversation=conversation_id)


def _shown(request: MemberRequest, seat: Seat, form: DirectForm) -> dict[str, Any]:
    """What `community/conversation.html` shows; who sees the latest has read up to there."""
    after, conversation = request.GET.get("after", ""), seat.conversation
    position, page = position_of(conversation.stream), written_in(seat, after)
    if not after and request.method != "POST" and page.rows:
        note_read(seat, position=page.rows[-1].position)
    shown: dict[str, Any] = {
        "seat": seat,
        "conversation": conversation,
        "page": page,
        "form": form,
        "latest": not after,
    }
    shown |= {"own": unsaid_direct(request.member), "others": unsaid_direct(seat.other), "position": position}
    return shown | {"asks": conversation.asker_id == request.member.pk}
