from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.indexes import Index, counted, listing, register_index
from juluo.core.pages import page_of
from juluo.ip.forms.questions import AnswerForm, AskingForm, DeclineForm, PublicationForm, QuestionFilterForm
from juluo.ip.models import Question
from juluo.ip.operations.answers import (
    answer_follow_up,
    answer_question,
    correct_answer,
    decline_question,
    publish_question,
    unpublish_question,
)
from juluo.ip.operations.asking import set_asking
from juluo.ip.queries.questions import asking, price_of_asking, price_of_reading, questions_of_staff
from juluo.ip.rules.questions import RIGHT_TO_ASK, RIGHT_TO_READ
from juluo.ip.selling import selling_page

_TIMELINE = 50
_FOLLOW_UP_IDS = "id_follow_up_%s"
"""Two forms of one kind stand on a page."""
QUESTIONS = register_index(
    Index(
        "ip_studio:questions", "content.write", ("state",),
        (
            (pgettext_lazy("questions", "All"), ""),
            (pgettext_lazy("questions", "Open"), "state=open"),
            (pgettext_lazy("questions", "Asked once more"), "state=follow_up"),
            (pgettext_lazy("questions", "Answered"), "state=answered"),
            (pgettext_lazy("questions", "Declined"), "state=declined"),
            (pgettext_lazy("questions", "Expired"), "state=expired"),
        ),
    )
)  # fmt: skip


@require_safe
@staff_required("content.write")
def questions(request: MemberRequest) -> HttpResponse:
    """What was paid; those that wait stand by their deadline."""
    form = QuestionFilterForm(request.GET)
    form.is_valid()
    found = questions_of_staff(form.cleaned_data.get("state", ""))
    page = page_of(found, request.GET.get("after", ""))
    index = listing(QUESTIONS, form.cleaned_data, request.member, sent=request.GET)
    context = {"page": page, "index": index, "total": counted(found), "price": price_of_asking(None)}
    return show(request, "ip/studio/questions.html", context)


@require_safe
@staff_required("content.write")
def question(request: MemberRequest, question_id: UUID) -> HttpResponse:
    return _page(request, _paid(question_id), {})


@require_POST
@staff_required("content.write")
def question_answer(request: MemberRequest, question_id: UUID) -> HttpResponse:
    """Answer, or correct the answer that is there."""
    found, form = _paid(question_id), AnswerForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            text = form.cleaned_data["text"]
            correct_answer(found, text) if found.answered_at else answer_question(found, text, by=request.member)
            messages.success(request, _("Your answer is there."))
            return redirect("ip_studio:question", question_id=found.pk)
    return _page(request, found, {"answer_form": form})


@require_POST
@staff_required("content.write")
def question_follow_up(request: MemberRequest, question_id: UUID) -> HttpResponse:
    found, form = _paid(question_id), AnswerForm(request.POST, auto_id=_FOLLOW_UP_IDS)
    if form.is_valid():
        with refusal_shown_on(form):
            answer_follow_up(found, form.cleaned_data["text"])
            messages.success(request, _("Your answer is there."))
            return redirect("ip_studio:question", question_id=found.pk)
    return _page(request, found, {"follow_up_form": form})


@require_POST
@staff_required("content.write")
def question_decline(request: MemberRequest, question_id: UUID) -> HttpResponse:
    found, form = _paid(question_id), DeclineForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            decline_question(found, form.cleaned_data["reason"])
            messages.success(request, _("The question is declined, and all the money goes back."))
            return redirect("ip_studio:question", question_id=found.pk)
    return _page(request, found, {"decline_form": form})


@require_POST
@staff_required("content.write")
def question_publication(request: MemberRequest, question_id: UUID) -> HttpResponse:
    found, form = _paid(question_id), PublicationForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            publish_question(found, is_free=form.cleaned_data["reading"] == "free")
            messages.success(request, _("The question is published."))
            return redirect("ip_studio:question", question_id=found.pk)
    return _page(request, found, {"publication_form": form})


@require_POST
@staff_required("content.write")
def question_withdrawal(request: MemberRequest, question_id: UUID) -> HttpResponse:
    found = unpublish_question(_paid(question_id))
    messages.success(request, _("Nobody new can read it. Who paid to read it still does."))
    return redirect("ip_studio:question", question_id=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def asking_terms(request: MemberRequest) -> HttpResponse:
    form = AskingForm(request.POST) if request.method == "POST" else AskingForm.showing(asking())
    if form.is_valid():
        with refusal_shown_on(form):
            set_asking(form.terms())
            messages.success(request, _("Saved."))
            return redirect("ip_studio:asking")
    context: dict[str, Any] = {"form": form, "price": price_of_asking(None), "reading_price": price_of_reading(None)}
    if "products.write" in request.permissions:
        context |= {"selling": selling_page(RIGHT_TO_ASK), "selling_reading": selling_page(RIGHT_TO_READ)}
    return show(request, "ip/studio/asking.html", context, status=422 if form.errors else 200)


def _paid(question_id: UUID) -> Question:
    return get_or_404(questions_of_staff(), id=question_id)


def _page(request: MemberRequest, found: Question, forms: dict[str, Any]) -> HttpResponse:
    """A question's page; the form that was refused, if one was, stands on it with its error."""
    context = {
        "question": found,
        "state": found.state,
        "timeline": told(facts_about(found.pk)[:_TIMELINE]),
        "answer_form": AnswerForm(initial={"text": found.answer}),
        "follow_up_form": AnswerForm(initial={"text": found.follow_up_answer}, auto_id=_FOLLOW_UP_IDS),
        "decline_form": DeclineForm(),
        "publication_form": PublicationForm(initial={"reading": "free" if found.is_free else "paid"}),
    }
    refused = any(form.errors for form in forms.values())
    return show(request, "ip/studio/question.html", {**context, **forms}, status=422 if refused else 200)
