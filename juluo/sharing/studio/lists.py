"""The lists of sharing: commissions, links, openings of links, bindings."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from juluo.core import clock, days
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.indexes import Index, counted, listing, register_index
from juluo.core.pages import page_of
from juluo.sharing.forms import ListForm, RebindForm
from juluo.sharing.models import CommissionState
from juluo.sharing.operations.bindings import rebind
from juluo.sharing.queries.links import links_latest_first
from juluo.sharing.queries.lists import (
    BINDING_STATES,
    LINK_STATES,
    bindings_matching,
    commissions_matching,
    links_matching,
    touches_matching,
)
from juluo.sharing.queries.plans import plan_at
from juluo.sharing.queries.targets import titles_of
from juluo.sharing.queries.touches import touches_latest_first

_SHOWN = 20
_ALL = (gettext_lazy("All"), "")
COMMISSIONS = register_index(
    Index("sharing_studio:commissions", "sharing.read", ("q", "state"),
          (_ALL, *((each.label, f"state={each.value}") for each in CommissionState)))
)  # fmt: skip
LINKS = register_index(
    Index("sharing_studio:links", "sharing.read", ("q", "state"),
          (_ALL, (pgettext_lazy("links", "Working"), "state=working"),
           (pgettext_lazy("links", "Ended"), "state=ended")))
)  # fmt: skip
TOUCHES = register_index(Index("sharing_studio:touches", "sharing.read", ("q", "since"), (_ALL,)))
BINDINGS = register_index(
    Index("sharing_studio:bindings", "sharing.read", ("q", "state"),
          (_ALL, (pgettext_lazy("bindings", "Current"), "state=current"),
           (pgettext_lazy("bindings", "Replaced"), "state=replaced")))
)  # fmt: skip


@require_safe
@staff_required("sharing.read")
def commissions(request: MemberRequest) -> HttpResponse:
    form = ListForm(request.GET, searched=_("Number of the order or name"), states=CommissionState.values)
    found = commissions_matching(*_asked(form))
    return _listed(request, COMMISSIONS, form, found, plan=plan_at(clock.now()))


@require_safe
@staff_required("sharing.read")
def links(request: MemberRequest) -> HttpResponse:
    form = ListForm(request.GET, searched=_("Code or name"), states=LINK_STATES)
    return _listed(request, LINKS, form, links_matching(*_asked(form)), leads_to=lambda link: link.target)


@require_safe
@staff_required("sharing.read")
def link(request: MemberRequest, code: str) -> HttpResponse:
    """A link with its latest openings and the links that were made from it."""
    found = get_or_404(links_latest_first(), code=code)
    touches = touches_latest_first().filter(link=found)[:_SHOWN]
    reshares = links_latest_first().filter(parent=found)[:_SHOWN]
    context = {"link": found, "touches": touches, "reshares": reshares, "over": found.is_over(clock.now()),
               "titles": titles_of([found.target], request.space)}  # fmt: skip
    return show(request, "sharing/studio/link.html", context)


@require_safe
@staff_required("sharing.read")
def touches(request: MemberRequest) -> HttpResponse:
    form = ListForm(request.GET, searched=_("Code or name"), since=True)
    since = form.cleaned_data.get("since")
    found = touches_matching(form.cleaned_data.get("q", ""), days.began(since) if since else None)
    return _listed(request, TOUCHES, form, found, leads_to=lambda touch: touch.link.target)


@require_safe
@staff_required("sharing.read")
def bindings(request: MemberRequest) -> HttpResponse:
    return _bindings(request, RebindForm())


@require_POST
@staff_required("settings.write")
def binding_change(request: MemberRequest) -> HttpResponse:
    form = RebindForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        with refusal_shown_on(form):
            rebind(typed["member"], typed["sharer"], reason=typed["reason"])
            messages.success(request, _("The binding is changed from now on."))
            return redirect("sharing_studio:bindings")
    return _bindings(request, form)


def _bindings(request: MemberRequest, rebinding: RebindForm) -> HttpResponse:
    form = ListForm(request.GET, searched=_("Name of the member or the sharer"), states=BINDING_STATES)
    return _listed(request, BINDINGS, form, bindings_matching(*_asked(form)), rebinding=rebinding)


def _asked(form: ListForm) -> tuple[str, str]:
    return form.cleaned_data.get("q", ""), form.cleaned_data.get("state", "")


def _listed(request: MemberRequest, index: Index, form: ListForm, found: Any, **more: Any) -> HttpResponse:
    """Show a page of what was found; a filter that is none is left out."""
    page = page_of(found, request.GET.get("after", ""))
    context = {"page": page, "form": form, "total": counted(found), **more,
               "index": listing(index, form.cleaned_data, request.member, sent=request.GET)}  # fmt: skip
    template = f"sharing/studio/{index.place.partition(':')[2]}.html"
    if leads_to := more.get("leads_to"):
        context["titles"] = titles_of(map(leads_to, page.rows), request.space)
    failed = getattr(more.get("rebinding"), "errors", None)
    return show(request, template, context, status=422 if failed else 200)
