from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.money import Money
from juluo.ip.models import Post, Series
from juluo.ip.rules.audience import right_to_post, right_to_series
from juluo.mall.forms import SaleForm
from juluo.mall.operations.rights import sell_right
from juluo.mall.queries.rights import product_of_right


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("products.write")
def post_sale(request: MemberRequest, post_id: UUID) -> HttpResponse:
    found = get_or_404(Post.objects.all(), id=post_id)
    return _sale(request, right_to_post(found.pk), found.title)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("products.write")
def series_sale(request: MemberRequest, series_id: UUID) -> HttpResponse:
    found = get_or_404(Series.objects.all(), id=series_id)
    return _sale(request, right_to_series(found.pk), found.title)


def _sale(request: MemberRequest, right: str, title: str) -> HttpResponse:
    """Say a price; what is sold already leads to its product."""
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
