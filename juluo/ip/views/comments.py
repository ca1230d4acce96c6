from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.http import MemberRequest, SpaceRequest, get_or_404, member_required, refusal_shown_on, show
from juluo.core.keeping import kept_for_guests
from juluo.core.pages import page_of
from juluo.ip.forms.comments import CommentForm
from juluo.ip.models import Comment, Post
from juluo.ip.operations.comments import edit_comment, pin_comment, take_comment_back, unpin_comment, write_comment
from juluo.ip.queries.comments import comments_of, discussion_of, replies_in
from juluo.ip.queries.responses import tallies_of
from juluo.ip.readable import readable_comment, readable_post
from juluo.ip.rules.comments import can_pin

_REPLIES = 50


@require_safe
@kept_for_guests
def comments(request: SpaceRequest, post_id: UUID) -> HttpResponse:
    """All that is said about a post, the latest threads first."""
    post = readable_post(post_id, request.member)
    return show(request, "ip/comments.html", {"post": post} | talk_about(request, post))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def comment_new(request: MemberRequest, post_id: UUID) -> HttpResponse:
    return _say(request, readable_post(post_id, request.member), None)


@require_safe
@kept_for_guests
def comment(request: SpaceRequest, comment_id: UUID) -> HttpResponse:
    """A comment with everything that was said in its thread."""
    found = readable_comment(comment_id, request.member)
    first = found.thread or found
    page = page_of(replies_in(first.pk), request.GET.get("after", ""), size=_REPLIES)
    asked = None if found in (first, *page.rows) else found
    context: dict[str, Any] = {"post": found.post, "first": first, "asked": asked, "page": page}
    context["tallies"] = tallies_of(found.post, [first, found, *page.rows], request.member)
    return show(request, "ip/comment.html", context | {"pins": can_pin(request.member, found.post)})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def comment_answer(request: MemberRequest, comment_id: UUID) -> HttpResponse:
    answered = readable_comment(comment_id, request.member)
    return _say(request, answered.post, answered)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def comment_text(request: MemberRequest, comment_id: UUID) -> HttpResponse:
    """A comment of one's own: to change for some minutes, or to see why it is hidden."""
    own = get_or_404(comments_of(request.member), id=comment_id)
    form = CommentForm(request.POST or None, initial={"text": own.text})
    if form.is_valid():
        with refusal_shown_on(form):
            edit_comment(own, form.cleaned_data["text"])
            messages.success(request, _("Saved."))
            return redirect(url_of_comment(own))
    return show(request, "ip/comment_text.html", {"comment": own, "form": form}, status=422 if form.errors else 200)


@require_POST
@member_required
def comment_removal(request: MemberRequest, comment_id: UUID) -> HttpResponse:
    own = get_or_404(comments_of(request.member), id=comment_id)
    take_comment_back(own)
    messages.success(request, _("Your comment is gone."))
    return redirect(f"{reverse('ip:post', args=[own.post_id])}#comments")


@require_POST
@member_required
def comment_pin(request: MemberRequest, comment_id: UUID) -> HttpResponse:
    pinned = pin_comment(readable_comment(comment_id, request.member), by=request.member)
    return redirect(f"{reverse('ip:post', args=[pinned.post_id])}#comments")


@require_POST
@member_required
def comment_unpinning(request: MemberRequest, comment_id: UUID) -> HttpResponse:
    freed = unpin_comment(readable_comment(comment_id, request.member), by=request.member)
    return redirect(f"{reverse('ip:post', args=[freed.post_id])}#comments")


def talk_about(request: SpaceRequest, post: Post) -> dict[str, Any]:
    """What `ip/talk.html#discussion` shows of a post that the reader reads whole."""
    discussion = discussion_of(post, request.GET.get("after", ""))
    shown = {"discussion": discussion, "form": CommentForm(), "pins": can_pin(request.member, post)}
    return shown | {"tallies": tallies_of(post, discussion.comments, request.member)}


def _say(request: MemberRequest, post: Post, answered: Comment | None) -> HttpResponse:
    form = CommentForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            said = write_comment(request.member, post, form.cleaned_data["text"], answers=answered)
            messages.success(request, _("Your comment is there."))
            return redirect(url_of_comment(said))
    context = {"post": post, "answered": answered, "form": form}
    return show(request, "ip/comment_new.html", context, status=422 if form.errors else 200)


def url_of_comment(said: Comment) -> str:
    """Where a comment can be read: under its post, or in its thread."""
    if said.thread_id:
        return f"{reverse('ip:comment', args=[said.thread_id])}#comment-{said.pk}"
    return f"{reverse('ip:post', args=[said.post_id])}#comment-{said.pk}"
