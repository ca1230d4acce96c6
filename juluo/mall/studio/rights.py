from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juluo.core.http import MemberRequest, refusal_shown_on, show, staff_required
from juluo.core.money import Money
from juluo.ip.rules.audience import right_to_post, right_to_series
from juluo.ip.selling import name_of_right
from juluo.mall.forms import SaleForm
from juluo.mall.operations.rights import sell_right
from juluo.mall.queries.rights import product_of_right


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("products.write")
def post_sale(request: MemberRequest, post_id: UUID) -> HttpResponse:
    return _sale(request, right_to_post(post_id))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("products.write")
def series_sale(request: MemberRequest, series_id: UUID) -> HttpResponse:
    return _sale(request, right_to_series(series_id))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("products.write")
def right_sale(request: MemberRequest, right: str) -> HttpResponse:
    return _sale(request, right)


def _sale(request: MemberRequest, right: str) -> HttpResponse:
    """Say a price; what is sold already leads to its product."""
    title = name_of_right(right)
    if not title:
        raise Http404
    if known := product_of_right(right):
        return redirect("mall_studio:product", slug=known.slug)
    form = SaleForm(request.POST or None, initial={"title": title}, currency=request.space.currency)
    if form.is_valid():
        with refusal_shown_on(form):
            price = Money(form.cleaned_data["price"], request.space.currency)
            product = sell_right(right, title=form.cleaned_data["title"], price=price)
            messages.success(request, _("The product is on sale."))
            return redirect("mall_studio:product", slug=product.slug)
    context = {"form": form, "title": title}
    return show(request, "mall/studio/sale.html", context, status=422 if form.errors else 200)
