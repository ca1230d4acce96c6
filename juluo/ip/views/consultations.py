from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from juluo.core.days import read
from juluo.core.footprints import leave
from juluo.core.http import MemberRequest, SpaceRequest, get_or_404, member_required, refusal_shown_on, show
from juluo.core.keeping import kept_for_guests
from juluo.core.pages import page_of
from juluo.core.sending import once_by_itself
from juluo.core.views import send_card
from juluo.ip.forms.bookings import TimeForm
from juluo.ip.models import Booking, Consultation
from juluo.ip.operations.bookings import hold_seat
from juluo.ip.queries.consultations import consultations_shown, price_of, right_of
from juluo.ip.queries.heads import card_of_consultation, head_of_consultation
from juluo.ip.queries.timetables import week_of
from juluo.ip.selling import order_right

_SHOWN = 20


@require_safe
@kept_for_guests
def consultations(request: SpaceRequest) -> HttpResponse:
    page = page_of(consultations_shown(), request.GET.get("after", ""), size=_SHOWN)
    return show(request, "ip/consultations.html", {"page": page})


@require_safe
@kept_for_guests
def consultation(request: SpaceRequest, consultation_id: UUID) -> HttpResponse:
    """What it is, its rules and its free times, by the reader's clocks."""
    offer = get_or_404(consultations_shown(), id=consultation_id)
    leave(request, "view", f"consultation:{offer.pk}")
    return show(request, "ip/consultation.html", _page(request, offer) | {"form": TimeForm()})


@require_safe
def consultation_card(request: SpaceRequest, consultation_id: UUID) -> HttpResponse:
    """The card that a link to the consultation unfolds into."""
    return send_card(request, card_of_consultation(get_or_404(consultations_shown(), id=consultation_id)))


@require_POST
@member_required
@once_by_itself
def bookings(request: MemberRequest, consultation_id: UUID) -> HttpResponse:
    """Hold a seat, then go and pay it: two transactions, for money may arrive for the same seat meanwhile."""
    offer = get_or_404(consultations_shown(), id=consultation_id)
    form = TimeForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            held = hold_seat(request.member, offer, form.cleaned_data["starts_at"])
            return _on_to_pay(request, held)
    return show(request, "ip/consultation.html", _page(request, offer) | {"form": form}, status=422)


def _on_to_pay(request: MemberRequest, held: Booking) -> HttpResponse:
    if held.paid_at:
        return redirect("ip:booking", booking_id=held.pk)
    return redirect(order_right(right_of(held), request.member, visitor=request.visitor).url)


def _page(request: SpaceRequest, offer: Consultation) -> dict[str, Any]:
    week = week_of(offer, request.member, read(request.GET.get("from", "")))
    shown: dict[str, Any] = {"offer": offer, "week": week}
    return shown | {"price": price_of(offer, request.member), "head": head_of_consultation(request.space, offer)}
