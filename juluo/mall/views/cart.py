from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.core.http import SpaceRequest, get_or_404, show
from juluo.core.refusals import Refused
from juluo.core.sending import once_per_form
from juluo.mall.forms import CartChangeForm, CartForm
from juluo.mall.models import Variant
from juluo.mall.operations.carts import change_cart, holders_of, put_in_cart
from juluo.mall.queries.carts import Cart, cart_of


@require_http_methods(["GET", "HEAD", "POST"])
@once_per_form
def cart(request: SpaceRequest) -> HttpResponse:
    """The cart; POST puts something in it."""
    if request.method == "POST":
        return _put(request)
    return show(request, "mall/cart.html", {"cart": cart_of_request(request)})


@require_POST
def cart_line(request: SpaceRequest) -> HttpResponse:
    """Change how many pieces of something are in the cart."""
    form = CartChangeForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Write a whole number of pieces."), code="bad_quantity", status=422)
    holders = holders_of(request.member, request.visitor)
    change_cart(holders, form.cleaned_data["variant"], quantity=form.cleaned_data["quantity"])
    if request.htmx:  # type: ignore[attr-defined] # of django-htmx
        return show(request, "mall/cart.html#content", {"cart": cart_of_request(request)})
    return redirect("mall:cart")


def cart_of_request(request: SpaceRequest) -> Cart:
    rung = request.member.rung if request.member else None
    return cart_of(holders_of(request.member, request.visitor), rung=rung, currency=request.space.currency)


def _put(request: SpaceRequest) -> HttpResponse:
    form = CartForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose what to buy and how many, then try again."), code="bad_quantity", status=422)
    variant = get_or_404(Variant.objects.all(), id=form.cleaned_data["variant"])
    rung = request.member.rung if request.member else None
    holder = request.member.id if request.member else request.visitor
    put_in_cart(holder, variant, quantity=form.cleaned_data["quantity"], rung=rung)
    if "buy" in request.POST:
        return redirect("mall:checkout")
    messages.success(request, _("It is in your cart."))
    return redirect("mall:product", slug=variant.product.slug)
