"""Asking, and reading what others asked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core import clock
from juluo.core.footprints import leave
from juluo.core.http import MemberRequest, SpaceRequest, get_or_404, member_required, refusal_shown_on, show
from juluo.core.keeping import kept_for_guests
from juluo.core.pages import page_of
from juluo.ip.forms.questions import FollowUpForm, LeaveForm, QuestionForm, QuestionSearchForm
from juluo.ip.models import Question
from juluo.ip.operations.questions import (
    agree_to_publish,
    discard_question,
    edit_question,
    follow_up,
    order_question,
    order_reading,
    write_and_order,
    write_question,
)
from juluo.ip.queries.heads import head_of_question, head_of_questions
from juluo.ip.queries.questions import (
    asking,
    price_of_asking,
    price_of_reading,
    public_questions,
    question_met_by,
    questions_known_to,
    questions_of,
)
from juluo.ip.rules.questions import can_follow_up


@require_safe
@kept_for_guests
def questions(request: SpaceRequest) -> HttpResponse:
    """What others asked and may be read, the latest first, or what the words find of it."""
    words = QuestionSearchForm(request.GET).words()
    page = page_of(public_questions(words), request.GET.get("after", ""), size=20)
    context = {"page": page, "words": words, "price": price_of_asking(request.member)}
    return show(request, "ip/questions.html", context | {"head": head_of_questions(request.space)})


@require_safe
@member_required
def questions_mine(request: MemberRequest) -> HttpResponse:
    page = page_of(questions_of(request.member), request.GET.get("after", ""), size=20)
    return show(request, "ip/questions_mine.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def question_new(request: MemberRequest) -> HttpResponse:
    """Terms and price, then the question: kept as a draft, or paid at once."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def question_text(request: MemberRequest, question_id: UUID) -> HttpResponse:
    """A draft of one's own, to change."""
    return _write(request, get_or_404(questions_of(request.member).filter(paid_at=None), id=question_id))


@require_safe
@kept_for_guests
def question(request: SpaceRequest, question_id: UUID) -> HttpResponse:
    """A question as this reader meets it: their own, one they paid to read, or a published one with its wall."""
    return _page(request, get_or_404(questions_known_to(request.member), id=question_id), {})


@require_POST
@member_required
def question_payment(request: MemberRequest, question_id: UUID) -> HttpResponse:
    own = _own(request, question_id)
    return redirect(order_question(own, visitor=request.visitor).url)


@require_POST
@member_required
def question_reading(request: MemberRequest, question_id: UUID) -> HttpResponse:
    """Order the reading of somebody else's answer; on to its payment."""
    found = get_or_404(public_questions(), id=question_id)
    return redirect(order_reading(found, request.member, visitor=request.visitor).url)


@require_POST
@member_required
def question_removal(request: MemberRequest, question_id: UUID) -> HttpResponse:
    discard_question(_own(request, question_id))
    messages.success(request, _("The draft is gone."))
    return redirect("ip:questions_mine")


@require_POST
@member_required
def question_follow_up(request: MemberRequest, question_id: UUID) -> HttpResponse:
    own, form = _own(request, question_id), FollowUpForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            follow_up(own, form.cleaned_data["text"])
            messages.success(request, _("It is asked. You are told when it is answered."))
            return redirect("ip:question", question_id=own.pk)
    return _page(request, own, {"follow_up_form": form})


@require_POST
@member_required
def question_leave(request: MemberRequest, question_id: UUID) -> HttpResponse:
    """Say whether others may read it, and whether with one's name."""
    own, form = _own(request, question_id), LeaveForm(request.POST)
    form.is_valid()
    agree_to_publish(own, public=form.cleaned_data["public"], unnamed=not form.cleaned_data["named"])
    messages.success(request, _("Saved."))
    return redirect("ip:question", question_id=own.pk)


def _write(request: MemberRequest, known: Question | None) -> HttpResponse:
    terms = asking()
    form = QuestionForm(request.POST or None, initial=QuestionForm.of(known) if known else None, terms=terms)
    if form.is_valid():
        with refusal_shown_on(form):
            words = form.words()
            if "pay" in request.POST:
                return redirect(write_and_order(request.member, words, draft=known, visitor=request.visitor).url)
            kept = edit_question(known, words) if known else write_question(request.member, words)
            messages.success(request, _("The draft is kept. Nobody reads it before it is paid."))
            return redirect("ip:question", question_id=kept.pk)
    context = {"form": form, "terms": terms, "question": known, "price": price_of_asking(request.member)}
    return show(request, "ip/question_new.html", context, status=422 if form.errors else 200)


def _page(request: SpaceRequest, found: Question, forms: dict[str, Any]) -> HttpResponse:
    met, own = question_met_by(found, request.member), bool(request.member and request.member.pk == found.asker_id)
    if found.published_at:
        leave(request, "view", f"question:{found.pk}")
    context: dict[str, Any] = {"question": found, "met": met, "own": own, "follow_up_form": FollowUpForm()}
    if own:
        terms = asking()
        context |= {"terms": terms, "asks_more": met.answers and can_follow_up(found, terms, clock.now())}
        context |= {"price": price_of_asking(request.member), "reading_price": price_of_reading(None)}
        context["share_bp"] = found.share_bp if found.published_at else terms.share_bp
        context["leave_form"] = LeaveForm(initial={"public": found.public, "named": not found.unnamed})
    head = head_of_question(request.space, found) if found.published_at else None
    refused = any(form.errors for form in forms.values())
    return show(request, "ip/question.html", context | {"head": head} | forms, status=422 if refused else 200)


def _own(request: MemberRequest, question_id: UUID) -> Question:
    return get_or_404(questions_of(request.member), id=question_id)
