from secrets import token_hex

from django.contrib import messages
from django.forms import BaseFormSet, formset_factory
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.indexes import counted, listing
from juluo.core.measures import spread_card
from juluo.core.pages import page_of
from juluo.mall.forms import ProductForm, VariantForm
from juluo.mall.models import Product, Variant
from juluo.mall.operations.catalog import publish_product, withdraw_product, write_product
from juluo.mall.queries.catalog import cheapest, offers_of, with_offers
from juluo.mall.studio.filters import PRODUCTS, products_asked

_TIMELINE = 50

type Variants = BaseFormSet[VariantForm]


@staff_required("products.write")
def products(request: MemberRequest) -> HttpResponse:
    found, form = products_asked(request.GET)
    page = page_of(with_offers(found, None), request.GET.get("after", ""))
    rows = [(product, cheapest(offers), sum(offer.left for offer in offers))
            for product in page.rows for offers in [offers_of(product, None)]]  # fmt: skip
    index = listing(PRODUCTS, form.cleaned_data, request.member, sent=request.GET)
    context = {"rows": rows, "page": page, "index": index, "form": form, "total": counted(found), "key": token_hex(8)}
    return show(request, "mall/studio/products.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("products.write")
def product_new(request: MemberRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("products.write")
def product(request: MemberRequest, slug: str) -> HttpResponse:
    return _edit(request, get_or_404(Product.objects.all(), slug=slug))


@require_POST
@staff_required("products.write")
def product_publication(request: MemberRequest, slug: str) -> HttpResponse:
    publish_product(get_or_404(Product.objects.all(), slug=slug))
    messages.success(request, _("The product is on sale."))
    return redirect("mall_studio:product", slug=slug)


@require_POST
@staff_required("products.write")
def product_withdrawal(request: MemberRequest, slug: str) -> HttpResponse:
    withdraw_product(get_or_404(Product.objects.all(), slug=slug))
    messages.success(request, _("The product is no longer on sale."))
    return redirect("mall_studio:product", slug=slug)


def _edit(request: MemberRequest, product: Product | None) -> HttpResponse:
    form = ProductForm(request.POST or None, request.FILES or None, initial=_initial(product),
                       known=product.picture if product else None)  # fmt: skip
    variants = _variants(request, product)
    if request.method == "POST" and form.is_valid() and variants.is_valid():
        with refusal_shown_on(form):
            saved = _save(request, form, variants, product)
            messages.success(request, _("Saved."))
            return redirect("mall_studio:product", slug=saved.slug)
    timeline = told(facts_about(product.pk)[:_TIMELINE]) if product else []
    card = spread_card(f"product:{product.pk}", request.permissions) if product else None
    context = {"form": form, "variants": variants, "product": product, "timeline": timeline, "spread": card}
    return show(request, "mall/studio/product.html", context, status=422 if request.method == "POST" else 200)


def _variants(request: MemberRequest, product: Product | None) -> Variants:
    """The product's variants and two empty ones, to be filled or left alone."""
    factory = formset_factory(VariantForm, extra=2 if product else 1, max_num=100, validate_max=True, can_delete=True)
    current = Variant.objects.filter(product=product, archived_at=None).order_by("position")
    initial = [VariantForm.of(each) for each in current.prefetch_related("stocks", "rung_prices")]
    currency = {"currency": request.space.currency}
    return factory(request.POST or None, initial=initial, form_kwargs=currency, prefix="variant")


def _save(request: MemberRequest, form: ProductForm, variants: Variants, product: Product | None) -> Product:
    picture = form.kept(by=request.member, title=form.cleaned_data["title"])
    filled = (each for each in variants.forms if each.has_changed() or each.initial)
    drafts = [each.draft() for each in filled if not each.cleaned_data.get("DELETE")]
    return write_product(form.text(picture), drafts, product=product)


def _initial(product: Product | None) -> dict[str, object]:
    names = ("title", "slug", "summary", "story", "asks_covenant")
    return {name: getattr(product, name) for name in names} if product else {}
