from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from juluo.core import clock, days
from juluo.core.http import MemberRequest, refusal_shown_on, show, staff_required
from juluo.core.pages import page_of
from juluo.sharing.forms import PlanForm, RebindForm
from juluo.sharing.operations.attributions import explanation_of
from juluo.sharing.operations.bindings import rebind
from juluo.sharing.operations.plans import publish_plan
from juluo.sharing.queries.commissions import commissions_latest_first
from juluo.sharing.queries.links import bindings_latest_first, links_latest_first, touches_latest_first
from juluo.sharing.queries.touches import plan_at


@staff_required("sharing.read")
def commissions(request: MemberRequest) -> HttpResponse:
    page = page_of(commissions_latest_first(), request.GET.get("after", ""))
    context = {"commissions": page.rows, "next": page.next, "plan": plan_at(clock.now())}
    return show(request, "sharing/studio/commissions.html", context)


@staff_required("sharing.read")
def links(request: MemberRequest) -> HttpResponse:
    page = page_of(links_latest_first(), request.GET.get("after", ""))
    return show(request, "sharing/studio/links.html", {"links": page.rows, "next": page.next})


@staff_required("sharing.read")
def touches(request: MemberRequest) -> HttpResponse:
    since = days.read(request.GET.get("since", ""))
    found = touches_latest_first(days.began(since) if since else None)
    page = page_of(found, request.GET.get("after", ""))
    return show(request, "sharing/studio/touches.html", {"touches": page.rows, "next": page.next, "since": since})


@staff_required("sharing.read")
def order(request: MemberRequest, ref: str) -> HttpResponse:
    """Why this person got it: everyone who was considered, and whether the facts still say the same."""
    found = explanation_of(ref)
    if found is None:
        raise Http404
    context = {"attribution": found.attribution, "commissions": found.commissions, "same": found.same}
    return show(request, "sharing/studio/order.html", context)


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


@staff_required("sharing.read")
def plan(request: MemberRequest) -> HttpResponse:
    held = plan_at(clock.now())
    return show(request, "sharing/studio/plan.html", {"form": PlanForm.showing(held), "plan": held})


@require_POST
@staff_required("settings.write")
def plan_publication(request: MemberRequest) -> HttpResponse:
    form = PlanForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            made = publish_plan(form.terms())
            messages.success(request, _("Version %(number)d holds for orders from now on.") % {"number": made.number})
            return redirect("sharing_studio:plan")
    return show(request, "sharing/studio/plan.html", {"form": form, "plan": plan_at(clock.now())}, status=422)


def _bindings(request: MemberRequest, form: RebindForm) -> HttpResponse:
    page = page_of(bindings_latest_first(), request.GET.get("after", ""))
    context = {"bindings": page.rows, "next": page.next, "form": form}
    return show(request, "sharing/studio/bindings.html", context, status=422 if form.errors else 200)
