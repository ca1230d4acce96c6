from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from juluo.core import clock
from juluo.core.http import MemberRequest, refusal_shown_on, show, staff_required
from juluo.sharing.forms import PlanForm
from juluo.sharing.operations.attributions import explanation_of
from juluo.sharing.operations.plans import publish_plan
from juluo.sharing.queries.plans import plan_at


@staff_required("sharing.read")
def order(request: MemberRequest, ref: str) -> HttpResponse:
    """Why this person got it: everyone who was considered, and whether the facts still say the same."""
    found = explanation_of(ref)
    if found is None:
        raise Http404
    context = {"attribution": found.attribution, "commissions": found.commissions, "same": found.same}
    return show(request, "sharing/studio/order.html", context)


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
