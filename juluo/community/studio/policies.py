from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juluo.community.forms.policies import PolicyForm
from juluo.community.models import Entrance
from juluo.community.operations.policies import set_policy, set_welcome
from juluo.community.queries.limits import limit_proposed
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("members.write")
def policy(request: MemberRequest, code: str) -> HttpResponse:
    """Who comes in by an entrance, how many, until when, and what they find."""
    door = get_or_404(Entrance.objects.all(), code=code)
    form = PolicyForm(request.POST or None, initial=PolicyForm.of(door))
    if form.is_valid():
        with refusal_shown_on(form):
            _set(door, form)
            messages.success(request, _("Saved."))
            return redirect("community_studio:entrance", code=code)
    context = {"entrance": door, "form": form, "proposal": limit_proposed()}
    return show(request, "community/studio/policy.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _set(door: Entrance, form: PolicyForm) -> None:
    set_policy(door, form.wanted())
    set_welcome(door, form.cleaned_data["welcome"], to=form.cleaned_data["welcome_to"])
