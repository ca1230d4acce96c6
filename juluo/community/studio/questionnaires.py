from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet, formset_factory
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.community.forms.policies import ROW_FORMS, AnswerRowForm, DecidingForm, KindForm, QuestionForm, RangeRowForm
from juluo.community.models import Entrance
from juluo.community.operations.questionnaires import keep_question, move_question, remove_question, set_deciding
from juluo.community.queries.places import current_questionnaire
from juluo.community.rules.questions import MOST_ROWS, Kind, Question, questions_of
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required

type Rows = BaseFormSet[AnswerRowForm | RangeRowForm]
_EXTRA = 3


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("members.write")
def questionnaire(request: MemberRequest, code: str) -> HttpResponse:
    """What an entrance asks, in order, and how the answers decide."""
    door = _door(code)
    terms = current_questionnaire(door)
    form = DecidingForm(request.POST or None, initial=DecidingForm.of(terms))
    if form.is_valid():
        with refusal_shown_on(form):
            set_deciding(door, form.wanted())
            messages.success(request, _("Saved."))
            return redirect("community_studio:questionnaire", code=code)
    questions = questions_of(terms.questions) if terms else []
    context = {"entrance": door, "terms": terms, "questions": questions, "form": form, "kind_form": KindForm()}
    return show(request, "community/studio/questionnaire.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("members.write")
def question_new(request: MemberRequest, code: str) -> HttpResponse:
    """One more question, of the kind that was chosen."""
    kind = KindForm(request.POST or request.GET)
    chosen = kind.cleaned_data["kind"] if kind.is_valid() else Kind.TEXT.value
    return _edit(request, _door(code), Question(key="", kind=chosen, text=""))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("members.write")
def question(request: MemberRequest, code: str, key: str) -> HttpResponse:
    door = _door(code)
    return _edit(request, door, _question(door, key))


@require_POST
@staff_required("members.write")
def question_removal(request: MemberRequest, code: str, key: str) -> HttpResponse:
    remove_question(_door(code), key)
    messages.success(request, _("The question is gone. Applications keep it as it was asked."))
    return redirect("community_studio:questionnaire", code=code)


@require_POST
@staff_required("members.write")
def question_place(request: MemberRequest, code: str, key: str) -> HttpResponse:
    """Ask it one place earlier or later."""
    door = _door(code)
    terms = current_questionnaire(door)
    keys = [each["key"] for each in terms.questions] if terms else []
    if key not in keys:
        raise Http404
    step = -1 if request.POST.get("to") == "earlier" else 1
    move_question(door, key, to=keys.index(key) + 1 + step)
    return redirect("community_studio:questionnaire", code=code)


def _edit(request: MemberRequest, door: Entrance, known: Question) -> HttpResponse:
    form = QuestionForm(request.POST or None, initial=QuestionForm.of(known))
    rows = _rows(request, known)
    if request.method == "POST" and form.is_valid() and (rows is None or rows.is_valid()):
        with refusal_shown_on(form):
            said = {name: form.cleaned_data[name] for name in ("text", "help", "required")}
            keep_question(door, replace(known, rows=_told(rows), **said))
            messages.success(request, _("Saved."))
            return redirect("community_studio:questionnaire", code=door.code)
    context: dict[str, Any] = {
        "entrance": door,
        "question": known,
        "form": form,
        "rows": rows,
        "kind": Kind(known.kind),
    }
    return show(request, "community/studio/question.html", context, status=422 if request.method == "POST" else 200)


def _rows(request: MemberRequest, known: Question) -> Rows | None:
    """The answers there are and three empty ones, to be filled or left alone; more come after saving."""
    if known.kind not in ROW_FORMS:
        return None
    factory = formset_factory(
        ROW_FORMS[known.kind], extra=_EXTRA, max_num=MOST_ROWS, validate_max=True, can_delete=True
    )  # fmt: skip
    names = ROW_FORMS[known.kind].base_fields
    initial = [{name: getattr(row, name) for name in names} for row in known.rows]
    return factory(request.POST or None, initial=initial, prefix="row")


def _told(rows: Rows | None) -> tuple[Any, ...]:
    filled = [each for each in rows.forms if each.has_changed() or each.initial] if rows else []
    return tuple(each.row() for each in filled if not each.cleaned_data.get("DELETE"))


def _door(code: str) -> Entrance:
    return get_or_404(Entrance.objects.all(), code=code)


def _question(door: Entrance, key: str) -> Question:
    terms = current_questionnaire(door)
    for each in questions_of(terms.questions) if terms else []:
        if each.key == key:
            return each
    raise Http404
