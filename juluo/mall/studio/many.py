"""Deeds on many orders or products at once."""

from secrets import token_hex
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.http import MemberRequest, get_or_404, show, staff_required
from juluo.core.models import Batch, BatchRow
from juluo.core.pages import page_of
from juluo.core.sending import once_by_itself
from juluo.core.studio import batch_answer, picked
from juluo.mall.bulk import DELIVER, PACK, PUBLISH, SHIP, WITHDRAW
from juluo.mall.forms.studio import ShipManyForm
from juluo.mall.studio.filters import orders_asked, products_asked

_SLIPS = 100


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("orders.ship")
@once_by_itself
def shipments(request: MemberRequest) -> HttpResponse:
    """Ship many: begin with what was picked on the list, read what was typed or pasted."""
    wanted = request.POST if "lines" in request.POST else None
    refs = [each.subject for each in picked(request, _orders, "ref")] if request.method == "POST" else []
    form = ShipManyForm(wanted, initial={"lines": "\n".join(f"{ref} " for ref in refs)})
    if form.is_valid():
        return batch_answer(request, SHIP, form.cleaned_data["lines"])
    context = {"form": form, "key": request.POST.get("key") or token_hex(8)}
    return show(request, "mall/studio/shipments.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required("orders.ship")
@once_by_itself
def deliveries(request: MemberRequest) -> HttpResponse:
    return batch_answer(request, DELIVER, picked(request, _orders, "ref"))


@require_POST
@staff_required("orders.read")
@once_by_itself
def packing(request: MemberRequest) -> HttpResponse:
    return batch_answer(request, PACK, picked(request, _orders, "ref"))


@require_safe
@staff_required("orders.read")
def slips(request: MemberRequest, batch_id: UUID) -> HttpResponse:
    """The slips that a batch made, one a sheet, to print; the longest run comes in several parts."""
    batch = get_or_404(Batch.objects.filter(deed=PACK.key, by=request.member), id=batch_id)
    made = batch.rows.filter(outcome=BatchRow.Outcome.DONE, made__isnull=False).order_by("position")
    page = page_of(made, request.GET.get("after", ""), size=_SLIPS)
    return show(request, "mall/studio/slips.html", {"batch": batch, "page": page})


@require_POST
@staff_required("products.write")
@once_by_itself
def publications(request: MemberRequest) -> HttpResponse:
    return batch_answer(request, PUBLISH, picked(request, _products, "slug"))


@require_POST
@staff_required("products.write")
@once_by_itself
def withdrawals(request: MemberRequest) -> HttpResponse:
    return batch_answer(request, WITHDRAW, picked(request, _products, "slug"))


def _orders(given: QueryDict) -> Any:
    return orders_asked(given)[0]


def _products(given: QueryDict) -> Any:
    return products_asked(given)[0]
