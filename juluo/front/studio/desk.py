"""Views of lists that staff keep, the search over everything, the keys."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from juluo.core.http import MemberRequest, get_or_404, show, staff_required
from juluo.core.indexes import index_at, remove_view, save_view
from juluo.core.models import SavedView
from juluo.core.refusals import Refused
from juluo.front.forms import SavedViewForm
from juluo.front.queries.search import found_for

_LONGEST = 60


@require_POST
@staff_required("overview")
def saved_views(request: MemberRequest) -> HttpResponse:
    form = SavedViewForm(request.POST)
    index = index_at(request.POST.get("place", ""))
    if index is None or index.permission not in request.permissions:
        raise Http404
    query = request.POST.get("query", "")
    if not form.is_valid():
        messages.error(request, _("Give the view a name of at most 40 characters."))
        return redirect(f"{reverse(index.place)}?{query}")
    try:
        view = save_view(index, query, keeper=request.member, **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(index.place)
    messages.success(request, _("The view is saved."))
    return redirect(f"{reverse(index.place)}?{view.query}")


@require_POST
@staff_required("overview")
def saved_view_removal(request: MemberRequest, saved_view_id: UUID) -> HttpResponse:
    """Only its keeper removes a view; the owner of the space removes shared ones too."""
    own = Q(keeper=request.member)
    if "settings.write" in request.permissions:
        own |= Q(shared=True)
    view = get_or_404(SavedView.objects.filter(own), id=saved_view_id)
    remove_view(view)
    messages.success(request, _("The view is removed."))
    return redirect(view.place if index_at(view.place) else "front_studio:overview")


@require_safe
@staff_required("overview")
def search(request: MemberRequest) -> HttpResponse:
    """Everything that begins with or holds the words, as far as the role goes."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:_LONGEST]
    context = {"words": words, "sections": found_for(words, request.permissions)}
    return show(request, "front/studio/search.html#found", context)


@require_safe
@staff_required("overview")
def keys(request: MemberRequest) -> HttpResponse:
    return show(request, "front/studio/keys.html", {})
