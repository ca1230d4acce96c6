from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from juluo.core.chronicle import facts_about, told
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.indexes import Index, counted, listing, register_index
from juluo.core.pages import page_of
from juluo.core.said.forms import HidingForm
from juluo.core.said.kinds import tell
from juluo.ip.forms.comments import CommentFilterForm, CommentForm
from juluo.ip.models import Comment
from juluo.ip.operations.comments import write_comment
from juluo.ip.queries.comments import comments_latest_first

_TIMELINE = 50
COMMENTS = register_index(
    Index(
        "ip_studio:comments", "talk.moderate", ("state",),
        (
            (gettext_lazy("All"), ""),
            (pgettext_lazy("tab", "Reported"), "state=reported"),
            (pgettext_lazy("tab", "Hidden"), "state=hidden"),
        ),
    )
)  # fmt: skip


@require_safe
@staff_required("talk.moderate")
def comments(request: MemberRequest) -> HttpResponse:
    found, form = _asked(request.GET)
    page = page_of(found, request.GET.get("after", ""))
    index = listing(COMMENTS, form.cleaned_data, request.member, sent=request.GET)
    return show(request, "ip/studio/comments.html", {"page": page, "index": index, "total": counted(found)})


@require_safe
@staff_required("talk.moderate")
def comment(request: MemberRequest, comment_id: UUID) -> HttpResponse:
    return _page(request, _comment(comment_id), {})


@require_POST
@staff_required("talk.moderate")
def comment_answer(request: MemberRequest, comment_id: UUID) -> HttpResponse:
    found, form = _comment(comment_id), CommentForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            write_comment(request.member, found.post, form.cleaned_data["text"], answers=found)
            messages.success(request, _("Your answer is there."))
            return redirect("ip_studio:comments")
    return _page(request, found, {"answer_form": form})


def _asked(given: QueryDict) -> tuple[QuerySet[Comment], CommentFilterForm]:
    form = CommentFilterForm(given)
    form.is_valid()
    return comments_latest_first(form.cleaned_data.get("state", "")), form


def _comment(comment_id: UUID) -> Comment:
    return get_or_404(comments_latest_first().select_related("thread", "answers__author"), id=comment_id)


def _page(request: MemberRequest, found: Comment, forms: dict[str, Any]) -> HttpResponse:
    """A comment's page; the form that was refused, if one was, stands on it with its error."""
    context = {
        "comment": found,
        "said": tell(found),
        "timeline": told(facts_about(found.pk)[:_TIMELINE]),
        "hiding_form": HidingForm(),
        "answer_form": CommentForm(),
        "writes": "content.write" in request.permissions,
    }
    refused = any(form.errors for form in forms.values())
    return show(request, "ip/studio/comment.html", {**context, **forms}, status=422 if refused else 200)
