from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.indexes import Index, counted, listing, register_index
from juluo.core.pages import page_of
from juluo.ip.forms.workpieces import PlaceForm
from juluo.ip.forms.workshop import MergeForm, MoveForm, NeedFilterForm, NeedForm
from juluo.ip.models import Need
from juluo.ip.operations.needs import hide_need, merge_needs, move_need, show_need, split_need, take_need_down
from juluo.ip.operations.workpieces import place_need
from juluo.ip.origins import asked_at, place_of
from juluo.ip.queries.needs import board, needs_of_staff
from juluo.ip.rules.needs import next_states

_TIMELINE = 50
NEEDS = register_index(
    Index(
        "ip_studio:needs", "content.write", ("state",),
        (
            (gettext_lazy("Board"), ""),
            (Need.State.NEW.label, "state=new"),
            (pgettext_lazy("tab", "Put together"), "state=merged"),
            (pgettext_lazy("tab", "Hidden"), "state=hidden"),
            (gettext_lazy("All"), "state=all"),
        ),
    )
)  # fmt: skip


@require_safe
@staff_required("content.write")
def needs(request: MemberRequest) -> HttpResponse:
    """The board; with a state, a list of its cards."""
    form = NeedFilterForm(request.GET)
    form.is_valid()
    state = form.cleaned_data.get("state", "")
    index = listing(NEEDS, form.cleaned_data, request.member, sent=request.GET)
    if not state:
        return show(request, "ip/studio/board.html", {"columns": board(), "index": index})
    found = needs_of_staff(state)
    page = page_of(found, request.GET.get("after", ""))
    return show(request, "ip/studio/needs.html", {"page": page, "index": index, "total": counted(found)})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def need_new(request: MemberRequest, origin: str, source: UUID) -> HttpResponse:
    """Take down what a member said."""
    asked = asked_at(origin, source)
    if asked is None:
        raise Http404
    form = NeedForm(request.POST or None, initial={"title": asked.title, "text": asked.text})
    if form.is_valid():
        with refusal_shown_on(form):
            made = take_need_down(origin, source, form.cleaned_data["title"], text=form.cleaned_data["text"])
            messages.success(request, _("It is on the board, and its author is told."))
            return redirect("ip_studio:need", need_id=made.pk)
    context = {"form": form, "asked": asked}
    return show(request, "ip/studio/need_new.html", context, status=422 if form.errors else 200)


@require_safe
@staff_required("content.write")
def need(request: MemberRequest, need_id: UUID) -> HttpResponse:
    return _page(request, _need(need_id), {})


@require_POST
@staff_required("content.write")
def need_move(request: MemberRequest, need_id: UUID) -> HttpResponse:
    found = _need(need_id)
    form = MoveForm(found, request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            move_need(found, form.cleaned_data["state"], reason=form.cleaned_data["reason"])
            messages.success(request, _("Done. Who asked for it is told."))
            return redirect("ip_studio:need", need_id=need_id)
    return _page(request, found, {"move_form": form})


@require_POST
@staff_required("content.write")
def need_merging(request: MemberRequest, need_id: UUID) -> HttpResponse:
    found = _need(need_id)
    form = MergeForm(found, request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            whole = merge_needs(found, into=form.chosen())
            messages.success(request, _("The cards are put together."))
            return redirect("ip_studio:need", need_id=whole.pk)
    return _page(request, found, {"merge_form": form})


@require_POST
@staff_required("content.write")
def need_splitting(request: MemberRequest, need_id: UUID) -> HttpResponse:
    split_need(_need(need_id))
    messages.success(request, _("The card stands by itself again."))
    return redirect("ip_studio:need", need_id=need_id)


@require_POST
@staff_required("content.write")
def need_place(request: MemberRequest, need_id: UUID) -> HttpResponse:
    found, form = _need(need_id), PlaceForm(request.POST)
    if form.is_valid():
        place_need(found, form.chosen())
        messages.success(request, _("Saved."))
        return redirect("ip_studio:need", need_id=need_id)
    return _page(request, found, {"place_form": form})


@require_POST
@staff_required("content.write")
def need_hiding(request: MemberRequest, need_id: UUID) -> HttpResponse:
    hide_need(_need(need_id))
    messages.success(request, _("Nobody but the staff sees the card now."))
    return redirect("ip_studio:need", need_id=need_id)


@require_POST
@staff_required("content.write")
def need_showing(request: MemberRequest, need_id: UUID) -> HttpResponse:
    show_need(_need(need_id))
    messages.success(request, _("The card is shown again."))
    return redirect("ip_studio:need", need_id=need_id)


def _need(need_id: UUID) -> Need:
    return get_or_404(needs_of_staff(), id=need_id)


def _page(request: MemberRequest, found: Need, forms: dict[str, Any]) -> HttpResponse:
    """A card's page; the form that was refused, if one was, stands on it with its error."""
    context = {
        "need": found,
        "place": place_of(found.origin, found.source, request.permissions),
        "parts": list(found.merged.order_by("-id")[:_TIMELINE]),
        "timeline": told(facts_about(found.pk)[:_TIMELINE]),
        "next": next_states(found.state),
        "move_form": MoveForm(found, initial={"reason": found.decision}),
        "merge_form": MergeForm(found),
        "place_form": PlaceForm(initial={"workpiece": found.workpiece_id}),
    }
    refused = any(form.errors for form in forms.values())
    return show(request, "ip/studio/need.html", {**context, **forms}, status=422 if refused else 200)
