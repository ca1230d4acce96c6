"""The chat of a circle, as those who look after it open, pace and close it; the talk itself is a room."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from juluo.community.forms.circle_chat import PauseForm
from juluo.community.operations.circle_chat import close_circle_chat, open_circle_chat, pace_circle_chat
from juluo.community.views.circles import met_circle
from juluo.core.http import MemberRequest, member_required


@require_POST
@member_required
def circle_chat_opening(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    room = open_circle_chat(met_circle(request, circle_id)[0], by=request.member)
    return redirect("ip:room", room_id=room.pk)


@require_POST
@member_required
def circle_chat_closing(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    closed = close_circle_chat(met_circle(request, circle_id)[0], by=request.member)
    messages.success(request, _("The chat is closed. What was said in it is kept."))
    return redirect("community:circle", circle_id=closed.pk)


@require_POST
@member_required
def circle_chat_pace(request: MemberRequest, circle_id: UUID) -> HttpResponse:
    """A pause that the form does not offer changes nothing."""
    found, form = met_circle(request, circle_id)[0], PauseForm(request.POST)
    if form.is_valid():
        pace_circle_chat(found, pause_seconds=form.cleaned_data["pause_seconds"], by=request.member)
        messages.success(request, _("Saved."))
    return redirect("community:circle_settings", circle_id=found.pk)
