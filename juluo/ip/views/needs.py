from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.http import MemberRequest, SpaceRequest, get_or_404, member_required, refusal_shown_on, show
from juluo.core.keeping import kept_for_guests
from juluo.core.pages import page_of
from juluo.ip.forms.workshop import NeedForm
from juluo.ip.operations.needs import join_need, leave_need, tell_need
from juluo.ip.queries.heads import head_of_decisions
from juluo.ip.queries.needs import asked_for_by, decided_needs, needs_asked_by, needs_seen_by, open_needs

_SHOWN = 20


@require_safe
@member_required
def needs(request: MemberRequest) -> HttpResponse:
    """What members ask for; `mine` shows what the reader asks for."""
    mine = "mine" in request.GET
    found = needs_asked_by(request.member) if mine else open_needs()
    page = page_of(found, request.GET.get("after", ""), size=_SHOWN)
    context = {"page": page, "mine": mine, "asked": asked_for_by(request.member, page.rows)}
    return show(request, "ip/needs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def need_new(request: MemberRequest) -> HttpResponse:
    form = NeedForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            told = tell_need(request.member, form.cleaned_data["title"], text=form.cleaned_data["text"])
            messages.success(request, _("It is on the board."))
            return redirect("ip:need", need_id=told.pk)
    return show(request, "ip/need_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@kept_for_guests
def need(request: SpaceRequest, need_id: UUID) -> HttpResponse:
    """A card with what became of it, and why."""
    found = get_or_404(needs_seen_by(request.member), id=need_id)
    if found.merged_into_id:
        return redirect("ip:need", need_id=found.merged_into_id)
    return show(request, "ip/need.html", {"need": found, "asked": asked_for_by(request.member, [found])})


@require_POST
@member_required
def need_voice(request: MemberRequest, need_id: UUID) -> HttpResponse:
    card = join_need(request.member, get_or_404(needs_seen_by(request.member), id=need_id))
    messages.success(request, _("You ask for it, too."))
    return redirect("ip:need", need_id=card.pk)


@require_POST
@member_required
def need_silence(request: MemberRequest, need_id: UUID) -> HttpResponse:
    card = leave_need(request.member, get_or_404(needs_seen_by(request.member), id=need_id))
    messages.success(request, _("You ask for it no longer."))
    return redirect("ip:need", need_id=card.pk)


@require_safe
@kept_for_guests
def decisions(request: SpaceRequest) -> HttpResponse:
    """What was asked for and what was decided, also where the answer is no."""
    page = page_of(decided_needs(), request.GET.get("after", ""), size=_SHOWN)
    return show(request, "ip/decisions.html", {"page": page, "head": head_of_decisions(request.space)})
