from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.core.http import MemberRequest, get_or_404, member_required, open_to_banned, show
from juluo.core.pages import page_of
from juluo.core.sending import once_by_itself
from juluo.ip.selling import page_of_right
from juluo.mall.models import Order
from juluo.mall.operations.orders import cancel_order, deliver_order
from juluo.mall.operations.payment import begin_payment
from juluo.mall.queries.orders import orders_of
from juluo.mall.queries.timeline import steps_of
from juluo.payments.queries import takes_payments


@member_required
@open_to_banned
def orders(request: MemberRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    page = page_of(orders_of(request.member, state), request.GET.get("after", ""), size=20)
    return show(request, "mall/orders.html", {"orders": page.rows, "next": page.next, "state": state})


@member_required
@open_to_banned
def order(request: MemberRequest, ref: str) -> HttpResponse:
    found = get_or_404(orders_of(request.member), ref=ref)
    return show(request, "mall/order.html#status", {"order": found, "steps": steps_of(found)})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@once_by_itself
def order_payment(request: MemberRequest, ref: str) -> HttpResponse:
    """Ask before paying (GET), or go to the provider's page (POST)."""
    found = get_or_404(orders_of(request.member), ref=ref)
    if request.method != "POST":
        return show(request, "mall/payment.html", {"order": found, "payable": takes_payments()})
    back = request.build_absolute_uri(_after(found))
    return HttpResponseRedirect(begin_payment(found, return_url=back) or back)


def _after(paid: Order) -> str:
    """Where its buyer comes back to: who supported somebody, to the page of thanks."""
    rights = [page_of_right(line.right) for line in paid.all_lines] if paid.support else []
    return next(iter(rights), "") or reverse("mall:order", args=[paid.ref])


@require_POST
@member_required
def order_cancellation(request: MemberRequest, ref: str) -> HttpResponse:
    found = get_or_404(orders_of(request.member), ref=ref)
    cancel_order(found, reason=_("Called off by the buyer"))
    messages.success(request, _("The order is cancelled. Nothing was charged."))
    return redirect("mall:order", ref=ref)


@require_POST
@member_required
def order_receipt(request: MemberRequest, ref: str) -> HttpResponse:
    """The buyer says the parcel has arrived."""
    found = get_or_404(orders_of(request.member), ref=ref)
    deliver_order(found)
    return redirect("mall:order", ref=ref)
