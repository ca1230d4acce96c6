from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.pages import page_of
from juluo.core.ways import way_card
from juluo.ip.forms.rooms import RoomForm
from juluo.ip.models import Audience, Room
from juluo.ip.operations.rooms import close_room, describe_room, make_room, open_room
from juluo.ip.queries.rooms import rooms_of_staff
from juluo.ip.rules.audience import right_to_room
from juluo.ip.selling import selling_page

_TIMELINE = 50


@require_safe
@staff_required("content.write")
def rooms(request: MemberRequest) -> HttpResponse:
    page = page_of(rooms_of_staff(), request.GET.get("after", ""))
    return show(request, "ip/studio/rooms.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def room_new(request: MemberRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def room(request: MemberRequest, room_id: UUID) -> HttpResponse:
    return _edit(request, get_or_404(rooms_of_staff(), id=room_id))


@require_POST
@staff_required("content.write")
def room_opening(request: MemberRequest, room_id: UUID) -> HttpResponse:
    opened = open_room(get_or_404(rooms_of_staff(), id=room_id))
    messages.success(request, _("The room is open."))
    return redirect("ip_studio:room", room_id=opened.pk)


@require_POST
@staff_required("content.write")
def room_closing(request: MemberRequest, room_id: UUID) -> HttpResponse:
    closed = close_room(get_or_404(rooms_of_staff(), id=room_id))
    messages.success(request, _("The room is closed. What was said in it is kept."))
    return redirect("ip_studio:room", room_id=closed.pk)


def _edit(request: MemberRequest, known: Room | None) -> HttpResponse:
    form = RoomForm(request.POST or None, request.FILES or None, initial=RoomForm.of(known),
                    known=known.picture if known else None)  # fmt: skip
    if form.is_valid():
        with refusal_shown_on(form):
            picture = form.kept(by=request.member, title=form.cleaned_data["name"])
            words = form.words()
            saved = describe_room(known, words, picture=picture) if known else make_room(words, picture=picture)
            messages.success(request, _("Saved."))
            return redirect("ip_studio:room", room_id=saved.pk)
    context: dict[str, Any] = {
        "form": form,
        "room": known,
        "way": way_card(f"room:{known.pk}") if known else None,
        "timeline": told(facts_about(known.pk)[:_TIMELINE]) if known else [],
    }
    sells = known and known.audience == Audience.BUYERS and "products.write" in request.permissions
    context["right"] = right_to_room(known.pk) if known else ""
    context["selling"] = selling_page(right_to_room(known.pk)) if known and sells else ""
    return show(request, "ip/studio/room.html", context, status=422 if form.errors else 200)
