"""What waits for a person: the rules, the word lists, and a sentence to try them with."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.community.forms.moderation import ScreeningForm, TrialForm, WordListForm
from juluo.community.models import WordList
from juluo.community.operations.screening import keep_word_list, remove_word_list, set_screening
from juluo.community.queries.screening import screening as rules_of_space
from juluo.community.queries.screening import word_lists, words_listed
from juluo.community.rules.lists import TEMPLATES
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required

_RULES = ("holds_links", "newcomer_days", "first_posts", "repeats", "templates")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("talk.moderate")
def screening(request: MemberRequest) -> HttpResponse:
    rules = rules_of_space()
    form = ScreeningForm(request.POST or None, initial={name: getattr(rules, name) for name in _RULES})
    if form.is_valid():
        with refusal_shown_on(form):
            set_screening(form.rules())
            messages.success(request, _("Saved."))
            return redirect("community_studio:screening")
    listed, trial = words_listed(rules), TrialForm(request.GET)
    sentence = trial.cleaned_data["sentence"] if trial.is_valid() else ""
    context = {"form": form, "lists": word_lists(), "templates": TEMPLATES, "count": listed.count, "trial": trial}
    context |= {"sentence": sentence, "found": listed.found_in(sentence)}
    return show(request, "community/studio/screening.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("talk.moderate")
def word_list_new(request: MemberRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("talk.moderate")
def word_list(request: MemberRequest, word_list_id: UUID) -> HttpResponse:
    return _edit(request, get_or_404(word_lists(), id=word_list_id))


@require_POST
@staff_required("talk.moderate")
def word_list_removal(request: MemberRequest, word_list_id: UUID) -> HttpResponse:
    remove_word_list(get_or_404(word_lists(), id=word_list_id))
    messages.success(request, _("The list is gone."))
    return redirect("community_studio:screening")


def _edit(request: MemberRequest, known: WordList | None) -> HttpResponse:
    said = {name: getattr(known, name) for name in ("name", "words", "on")} if known else {"on": True}
    form = WordListForm(request.POST or None, initial=said)
    if form.is_valid():
        with refusal_shown_on(form):
            keep_word_list(**form.cleaned_data, known=known)
            messages.success(request, _("Saved."))
            return redirect("community_studio:screening")
    context = {"form": form, "list": known}
    return show(request, "community/studio/word_list.html", context, status=422 if form.errors else 200)
