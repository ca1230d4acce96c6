from secrets import token_hex
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.indexes import counted, listing
from juluo.core.pages import page_of
from juluo.mall.forms import CancelForm, RefundForm, ShipForm
from juluo.mall.models import Order
from juluo.mall.operations.orders import cancel_order, deliver_order, ship_order
from juluo.mall.operations.payment import send_refund_again, send_return_again
from juluo.mall.operations.refunds import refund_order
from juluo.mall.queries.orders import orders_latest_first, to_ship_count
from juluo.mall.queries.timeline import steps_of
from juluo.mall.studio.filters import ORDERS, orders_asked

_TIMELINE = 50
_CANCEL_ID = "id_cancel_%s"
"""Two forms of the page ask for a reason; their fields are told apart."""


@staff_required("orders.read")
def orders(request: MemberRequest) -> HttpResponse:
    found, form = orders_asked(request.GET)
    page = page_of(found, request.GET.get("after", ""))
    counts = {"state=paid": to_ship_count()}
    index = listing(ORDERS, form.cleaned_data, request.member, counts, sent=request.GET)
    context = {"page": page, "index": index, "form": form, "total": counted(found), "key": token_hex(8)}
    return show(request, "mall/studio/orders.html", context)


@staff_required("orders.read")
def order(request: MemberRequest, ref: str) -> HttpResponse:
    found = get_or_404(orders_latest_first(), ref=ref)
    return _page(request, found)


@require_POST
@staff_required("orders.ship")
def order_shipment(request: MemberRequest, ref: str) -> HttpResponse:
    found = get_or_404(orders_latest_first(), ref=ref)
    form = ShipForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            ship_order(found, **form.cleaned_data)
            return _done(request, found, _("The order is on its way."))
    return _page(request, found, ship=form)


@require_POST
@staff_required("orders.ship")
def order_delivery(request: MemberRequest, ref: str) -> HttpResponse:
    found = get_or_404(orders_latest_first(), ref=ref)
    deliver_order(found)
    return _done(request, found, _("The order has arrived."))


@require_POST
@staff_required("orders.refund")
def order_refund(request: MemberRequest, ref: str) -> HttpResponse:
    found = get_or_404(orders_latest_first(), ref=ref)
    form = RefundForm(request.POST, order=found, lines=found.all_lines)
    if form.is_valid():
        with refusal_shown_on(form):
            refund_order(found, form.giving())
            return _done(request, found, _("The refund is on its way to the buyer."))
    return _page(request, found, refund=form)


@require_POST
@staff_required("orders.refund")
def refund_attempt(request: MemberRequest, ref: str, refund_id: UUID) -> HttpResponse:
    found = get_or_404(orders_latest_first(), ref=ref)
    send_refund_again(get_or_404(found.refunds.all(), id=refund_id))
    return _done(request, found, _("The payment company is asked again."))


@require_POST
@staff_required("orders.refund")
def returned_payment_attempt(request: MemberRequest, ref: str, returned_payment_id: UUID) -> HttpResponse:
    found = get_or_404(orders_latest_first(), ref=ref)
    send_return_again(get_or_404(found.returned_payments.all(), id=returned_payment_id))
    return _done(request, found, _("The payment company is asked again."))


@require_POST
@staff_required("orders.refund")
def order_cancellation(request: MemberRequest, ref: str) -> HttpResponse:
    found = get_or_404(orders_latest_first(), ref=ref)
    form = CancelForm(request.POST, auto_id=_CANCEL_ID)
    if form.is_valid():
        with refusal_shown_on(form):
            cancel_order(found, reason=form.cleaned_data["reason"])
            return _done(request, found, _("The order is cancelled."))
    return _page(request, found, cancel=form)


def _done(request: MemberRequest, order: Order, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("mall_studio:order", ref=order.ref)


def _page(request: MemberRequest, order: Order, **forms: ShipForm | RefundForm | CancelForm) -> HttpResponse:
    lines = order.all_lines
    ship = {"carrier": order.carrier, "parcel_number": order.parcel_number}
    context = {
        "order": order,
        "lines": lines,
        "steps": steps_of(order),
        "timeline": told(facts_about(order.pk)[:_TIMELINE]),
        "refunds": order.refunds.order_by("id"),
        "returned": order.returned_payments.order_by("id"),
        "ship_form": forms.get("ship") or ShipForm(initial=ship),
        "refund_form": forms.get("refund") or RefundForm(order=order, lines=lines, initial={"key": uuid4().hex}),
        "cancel_form": forms.get("cancel") or CancelForm(auto_id=_CANCEL_ID),
    }
    return show(request, "mall/studio/order.html", context, status=422 if forms else 200)
