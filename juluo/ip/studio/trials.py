from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.ip.forms.trials import CandidateFilterForm, InvitationForm, RoundForm, SampleForm
from juluo.ip.models import TrialRound
from juluo.ip.operations.trials import begin_round, invite_to_trial, note_sample
from juluo.ip.queries.trials import candidates, results_of, rounds_of_staff, trials_in, trials_of_staff
from juluo.ip.queries.workpieces import versions_of_staff

_TIMELINE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def round_new(request: MemberRequest, version_id: UUID) -> HttpResponse:
    version = get_or_404(versions_of_staff(), id=version_id)
    form = RoundForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            begun = begin_round(version, form.words())
            return redirect("ip_studio:round", round_id=begun.pk)
    return show(request, "ip/studio/round_new.html", {"version": version, "form": form}, 422 if form.errors else 200)


@require_safe
@staff_required("content.write")
def trial_round(request: MemberRequest, round_id: UUID) -> HttpResponse:
    """Who is asked, who is in, and what they say."""
    return _page(request, get_or_404(rounds_of_staff(), id=round_id), {})


@require_POST
@staff_required("content.write")
def round_invitations(request: MemberRequest, round_id: UUID) -> HttpResponse:
    found = get_or_404(rounds_of_staff(), id=round_id)
    form = InvitationForm(_offered(request, found), request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            asked = invite_to_trial(found, form.chosen())
            sentence = ngettext("%(asked)d member is asked.", "%(asked)d members are asked.", asked)
            messages.success(request, sentence % {"asked": asked})
            return redirect("ip_studio:round", round_id=round_id)
    return _page(request, found, {"invitation_form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def trial_sample(request: MemberRequest, trial_id: UUID) -> HttpResponse:
    """What was sent to one member."""
    found = get_or_404(trials_of_staff(), id=trial_id)
    form = SampleForm(request.POST or None, initial={"sample": found.sample})
    if form.is_valid():
        with refusal_shown_on(form):
            note_sample(found, form.cleaned_data["sample"])
            messages.success(request, _("Saved, and the member is told."))
            return redirect("ip_studio:round", round_id=found.round_id)
    return show(request, "ip/studio/sample.html", {"trial": found, "form": form}, status=422 if form.errors else 200)


def _offered(request: MemberRequest, found: TrialRound) -> list[Any]:
    form = CandidateFilterForm(request.GET)
    form.is_valid()
    return candidates(found, **{name: form.cleaned_data.get(name, "") for name in ("rung", "name")})


def _page(request: MemberRequest, found: TrialRound, forms: dict[str, Any]) -> HttpResponse:
    context = {
        "round": found,
        "trials": trials_in(found),
        "results": results_of([found])[0],
        "filter": CandidateFilterForm(request.GET),
        "invitation_form": InvitationForm(_offered(request, found)),
        "timeline": told(facts_about(found.pk)[:_TIMELINE]),
    }
    refused = any(form.errors for form in forms.values())
    return show(request, "ip/studio/round.html", {**context, **forms}, status=422 if refused else 200)
