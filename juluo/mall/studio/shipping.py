from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.mall.forms import ZoneForm
from juluo.mall.models import ShippingZone
from juluo.mall.operations.shipping import change_zone, make_zone, remove_zone
from juluo.mall.queries.shipping import deliveries


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("products.write")
def zones(request: MemberRequest) -> HttpResponse:
    form = ZoneForm(request.POST or None, currency=request.space.currency)
    if form.is_valid():
        with refusal_shown_on(form):
            make_zone(form.draft())
            messages.success(request, _("Saved."))
            return redirect("mall_studio:shipping_zones")
    found = deliveries(request.space.currency)
    context = {"deliveries": found, "rest": any(not each.zone.regions for each in found), "form": form}
    return show(request, "mall/studio/shipping_zones.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("products.write")
def zone(request: MemberRequest, shipping_zone_id: UUID) -> HttpResponse:
    found = get_or_404(ShippingZone.objects.all(), id=shipping_zone_id)
    form = ZoneForm.of(found, request.POST or None, request.space.currency)
    if form.is_valid():
        with refusal_shown_on(form):
            change_zone(found, form.draft())
            messages.success(request, _("Saved."))
            return redirect("mall_studio:shipping_zones")
    context = {"zone": found, "form": form}
    return show(request, "mall/studio/shipping_zone.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required("products.write")
def zone_removal(request: MemberRequest, shipping_zone_id: UUID) -> HttpResponse:
    remove_zone(get_or_404(ShippingZone.objects.all(), id=shipping_zone_id))
    messages.success(request, _("The zone is removed."))
    return redirect("mall_studio:shipping_zones")
