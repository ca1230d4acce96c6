from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.pages import page_of
from juluo.core.ways import way_card
from juluo.ip.forms.series import PartsForm, SeriesForm
from juluo.ip.models import Series
from juluo.ip.operations.series import make_series, name_series, order_parts
from juluo.ip.queries.series import choosable_parts, series_of_staff
from juluo.ip.rules.audience import right_to_series
from juluo.ip.rules.gifts import right_to_gift
from juluo.ip.selling import selling_page
from juluo.ip.studio.arranging import arranging

_TIMELINE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def series_list(request: MemberRequest) -> HttpResponse:
    """Every series, and a form that begins another."""
    form = SeriesForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            made = make_series(form.cleaned_data["title"], **form.told())
            return redirect("ip_studio:series", series_id=made.pk)
    page = page_of(series_of_staff(), request.GET.get("after", ""))
    return show(request, "ip/studio/series_list.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def series(request: MemberRequest, series_id: UUID) -> HttpResponse:
    """What a series is called, and its parts."""
    found = get_or_404(Series.objects.all(), id=series_id)
    form = SeriesForm(request.POST or None, initial=SeriesForm.of(found))
    if form.is_valid():
        with refusal_shown_on(form):
            name_series(found, form.cleaned_data["title"], **form.told())
            messages.success(request, _("Saved."))
            return redirect("ip_studio:series", series_id=series_id)
    return _shown(request, found, form, PartsForm(found, choosable_parts(found)))


@require_POST
@staff_required("content.write")
def series_parts(request: MemberRequest, series_id: UUID) -> HttpResponse:
    """Put the parts in order: those with a number, by their numbers."""
    found = get_or_404(Series.objects.all(), id=series_id)
    parts = PartsForm(found, choosable_parts(found), request.POST)
    if parts.is_valid():
        with refusal_shown_on(parts):
            order_parts(found, parts.ordered())
            messages.success(request, _("Saved."))
            return redirect("ip_studio:series", series_id=series_id)
    return _shown(request, found, SeriesForm(initial=SeriesForm.of(found)), parts)


def _shown(request: MemberRequest, found: Series, form: SeriesForm, parts: PartsForm) -> HttpResponse:
    context: dict[str, Any] = {
        "series": found,
        "form": form,
        "parts": parts,
        "selling": selling_page(right_to_series(found.pk)) if "products.write" in request.permissions else "",
        "selling_gifts": selling_page(right_to_gift(right_to_series(found.pk))),
        "way": way_card(f"series:{found.pk}"),
        "timeline": told(facts_about(found.pk)[:_TIMELINE]),
    }
    if found.kind == Series.Kind.COURSE:
        context |= arranging(found)
    return show(request, "ip/studio/series.html", context, status=422 if form.errors or parts.errors else 200)
