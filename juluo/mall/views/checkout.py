from dataclasses import asdict
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from juluo.core.http import MemberRequest, member_required, refusal_shown_on, show
from juluo.core.money import Money
from juluo.core.sending import once_by_itself
from juluo.mall.forms import CheckoutForm, PastedForm
from juluo.mall.models import Order
from juluo.mall.operations.carts import holders_of
from juluo.mall.operations.orders import Checkout, place_order
from juluo.mall.queries.carts import Cart
from juluo.mall.queries.checkout import Quote, last_address, quote_for
from juluo.mall.rules.pasted import split_pasted
from juluo.mall.views.cart import cart_of_request


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@once_by_itself
def checkout(request: MemberRequest) -> HttpResponse:
    """One page: address, lines, total; POST places the order, or splits a pasted address and shows the page again."""
    cart = cart_of_request(request)
    if "split" in request.POST:
        return _with_pasted(request, cart)
    form = CheckoutForm(request.POST or None, initial=last_address(request.member), travels=cart.parcel is not None)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            order = _place(request, cart, form)
            return redirect("mall:order_payment", ref=order.ref)
    quote = quote_for(cart.goods, cart.parcel, form.region_asked())
    return show(request, "mall/checkout.html", _context(form, cart, quote), status=422 if form.errors else 200)


def _with_pasted(request: MemberRequest, cart: Cart) -> HttpResponse:
    """Fill the fields with what was recognised; what stood in a field that was not stays."""
    typed = CheckoutForm(request.POST)
    found = {name: value for name, value in asdict(split_pasted(request.POST.get("pasted", ""))).items() if value}
    before = {name: typed[name].value() for name in typed.fields if typed[name].value() is not None}
    form = CheckoutForm(initial=before | found)
    quote = quote_for(cart.goods, cart.parcel, form.region_asked())
    return show(request, "mall/checkout.html", _context(form, cart, quote) | {"split": True})


def _place(request: MemberRequest, cart: Cart, form: CheckoutForm) -> Order:
    asked = Checkout(
        pieces=cart.pieces,
        address=form.address(),
        key=form.cleaned_data["key"],
        visitor=request.visitor,
        agreed=Money(form.cleaned_data["agreed"], request.space.currency),
        note=form.cleaned_data["note"],
        holders=holders_of(request.member, request.visitor),
    )
    return place_order(request.member, asked)


def _context(form: CheckoutForm, cart: Cart, quote: Quote) -> dict[str, object]:
    key = form["key"].value() or uuid4().hex
    return {
        "form": form,
        "pasted": PastedForm(initial={"pasted": form.data.get("pasted", "")}),
        "cart": cart,
        "quote": quote,
        "key": key,
    }
