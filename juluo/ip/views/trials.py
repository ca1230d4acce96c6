from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core import clock
from juluo.core.http import MemberRequest, get_or_404, member_required, refusal_shown_on, show
from juluo.core.pages import page_of
from juluo.ip.forms.trials import AnswerForm
from juluo.ip.operations.trials import accept_trial, answer_trial, decline_trial
from juluo.ip.queries.trials import trials_of

_SHOWN = 20


@require_safe
@member_required
def trials(request: MemberRequest) -> HttpResponse:
    """What one was invited to try."""
    page = page_of(trials_of(request.member), request.GET.get("after", ""), size=_SHOWN)
    return show(request, "ip/trials.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def trial(request: MemberRequest, trial_id: UUID) -> HttpResponse:
    """An invitation; once it is accepted, the form with the scores."""
    found = get_or_404(trials_of(request.member), id=trial_id)
    form = AnswerForm(found, request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            answer_trial(found, form.scores(), words=form.cleaned_data["words"])
            messages.success(request, _("Thank you. You can change it until the round ends."))
            return redirect("ip:trial", trial_id=trial_id)
    context = {"trial": found, "form": form, "over": clock.now() >= found.round.ends_at}
    return show(request, "ip/trial.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def trial_acceptance(request: MemberRequest, trial_id: UUID) -> HttpResponse:
    accept_trial(get_or_404(trials_of(request.member), id=trial_id))
    messages.success(request, _("You are in."))
    return redirect("ip:trial", trial_id=trial_id)


@require_POST
@member_required
def trial_refusal(request: MemberRequest, trial_id: UUID) -> HttpResponse:
    decline_trial(get_or_404(trials_of(request.member), id=trial_id))
    messages.success(request, _("Somebody else gets the place."))
    return redirect("ip:trial", trial_id=trial_id)
