"""Quoting a passage of a post, or of a comment, in a comment of one's own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juluo.core.http import MemberRequest, member_required, refusal_shown_on, show
from juluo.ip.forms.comments import QuoteForm
from juluo.ip.models import QUOTE_LENGTH, Comment, Post
from juluo.ip.operations.comments import write_comment
from juluo.ip.readable import readable_comment, readable_post
from juluo.ip.rules.quotes import Quote, passages_of
from juluo.ip.views.comments import url_of_comment


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def post_quote(request: MemberRequest, post_id: UUID) -> HttpResponse:
    """Choose a paragraph of the post; `?passage=` with its number opens the comment that quotes it."""
    post = readable_post(post_id, request.member)
    passages = passages_of(post)
    chosen = request.GET.get("passage", "")
    if request.method == "POST" or (chosen.isdecimal() and int(chosen[:6]) < len(passages)):
        passage = passages[int(chosen[:6])] if request.method != "POST" else ""
        return _say(request, post, None, passage)
    return show(request, "ip/passages.html", {"post": post, "passages": list(enumerate(passages))})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def comment_quote(request: MemberRequest, comment_id: UUID) -> HttpResponse:
    """Answer a comment with some of its words."""
    quoted = readable_comment(comment_id, request.member)
    return _say(request, quoted.post, quoted, " ".join(quoted.text.split())[:QUOTE_LENGTH] if quoted.is_said else "")


def _say(request: MemberRequest, post: Post, quoted: Comment | None, passage: str) -> HttpResponse:
    form = QuoteForm(request.POST if request.method == "POST" else None, initial={"quote": passage})
    if form.is_valid():
        with refusal_shown_on(form):
            quote = Quote(form.cleaned_data["quote"], quoted)
            said = write_comment(request.member, post, form.cleaned_data["text"], answers=quoted, quote=quote)
            messages.success(request, _("Your comment is there."))
            return redirect(url_of_comment(said))
    context: dict[str, Any] = {"post": post, "answered": quoted, "form": form}
    return show(request, "ip/comment_new.html", context, status=422 if form.errors else 200)
