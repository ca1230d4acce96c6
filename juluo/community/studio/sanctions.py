"""One decision about a member: undone, and looked at again when they appeal."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.community.forms.moderation import JudgementForm, PhraseForm, SanctionForm, UndoForm
from juluo.community.models import Phrase, Sanction
from juluo.community.operations.appeals import decide_appeal
from juluo.community.operations.phrases import keep_phrase, remove_phrase
from juluo.community.operations.sanctions import sanction_member, undo_sanction
from juluo.community.queries.sanctions import (
    appeals_latest_first,
    moderators,
    named_in,
    sanctions_latest_first,
)
from juluo.community.rules.articles import words_for
from juluo.community.rules.sanctions import is_standing, judges_among
from juluo.core import clock
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.models import Member


@require_safe
@staff_required("talk.moderate")
def sanction(request: MemberRequest, sanction_id: UUID) -> HttpResponse:
    return _page(request, _sanction(sanction_id), None, None)


@require_POST
@staff_required("talk.moderate")
def sanction_undoing(request: MemberRequest, sanction_id: UUID) -> HttpResponse:
    found, form = _sanction(sanction_id), UndoForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            undo_sanction(found, by=request.member, reason=form.cleaned_data["reason"])
            messages.success(request, _("It is undone, and the member is told."))
            return redirect("community_studio:sanction", sanction_id=found.pk)
    return _page(request, found, form, None)


@require_POST
@staff_required("talk.moderate")
def appeal_decision(request: MemberRequest, sanction_id: UUID) -> HttpResponse:
    found, form = _sanction(sanction_id), JudgementForm(request.POST)
    appeal = get_or_404(appeals_latest_first(), sanction=found)
    if form.is_valid():
        with refusal_shown_on(form):
            decide_appeal(appeal, form.cleaned_data["outcome"], form.cleaned_data["answer"], by=request.member)
            messages.success(request, _("The appeal is decided, and the member is told."))
            return redirect("community_studio:sanction", sanction_id=found.pk)
    return _page(request, found, None, form)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("talk.moderate")
def member_sanction(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """Decide something about a member outside of any case."""
    person = get_or_404(Member.objects.all(), id=member_id)
    form = SanctionForm(request.POST or None, about=person)
    if form.is_valid():
        with refusal_shown_on(form):
            made = sanction_member(person, form.measure(), by=request.member)
            messages.success(request, _("It is decided, and the member is told."))
            return redirect("community_studio:sanction", sanction_id=made.pk)
    context = {"person": person, "form": form}
    return show(request, "community/studio/member_sanction.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("talk.moderate")
def phrases(request: MemberRequest) -> HttpResponse:
    """Words that are kept for decisions."""
    form = PhraseForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            keep_phrase(**form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("community_studio:phrases")
    context = {"phrases": Phrase.objects.order_by("title"), "form": form}
    return show(request, "community/studio/phrases.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required("talk.moderate")
def phrase_removal(request: MemberRequest, phrase_id: UUID) -> HttpResponse:
    remove_phrase(get_or_404(Phrase.objects.all(), id=phrase_id))
    messages.success(request, _("The words are kept no longer."))
    return redirect("community_studio:phrases")


def _sanction(sanction_id: UUID) -> Sanction:
    return get_or_404(sanctions_latest_first(), id=sanction_id)


def _page(
    request: MemberRequest, found: Sanction, undo: UndoForm | None, judgement: JudgementForm | None
) -> HttpResponse:
    """A sanction; the form that was refused, if one was, stands on it with its errors."""
    appeal = appeals_latest_first().filter(sanction=found).first()
    judges = judges_among(moderators(), found)
    context = {
        "sanction": found,
        "stands": is_standing(found, clock.now()),
        "paused": words_for(found.pauses, named_in(found.pauses)),
        "appeal": appeal,
        "may_judge": request.member.pk in judges,
        "has_judge": bool(judges),
        "undo_form": undo or UndoForm(auto_id="id_undo_%s"),
        "judgement_form": judgement or JudgementForm(),
    }
    refused = undo is not None or judgement is not None
    return show(request, "community/studio/sanction.html", context, status=422 if refused else 200)
