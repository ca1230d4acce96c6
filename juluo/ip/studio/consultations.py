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
from juluo.ip.forms.bookings import OfferForm
from juluo.ip.models import Consultation
from juluo.ip.operations.consultations import (
    close_consultation,
    describe_consultation,
    make_consultation,
    open_consultation,
)
from juluo.ip.queries.consultations import consultations_of_staff, price_of, right_to_book
from juluo.ip.selling import selling_page

_TIMELINE = 50


@require_safe
@staff_required("content.write")
def consultations(request: MemberRequest) -> HttpResponse:
    page = page_of(consultations_of_staff(), request.GET.get("after", ""))
    return show(request, "ip/studio/consultations.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def consultation_new(request: MemberRequest) -> HttpResponse:
    """A consultation with whoever makes it as its host."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def consultation(request: MemberRequest, consultation_id: UUID) -> HttpResponse:
    return _edit(request, get_or_404(consultations_of_staff(), id=consultation_id))


@require_POST
@staff_required("content.write")
def opening(request: MemberRequest, consultation_id: UUID) -> HttpResponse:
    opened = open_consultation(get_or_404(consultations_of_staff(), id=consultation_id))
    messages.success(request, _("Members can book it now."))
    return redirect("ip_studio:consultation", consultation_id=opened.pk)


@require_POST
@staff_required("content.write")
def closing(request: MemberRequest, consultation_id: UUID) -> HttpResponse:
    closed = close_consultation(get_or_404(consultations_of_staff(), id=consultation_id))
    messages.success(request, _("Nobody books it any more. What is booked stands."))
    return redirect("ip_studio:consultation", consultation_id=closed.pk)


def _edit(request: MemberRequest, known: Consultation | None) -> HttpResponse:
    initial = OfferForm.of(known) if known else {"time_zone": request.space.time_zone}
    form = OfferForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusal_shown_on(form):
            words = form.words()
            saved = describe_consultation(known, words) if known else make_consultation(request.member, words)
            messages.success(request, _("Saved."))
            return redirect("ip_studio:consultation", consultation_id=saved.pk)
    context: dict[str, Any] = {"form": form, "offer": known, "timeline": [], "selling": "", "price": None}
    if known:
        context |= {"timeline": told(facts_about(known.pk)[:_TIMELINE]), "price": price_of(known, None)}
        may_sell = "products.write" in request.permissions
        context["selling"] = selling_page(right_to_book(known.pk)) if may_sell else ""
    return show(request, "ip/studio/consultation.html", context, status=422 if form.errors else 200)
