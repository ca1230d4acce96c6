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
from juluo.ip.forms.giving import ContentsForm
from juluo.ip.forms.series import SeriesForm
from juluo.ip.models import Bundle
from juluo.ip.operations.bundles import fill_bundle, make_bundle, name_bundle
from juluo.ip.queries.bundles import bundles_of_staff, bundles_shown, choosable
from juluo.ip.rules.bundles import right_to_bundle
from juluo.ip.rules.gifts import right_to_gift
from juluo.ip.selling import selling_page

_TIMELINE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def bundles(request: MemberRequest) -> HttpResponse:
    """Every bundle, and a form that makes another."""
    form = SeriesForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            made = make_bundle(form.cleaned_data["title"], summary=form.cleaned_data["summary"])
            return redirect("ip_studio:bundle", bundle_id=made.pk)
    page = page_of(bundles_of_staff(), request.GET.get("after", ""))
    return show(request, "ip/studio/bundles.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def bundle(request: MemberRequest, bundle_id: UUID) -> HttpResponse:
    """What a bundle is called, and what stands in it."""
    found = get_or_404(Bundle.objects.all(), id=bundle_id)
    form = SeriesForm(request.POST or None, initial={"title": found.title, "summary": found.summary})
    if form.is_valid():
        with refusal_shown_on(form):
            name_bundle(found, form.cleaned_data["title"], summary=form.cleaned_data["summary"])
            messages.success(request, _("Saved."))
            return redirect("ip_studio:bundle", bundle_id=bundle_id)
    return _shown(request, found, form, ContentsForm(*choosable(found)))


@require_POST
@staff_required("content.write")
def bundle_contents(request: MemberRequest, bundle_id: UUID) -> HttpResponse:
    """Choose what stands in it."""
    found = get_or_404(Bundle.objects.all(), id=bundle_id)
    contents = ContentsForm(*choosable(found), request.POST)
    if contents.is_valid():
        with refusal_shown_on(contents):
            fill_bundle(found, contents.cleaned_data["rights"])
            messages.success(request, _("Saved."))
            return redirect("ip_studio:bundle", bundle_id=bundle_id)
    return _shown(request, found, SeriesForm(initial={"title": found.title, "summary": found.summary}), contents)


def _shown(request: MemberRequest, found: Bundle, form: SeriesForm, contents: ContentsForm) -> HttpResponse:
    context = {
        "bundle": found,
        "form": form,
        "contents": contents,
        "readable": bundles_shown().filter(pk=found.pk).exists(),
        "selling": selling_page(right_to_bundle(found.pk)) if "products.write" in request.permissions else "",
        "selling_gifts": selling_page(right_to_gift(right_to_bundle(found.pk))),
        "way": way_card(f"bundle:{found.pk}"),
        "timeline": told(facts_about(found.pk)[:_TIMELINE]),
    }
    return show(request, "ip/studio/bundle.html", context, status=422 if form.errors or contents.errors else 200)
